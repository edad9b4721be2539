import type { CableMap } from "#model/cable.ts";
import type { Studio } from "#model/studio.ts";
import {
	type Line,
	linesIn,
	loomIn,
	one,
	onSockets,
	outboard,
	portsAlong,
	type SingleFault,
	told,
	withLoom,
} from "./a-single-fault.ts";

/** Something done to the plug at the unit's end of one plain loom. */
const atPlug =
	(
		change: Partial<Line["near"]>,
		codes: (port: string) => readonly string[],
		places: (port: string) => readonly string[] = () => [],
	): SingleFault["make"] =>
	({ studio, session }, pick) => {
		const { loom, port } = one(linesIn(studio), pick);
		const faulty = withLoom(studio, loom.id, (was) => ({ ...was, from: { ...was.from, ...change } }));
		return told({ studio: faulty, session }, codes(port), places(port), [port, loom.id]);
	};

/** A plain XLR loom whose wires somebody soldered otherwise. */
const soldered =
	(wires: CableMap["wires"], codes: readonly string[]): SingleFault["make"] =>
	({ studio, session }, pick) => {
		const { loom, port } = one(linesIn(studio), pick);
		const far = Array.isArray(loom.to) ? "" : loom.to.into;
		const faulty: Studio = {
			...withLoom(studio, loom.id, () => undefined),
			cableMaps: {
				...studio.cableMaps,
				spoilt: { source: "test", ends: { a: { connector: "XLR-3" }, b: { connector: "XLR-3" } }, wires },
			},
			cables: [
				{
					id: loom.id,
					cable: "spoilt",
					ends: { a: loom.from.into, b: far },
					length: loom.length,
					screen: "through",
				},
			],
		};
		return told({ studio: faulty, session }, codes, [], [port, loom.id]);
	};

const halves = ["balance.one-leg", "balance.no-return"];

/** What is behind the bay. */
export const soldering: Readonly<Record<string, SingleFault>> = {
	"hot and cold swapped in one plug": {
		needs: outboard,
		make: atPlug(
			{ inverted: true },
			() => ["polarity.inverted"],
			(port) => [port],
		),
	},
	"the cold wire cut off in one plug": { needs: outboard, make: atPlug({ cold: "open" }, () => halves) },
	"a hot wire that is broken": {
		needs: outboard,
		make: soldered(
			[
				["a.1", "b.1"],
				["a.3", "b.3"],
			],
			[...halves, "wiring.dead-leg"],
		),
	},
	"hot and cold on each other": {
		needs: outboard,
		make: soldered(
			[
				["a.1", "b.1"],
				["a.2", "b.2", "a.3", "b.3"],
			],
			["wiring.legs-shorted"],
		),
	},
	"hot on the screen": {
		needs: outboard,
		make: soldered(
			[
				["a.1", "b.1", "a.2", "b.2"],
				["a.3", "b.3"],
			],
			["wiring.shorted"],
		),
	},
	"a multipair soldered after the other pinout": {
		needs: { kinds: ["console"], rears: ["aes59"] },
		make: (room, pick) => {
			const loom = loomIn(room.studio, one(["console-1/in-1-8", "console-1/out-1-8"], pick));
			const studio = withLoom(room.studio, loom.id, (was) => ({
				...was,
				from: { ...was.from, pinout: "yamaha" },
			}));
			return told(
				{ ...room, studio },
				["wiring.loom-channel"],
				[loom.id],
				[loom.id, ...portsAlong(room, loom.id)],
			);
		},
	},
	"one tail of a fan-out inverted": {
		needs: { ...onSockets, kinds: ["console"] },
		make: (room, pick) => {
			const loom = loomIn(room.studio, one(["console-1/in-1-8", "console-1/out-1-8"], pick));
			const studio = withLoom(room.studio, loom.id, (was) => ({
				...was,
				to: [was.to].flat().map((end, i) => (end && i === pick % 8 ? { ...end, inverted: true } : end)),
			}));
			return told({ ...room, studio }, ["wiring.loom-channel"], [loom.id]);
		},
	},
	"200 m of cable on a source of 10 kΩ": {
		needs: { kinds: ["re-amp"] },
		make: (room) => {
			const loom = loomIn(room.studio, "reamp-box-1/out");
			const studio = withLoom(room.studio, loom.id, (was) => ({ ...was, length: 200 }));
			const places = ["reamp-box-1/out", "guitar-amplifier-1/in"];
			return told({ ...room, studio }, ["level.treble-loss"], places);
		},
	},
};

/** What a TS plug with the cold wire on its sleeve does to each kind of output; to a winding it does nothing. */
const onGround: Readonly<Record<string, readonly string[]>> = {
	"ground-referenced-1/out": ["balance.cold-shorted"],
	"cross-coupled-1/out": ["balance.servo-grounded"],
	"transformer-1/out": [],
	"impedance-balanced-1/out": [],
};

export const unbalancing: Readonly<Record<string, SingleFault>> = {
	"a TS plug in a TRS jack": {
		needs: { ...onSockets, kinds: ["jacks"], hasMonitors: false },
		make: atPlug({ plug: "TS", cold: "to screen" }, (port) => onGround[port] ?? ["balance.cold-shorted"]),
	},
	"a TS plug in a balanced input, the source's cold leg in the air": {
		needs: { ...onSockets, kinds: ["lines"], hasMonitors: false },
		make: (room, pick) => {
			const { loom, port } = one(
				linesIn(room.studio).filter((line) => line.port.includes("/in-")),
				pick,
			);
			const studio = withLoom(room.studio, loom.id, (was) => ({ ...was, from: { ...was.from, plug: "TS" } }));
			return told({ ...room, studio }, ["connector.ts-in-balanced"], [loom.id, port]);
		},
	},
};

import { isAnalogue, type Port } from "#model/gear-model.ts";
import { dBu, dBuFromDBV } from "#model/level.ts";
import type { Studio } from "#model/studio.ts";
import {
	jackOf,
	loomIn,
	one,
	type Room,
	type SingleFault,
	told,
	withCords,
	withLoom,
	withModel,
	withPort,
	withUnit,
} from "./a-single-fault.ts";

const consumer = (port: Port): Port => (isAnalogue(port) ? { ...port, nominal: dBuFromDBV(-10) } : port);

export const levels: Readonly<Record<string, SingleFault>> = {
	"an output of −10 dBV on the bay": {
		needs: { kinds: ["stereo"] },
		make: (room, pick) => {
			const port = one(["bus-1/out-l", "echo-1/out-r", "valve-eq-1/out-l"], pick);
			return told({ ...room, studio: withPort(room.studio, port, consumer) }, ["level.too-low"], [port]);
		},
	},
	"an input of −10 dBV on the bay": {
		needs: { kinds: ["stereo"] },
		make: (room, pick) => {
			const port = one(["bus-1/in-l", "echo-1/in-r", "clean-eq-1/in-l"], pick);
			return told({ ...room, studio: withPort(room.studio, port, consumer) }, ["level.too-hot"], [port]);
		},
	},
	"a microphone in a line input": {
		needs: { kinds: ["mono"], hasMicrophones: true },
		make: (room, pick) => {
			const [from, to] = [`mic-${1 + (pick % 2)}/out`, `fet-1-${1 + (pick % 4)}/in`];
			const ends = [jackOf(room.studio, from), jackOf(room.studio, to)] as const;
			return told(withCords(room, ends), ["level.microphone-into-line"], [from, to]);
		},
	},
};

const loudspeaker: Port = {
	direction: "in",
	stage: "speaker load",
	impedance: 8,
	nominal: null,
	maximum: null,
};
const lineInput: Port = {
	direction: "in",
	stage: "electronic",
	impedance: 20_000,
	nominal: dBu(4),
	maximum: dBu(24),
};

export const speakers: Readonly<Record<string, SingleFault>> = {
	"a passive loudspeaker on a line output": {
		needs: { hasMonitors: true },
		make: (room, pick) => {
			const side = one(["l", "r"], pick);
			const studio = withPort(room.studio, `near-${side}/in`, () => loudspeaker);
			return told(
				{ ...room, studio },
				["speaker.line-into-speaker"],
				[`monitors/main-1-${side}`, `near-${side}/in`],
			);
		},
	},
	"a line input on the speaker output of an amplifier": {
		needs: { hasMonitors: true },
		make: (room, pick) => {
			const side = one(["l", "r"], pick);
			const studio = withPort(room.studio, `far-${side}/in`, () => lineInput);
			return told(
				{ ...room, studio },
				["speaker.into-line"],
				[`power-amp/speaker-${side}`, `far-${side}/in`],
			);
		},
	},
	"a valve amplifier without its load": {
		needs: { kinds: ["re-amp"] },
		make: (room) => {
			const loom = loomIn(room.studio, "guitar-amplifier-1/speaker");
			const studio = withLoom(room.studio, loom.id, () => undefined);
			return told({ ...room, studio }, ["valve.no-load"], ["guitar-amplifier-1/speaker"]);
		},
	},
};

const phantomOn = (room: Room, n: number): Room => ({
	...room,
	session: {
		...room.session,
		settings: { preamps: { [`phantom-${n}`]: { setting: "On", how: "by hand", at: "" } } },
	},
});

export const plugging: Readonly<Record<string, SingleFault>> = {
	"48 V over a bay": {
		needs: { hasMicrophones: true },
		make: (room, pick) => {
			const port = `preamps/mic${1 + (pick % 8)}`;
			const places = [port, ...(pick % 8 < 2 ? [jackOf(room.studio, port)] : [])];
			return told(phantomOn(room, 1 + (pick % 8)), ["phantom.on-patch-point"], places.slice(0, 1), places);
		},
	},
	"48 V on a ribbon": {
		needs: { hasMicrophones: true },
		make: (room, pick) => {
			const n = 1 + (pick % 2);
			const studio = withPort(room.studio, `mic-${n}/out`, (port) =>
				port.direction === "out" ? { ...port, underPhantom: "is harmed" } : port,
			);
			return told(phantomOn({ ...room, studio }, n), ["phantom.ribbon"], [`preamps/mic${n}`, `mic-${n}/out`]);
		},
	},
	"an A-gauge plug in a B-gauge jack": {
		needs: { connector: "B-gauge", kinds: ["mono"] },
		make: (room, pick) => {
			const studio: Studio = {
				...room.studio,
				store: room.studio.store
					.map((cord) => ({ ...cord, plugs: ["TRS", "B-gauge"] as const }))
					.map((cord) => ({ ...cord, plugs: ["TRS", "B-gauge"] })),
			};
			const at = jackOf(studio, `fet-1-${1 + (pick % 4)}/out`);
			const there = jackOf(studio, `opto-1-${1 + (pick % 4)}/in`);
			return told(
				withCords({ ...room, studio }, [at, there]),
				["connector.damages-jack"],
				["short #1", at],
				[at, there, "short #1"],
			);
		},
	},
	"two outputs on each other": {
		needs: { kinds: ["mono"] },
		make: (room, pick) => {
			const outs = [`fet-1-${1 + (pick % 4)}/out`, `opto-1-${1 + (pick % 3)}/out`];
			const [from = "", to = ""] = outs.map((port) => jackOf(room.studio, port));
			return told(withCords(room, [from, to]), ["wiring.two-sources"], outs);
		},
	},
	"an output in its own input": {
		needs: { kinds: ["mono"] },
		make: (room, pick) => {
			const unit = `fet-1-${1 + (pick % 4)}`;
			const ends = [jackOf(room.studio, `${unit}/out`), jackOf(room.studio, `${unit}/in`)] as const;
			return told(withCords(room, ends), ["loop.self"], [`${unit}/in`]);
		},
	},
	"two units that feed each other": {
		needs: { kinds: ["mono"] },
		make: (room, pick) => {
			const units = [`fet-1-${1 + (pick % 4)}`, `opto-1-${1 + (pick % 4)}`];
			const [a = "", b = ""] = units;
			const jack = (port: string): string => jackOf(room.studio, port);
			const both = withCords(room, [jack(`${a}/out`), jack(`${b}/in`)], [jack(`${b}/out`), jack(`${a}/in`)]);
			return told(both, ["loop.feedback"], [`${a}/in`, `${b}/in`]);
		},
	},
	"a cord that the store does not have": {
		needs: { kinds: ["mono"] },
		make: (room) => {
			const ends = ["fet-1-1/out", "opto-1-1/in"].map((port) => jackOf(room.studio, port));
			const [from = "", to = ""] = ends;
			const session = { ...room.session, cords: [{ cord: "long #1", from, to }] };
			return told({ ...room, session }, ["stock.missing-cord"], ["long #1", ...ends]);
		},
	},
};

const onWordClock = { clock: "word clock", metres: [5] } as const;

export const clocks: Readonly<Record<string, SingleFault>> = {
	"a second master": {
		needs: onWordClock,
		make: (room) =>
			told(
				{ ...room, studio: withUnit(room.studio, "bridge", { clock: "internal" }) },
				["clock.two-masters"],
				["interface/madi-out-1", "bridge/in1"],
				["interface/madi-out-1", "interface/madi-in-1", "bridge/in1", "bridge/out1"],
			),
	},
	"a unit at another rate": {
		needs: onWordClock,
		make: (room, pick) => {
			const id = one(["bridge", "interface"], pick);
			const links = ["interface/madi-out-1", "interface/madi-in-1", "bridge/in1", "bridge/out1"];
			return told(
				{ ...room, studio: withUnit(room.studio, id, { rate: 44_100 }) },
				["clock.rate-differs"],
				[`${id}/word-clock-in`],
				[`${id}/word-clock-in`, ...links],
			);
		},
	},
	"a clock cable that is not there": {
		needs: onWordClock,
		make: (room, pick) => {
			const port = `${one(["bridge", "interface"], pick)}/word-clock-in`;
			const loom = loomIn(room.studio, port);
			const studio = withLoom(room.studio, loom.id, () => undefined);
			return told(
				{ ...room, studio },
				["clock.follows-nothing"],
				[port],
				[port, "interface/madi-out-1", "interface/madi-in-1"],
			);
		},
	},
	"a clock line that nothing terminates": {
		needs: onWordClock,
		make: (room, pick) => {
			const id = one(["bridge", "interface"], pick);
			const studio = withModel(room.studio, id, (model) => ({
				...model,
				ports: {
					...model.ports,
					"word-clock-in": {
						direction: "digital in",
						format: "word clock",
						terminated: false,
						converts: false,
						rates: [44_100, 48_000, 88_200, 96_000],
					},
				},
			}));
			return told({ ...room, studio }, ["clock.not-terminated"], [`${id}/word-clock-in`]);
		},
	},
};

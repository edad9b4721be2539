import fc from "fast-check";
import { checkGearFile, ownGear, readModels } from "#drivers/catalogue.ts";
import type { GearModel } from "#model/gear-model.ts";
import type { Chain, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { facilityGear } from "../bench/facility-gear.ts";
import { aChain, anInput, anOutput, aSession, aStudio, aUnit, someCords } from "../builders.ts";
import {
	anEmptyHouse,
	type Eight,
	type Front,
	type House,
	layBay,
	type Rear,
	type Strip,
	type Tail,
} from "./a-built-house.ts";
import { aMidSideBox, aSummer } from "./a-patch-room.ts";

/** A room as somebody who knows the trade would build it, at rest, and chains that it can carry. */
export type CorrectStudio = {
	readonly studio: Studio;
	readonly session: Session;
	readonly chains: readonly Chain[];
};

const virtual = ["reamp-box", "guitar-amplifier", "load-box"].map((name) => `halfnormal/${name}`);

/** The models of the generated facility, and those of the virtual rack that a guitar is re-amped with. */
const models: ReadonlyMap<string, GearModel> = new Map([
	...Object.entries(facilityGear).map(([name, text]): [string, GearModel] => {
		const checked = checkGearFile(`${name}.yaml`, text);
		if ("troubles" in checked) throw new Error(JSON.stringify(checked.troubles));
		return [name, checked.file];
	}),
	...(await readModels([ownGear], new Set(virtual))).models,
]);

type Channel = { readonly in?: Tail; readonly out?: Tail };
/** Eight channels of outboard, and the chains that run through them. */
type Rack = { readonly ins: Eight; readonly outs: Eight; readonly chains: readonly Chain[] };

const channel = (unit: string, name = ""): Channel => ({
	in: { into: `${unit}/in${name}` },
	out: { into: `${unit}/out${name}` },
});
const bothSides = (unit: string): Channel[] => [channel(unit, "-l"), channel(unit, "-r")];

const rackOf = (channels: readonly Channel[], chains: readonly Chain[]): Rack => ({
	ins: { tails: channels.map((each) => each.in) },
	outs: { tails: channels.map((each) => each.out) },
	chains,
});

const stereo = (inserts: readonly string[], changes: Partial<Chain> = {}): Chain =>
	aChain(inserts, { kind: "stereo", sends: [1, 2], returns: [1, 2], ...changes });

const four = (n: number) => ["bus", "valve-eq", "clean-eq", "echo"].map((name) => `${name}-${n}`);

const stereoRack = ({ unit }: House, n: number): Rack => {
	const ids = four(n).map((id) => unit(id, `facility/${id.slice(0, -2)}`));
	return rackOf(ids.flatMap(bothSides), [
		stereo(ids.slice(0, 2)),
		stereo(ids.slice(1)),
		stereo(ids.slice(0, 1), { kind: "parallel", blend: { sends: [3, 4], returns: [3, 4] } }),
		stereo(ids.slice(0, 1), { kind: "dual mono", right: ids.slice(2, 3) }),
	]);
};

const monoRack = ({ unit }: House, n: number): Rack => {
	const ids = [1, 2, 3, 4].flatMap((i) =>
		["fet", "opto"].map((kind) => unit(`${kind}-${n}-${i}`, `facility/${kind}`)),
	);
	return rackOf(
		ids.map((id) => channel(id)),
		[aChain(ids.slice(0, 2)), aChain(ids.slice(1, 5), { sends: [3], returns: [6] })],
	);
};

const consoleRack = ({ unit }: House, n: number): Rack => {
	const id = unit(`console-${n}`, "facility/console");
	return { ins: { multi: `${id}/in-1-8` }, outs: { multi: `${id}/out-1-8` }, chains: [] };
};

const linesRack = ({ unit }: House, n: number): Rack => {
	const id = unit(`lines-${n}`, "facility/console-trs");
	const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
	return rackOf(
		numbers.map((line) => channel(id, `-${line}`)),
		[],
	);
};

const OUTPUTS = ["transformer", "ground-referenced", "cross-coupled", "impedance-balanced"] as const;
/** Boxes of every kind of output stage on TRS jacks. */
const jacksRack = ({ gear }: House, n: number): Rack => {
	const boxes = OUTPUTS.map((stage, i) =>
		aUnit(`${stage}-${n}`, {
			ports: { in: anInput({ stage: i % 2 === 0 ? "transformer" : "electronic" }), out: anOutput({ stage }) },
			jacks: { in: { connector: "TRS" }, out: { connector: "TRS" } },
			paths: [{ from: "in", to: "out", gain: [0] }],
		}),
	);
	gear.push(...boxes);
	return rackOf(
		boxes.map(({ unit }) => channel(unit.id)),
		[aChain(boxes.map(({ unit }) => unit.id))],
	);
};

const midSideRack = ({ gear, unit }: House, n: number): Rack => {
	const box = aMidSideBox(`ms-${n}`);
	gear.push(box);
	const bus = unit(`bus-${n}`, "facility/bus");
	const legs: Channel[] = [
		["l", "m"],
		["r", "s"],
		["m", "l"],
		["s", "r"],
	].map(([into, out]) => ({ in: { into: `ms-${n}/in-${into}` }, out: { into: `ms-${n}/out-${out}` } }));
	return rackOf([...legs, ...bothSides(bus)], [stereo([bus], { kind: "mid/side", matrix: box.unit.id })]);
};

/** A re-amping place: the box, the head on its load, and a summing mixer. */
const reampRack = ({ gear, unit, cable }: House, n: number): Rack => {
	const ids = ["reamp-box", "guitar-amplifier", "load-box"].map((name) =>
		unit(`${name}-${n}`, `halfnormal/${name}`),
	);
	const [box = "", head = "", load = ""] = ids;
	cable(`${box}/out`, `${head}/in`, 3);
	cable(`${head}/speaker`, `${load}/in`, 1);
	gear.push(aSummer(`sum-${n}`));
	const bus = unit(`bus-${n}`, "facility/bus");
	const summed: Channel[] = [1, 2, 3, 4].map((i) => ({
		in: { into: `sum-${n}/in-${i}` },
		...(i < 3 ? { out: { into: `sum-${n}/out-${i === 1 ? "l" : "r"}` } } : {}),
	}));
	const rig: Channel = { in: { into: `${box}/in` }, out: { into: `${load}/out` } };
	return rackOf(
		[rig, ...summed, ...bothSides(bus)],
		[
			aChain(ids, { kind: "re-amp" }),
			stereo([bus], { kind: "parallel", blend: { sends: [3, 4], unit: `sum-${n}` } }),
		],
	);
};

const racks = {
	stereo: stereoRack,
	mono: monoRack,
	console: consoleRack,
	lines: linesRack,
	jacks: jacksRack,
	"mid/side": midSideRack,
	"re-amp": reampRack,
} as const;
export type RackKind = keyof typeof racks;
const rackKinds: readonly RackKind[] = ["stereo", "mono", "console", "lines", "jacks", "mid/side", "re-amp"];

/** Microphones on a stage box, over the bay to preamplifiers and on to the converters. */
const microphoneStrips = ({ gear, unit, cable }: House, back: Eight): Strip[] => {
	const box = unit("box", "facility/stage-box");
	for (const n of [1, 2]) {
		const microphone = aUnit(`mic-${n}`, {
			kind: "microphone",
			ports: {
				out: anOutput({ stage: "transformer", impedance: "200 Ω", nominal: "-40 dBu", maximum: "0 dBu" }),
			},
			paths: [],
		});
		gear.push(microphone);
		cable(`mic-${n}/out`, `${box}/line-${n}`);
	}
	const preamps = unit("preamps", "facility/preamps");
	return [
		{
			name: "microphones",
			normalling: "full normal",
			upper: { multi: `${box}/multi` },
			lower: { multi: `${preamps}/mic-1-8` },
		},
		{ name: "preamps", normalling: "half-normal", upper: { multi: `${preamps}/out-1-8` }, lower: back },
	];
};

/** A monitor controller with active loudspeakers, and passive ones on an amplifier. */
const monitorStrip = ({ unit, cable }: House, send: Eight): Strip => {
	const monitors = unit("monitors", "facility/monitors");
	const amplifier = unit("power-amp", "facility/power-amp");
	for (const side of ["l", "r"]) {
		cable(`${monitors}/main-1-${side}`, `${unit(`near-${side}`, "facility/loudspeaker")}/in`);
		cable(`${monitors}/amp-${side}`, `${amplifier}/in-${side}`);
		cable(`${amplifier}/speaker-${side}`, `${unit(`far-${side}`, "facility/passive")}/in`);
	}
	const tails = [`${monitors}/in-l`, `${monitors}/in-r`].map((into) => ({ into }));
	return { name: "monitors", normalling: "half-normal", upper: send, lower: { tails } };
};

/** The converters, on a crystal of their own or on the house's word clock with a bridge for their MADI. */
const converters = ({ unit, cable }: House, clock: Drawing["clock"]): void => {
	const id = "interface";
	if (clock === "internal") {
		unit(id, "facility/converter-64", { clock });
		return;
	}
	unit(id, "facility/converter-64", { clock: "word-clock-in" });
	unit("clock", "facility/clock", { clock: "internal" });
	unit("bridge", "facility/madi-bridge", { clock: "word-clock-in" });
	cable("clock/out-1", `${id}/word-clock-in`);
	cable("clock/out-2", "bridge/word-clock-in");
	cable(`${id}/madi-out-1`, "bridge/in-1");
	cable("bridge/out-1", `${id}/madi-in-1`);
};

/** What somebody draws before anything is built: small enough to be read when a test prints it. */
export type Drawing = {
	readonly connector: Front;
	readonly rears: readonly Rear[];
	readonly perBay: number;
	readonly kinds: readonly RackKind[];
	readonly clock: "internal" | "word clock";
	readonly hasMicrophones: boolean;
	readonly hasMonitors: boolean;
	readonly metres: readonly number[];
};

/** Cords for every way in the room: more than any chain needs, and long enough. */
const storeOf = (connector: Front) => [
	someCords({ id: "short", plugs: [connector, connector], length: "1 m", count: 30 }),
	someCords({ id: "XLR", plugs: [connector, "XLR-3"], length: "3 m", count: 8 }),
];

/** Everything that has valves has been on for an hour. */
const warm = ({ units, models: all }: Studio): Session["powered"] =>
	Object.fromEntries(
		units.flatMap(({ id, model }) =>
			all[model]?.warmUp === undefined ? [] : [[id, "2024-05-06T09:00:00.000Z"] as const],
		),
	);

/** Builds what was drawn. */
export const built = ({
	connector,
	rears,
	perBay,
	kinds,
	clock,
	hasMicrophones,
	hasMonitors,
	metres,
}: Drawing): CorrectStudio => {
	const house = anEmptyHouse(models, metres);
	converters(house, clock);
	const eight = (direction: "in" | "out", n: number): Eight => ({
		multi: `interface/${direction}-${8 * n + 1}-${8 * n + 8}`,
	});
	const filled = kinds.map((kind, i) => racks[kind](house, i + 1));
	const strips: Strip[] = [
		...filled.flatMap(({ ins, outs }, i): Strip[] => [
			{ name: "sends", normalling: "half-normal", upper: eight("out", i), lower: ins },
			{ name: "returns", normalling: "half-normal", upper: outs, lower: eight("in", i) },
		]),
		...(hasMicrophones ? microphoneStrips(house, eight("in", kinds.length)) : []),
		...(hasMonitors ? [monitorStrip(house, eight("out", kinds.length))] : []),
		{ name: "mults", normalling: "parallel" },
	];
	for (let first = 0; first < strips.length; first += perBay)
		layBay(house, {
			connector,
			rear: rears[(first / perBay) % rears.length] ?? "XLR-3",
			strips: strips.slice(first, first + perBay),
		});
	const studio = aStudio({
		gear: house.gear,
		bays: house.bays,
		looms: house.looms,
		store: storeOf(connector),
	});
	return {
		studio,
		session: aSession({ powered: warm(studio) }),
		chains: filled.flatMap((rack) => rack.chains),
	};
};

/** Drawings of correct studios; what is said of them is so in every one. */
export const drawings = (said: Partial<Drawing> = {}): fc.Arbitrary<Drawing> =>
	fc
		.record<Drawing>({
			connector: fc.constantFrom("TT", "TRS", "B-gauge"),
			rears: fc.array(fc.constantFrom<Rear>("XLR-3", "aes59", "yamaha"), { minLength: 1, maxLength: 3 }),
			perBay: fc.integer({ min: 1, max: 3 }),
			kinds: fc.array(fc.constantFrom(...rackKinds), { minLength: 1, maxLength: 2 }),
			clock: fc.constantFrom("internal", "word clock"),
			hasMicrophones: fc.boolean(),
			hasMonitors: fc.boolean(),
			metres: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
		})
		.map((drawn) => ({ ...drawn, ...said }));

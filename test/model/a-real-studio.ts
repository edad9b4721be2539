import fc from "fast-check";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import type { Connector } from "#model/connector.ts";
import { type AnaloguePort, type GearModel, isAnalogue } from "#model/gear-model.ts";
import { isKnob } from "#model/parameter.ts";
import type { Session } from "#model/session.ts";
import { carriedBy, portsOf, type Studio } from "#model/studio.ts";
import { aSession, aStudio, someCords } from "../builders.ts";
import {
	anEmptyHouse,
	type Eight,
	type Front,
	type House,
	layBay,
	type Rear,
	type Tail,
} from "./a-built-house.ts";

const { models: all } = await readCatalogue([ownGear]);
const named = [...all].map(([name, model]) => ({ name, model }));
type Named = (typeof named)[number];

/** An analogue port with the first socket that carries it alone. */
type Line = { readonly jack: string; readonly connector: Connector; readonly port: AnaloguePort };

const linesOf = (model: GearModel, direction: "in" | "out"): Map<string, Line> =>
	new Map(
		[...portsOf(model)].flatMap(([name, port]) => {
			const [jack, made] =
				Object.entries(model.jacks).find(([id, of]) => carriedBy(id, of).join() === name) ?? [];
			return jack !== undefined && made && isAnalogue(port) && port.direction === direction
				? [[name, { jack, connector: made.connector, port }] as const]
				: [];
		}),
	);

/** Gear for −10 dBV and gear for +20 dBu does not go on a bay of +4 dBu without a box between. */
const isForLines = ({ port: { nominal } }: Line): boolean => nominal === null || Math.abs(nominal - 4) < 6;

type Through = { readonly in: Line; readonly out: Line };
/** The ways from a line in to a line out, an output once. */
const throughOf = (model: GearModel): Through[] => {
	const [ins, outs] = [linesOf(model, "in"), linesOf(model, "out")];
	const seen = new Set<string>();
	return model.paths.flatMap(({ from, to }) => {
		const [into, out] = [ins.get(from), outs.get(to)];
		const isTaken = seen.has(from) || seen.has(to);
		if (!into || !out || isTaken || !isForLines(into) || !isForLines(out)) return [];
		seen.add(from).add(to);
		return [{ in: into, out }];
	});
};

const ofKind = (...kinds: GearModel["kind"][]): Named[] =>
	named.filter(({ model }) => kinds.includes(model.kind));
const outboard = ofKind(
	"compressor",
	"equaliser",
	"gate",
	"saturator",
	"multi-effect",
	"echo",
	"reverb",
	"tape machine",
).filter(({ model }) => throughOf(model).length > 0);
const microphones = ofKind("microphone");
const instruments = ofKind("instrument");
const boxes = ofKind("DI box");
const combos = named.filter(({ model: { ports } }) => ports.loudspeaker ?? ports.loudspeakers);

const microphoneInputs = (model: GearModel): Through[] =>
	throughOf(model).filter((through) => through.in.port.stage === "microphone");
const preamps = ofKind("preamplifier", "channel strip").filter(
	({ model }) => microphoneInputs(model).length > 0,
);

/** Eight converter lines one way: on one socket, or on the first eight that have one of their own. */
const eightOf = (unit: string, model: GearModel, direction: "in" | "out"): Eight | undefined => {
	const isLine = (name: string): boolean => {
		const port = portsOf(model).get(name);
		const isRight = port !== undefined && isAnalogue(port) && port.direction === direction;
		const isForVoices = isRight && (port.stage === "microphone" || port.stage === "instrument");
		return isRight && !isForVoices && port.fullScale !== undefined;
	};
	const multi = Object.entries(model.jacks).find(([jack, made]) => {
		const carried = carriedBy(jack, made);
		return carried.length === 8 && carried.every(isLine);
	});
	if (multi) return { multi: `${unit}/${multi[0]}` };
	const tails = [...linesOf(model, direction)].flatMap(([name, { jack }]) =>
		isLine(name) ? [{ into: `${unit}/${jack}` }] : [],
	);
	return tails.length < 8 ? undefined : { tails: tails.slice(0, 8) };
};
const interfaces = ofKind("interface", "converter").filter(
	({ model }) => eightOf("", model, "in") && eightOf("", model, "out"),
);

/** How an engineer solders an unbalanced end: to a source that must not see ground the cold wire is cut back. */
const tipOnly = (connector: Connector) => (connector === "RCA" ? "RCA" : "TS");
const tailInto = (unit: string, { jack, connector, port }: Line, source: AnaloguePort["stage"]): Tail => {
	const into = `${unit}/${jack}`;
	if (port.stage !== "unbalanced") return { into };
	return { into, plug: tipOnly(connector), cold: source === "transformer" ? "to screen" : "open" };
};
const tailFrom = (unit: string, { jack, connector, port }: Line): Tail => {
	const into = `${unit}/${jack}`;
	return port.stage === "unbalanced" ? { into, plug: tipOnly(connector), cold: "to screen" } : { into };
};

export type RealDrawing = {
	readonly connector: Front;
	readonly rear: Rear;
	readonly interface: string;
	readonly outboard: readonly string[];
	readonly preamp: string;
	readonly microphones: readonly string[];
	readonly instrument: string;
	readonly box: string;
	readonly combo: string;
	readonly hasAmplifier: boolean;
	readonly metres: readonly number[];
};

type Channel = { readonly in?: Tail; readonly out?: Tail };

const modelNamed = (name: string): GearModel => {
	const model = all.get(name);
	if (!model) throw new Error(`There is no model ${name}.`);
	return model;
};

/** The switches of 48 V as a person has looked at them: on where the source needs it, else off. */
type Phantoms = Record<string, Record<string, { setting: string; how: "by hand"; at: string }>>;

/** Microphones, and an instrument in a DI box, on the inputs of a preamplifier. */
const preampChannels = (house: House, drawn: RealDrawing, phantoms: Phantoms): Channel[] => {
	const model = modelNamed(drawn.preamp);
	house.unit("preamp", drawn.preamp);
	house.unit("guitar", drawn.instrument);
	house.unit("di", drawn.box);
	house.cable("guitar/out", "di/in", 3);
	const sources = [
		...drawn.microphones.map((name, i) => ({ id: house.unit(`mic-${i + 1}`, name), made: modelNamed(name) })),
		{ id: "di", made: modelNamed(drawn.box) },
	];
	return microphoneInputs(model)
		.slice(0, sources.length)
		.map((through, i) => {
			const source = sources[i];
			const { port } = through.in;
			const control = port.direction === "in" ? port.phantom : undefined;
			const known = control === undefined ? undefined : model.controls[control];
			if (source) house.cable(`${source.id}/out`, `preamp/${through.in.jack}`);
			if (control !== undefined && known && !isKnob(known)) {
				const out = source?.made.ports.out;
				const isNeeded = out?.direction === "out" && out.underPhantom === "needs it";
				const setting = known.positions[isNeeded ? 1 : 0]?.name ?? "Off";
				phantoms.preamp = { ...phantoms.preamp, [control]: { setting, how: "by hand", at: "" } };
			}
			return { out: tailFrom("preamp", through.out) };
		});
};

/** A combo with its own loudspeaker plugged in and a guitar in front of it. */
const standCombo = ({ unit, cable }: House, { combo, instrument }: RealDrawing): void => {
	const loudspeaker = Object.keys(modelNamed(combo).jacks).find((jack) => jack.startsWith("loudspeaker"));
	unit("combo", combo);
	unit("second-guitar", instrument);
	cable("second-guitar/out", "combo/normal-1", 4);
	cable("combo/speaker", `combo/${loudspeaker}`, 1);
};

const amplified = ({ unit, cable }: House, source: AnaloguePort["stage"]): Channel[] => {
	unit("amp", "crown/dc-300a");
	const ins = [...linesOf(modelNamed("crown/dc-300a"), "in").values()];
	return ["1", "2"].flatMap((n, i) => {
		cable(`amp/out-${n}`, `${unit(`near-${n}`, "yamaha/ns10m-studio")}/in`, 4);
		const line = ins[i];
		return line ? [{ in: tailInto("amp", line, source) }] : [];
	});
};

/** Builds what was drawn out of the models of the catalogue. */
export const builtReal = (drawn: RealDrawing): { readonly studio: Studio; readonly session: Session } => {
	const house = anEmptyHouse(all, drawn.metres);
	const made = modelNamed(drawn.interface);
	house.unit("interface", drawn.interface, { clock: "internal" });
	const [out, back] = [eightOf("interface", made, "out"), eightOf("interface", made, "in")];
	const da = [...portsOf(made).values()].find(
		(port) => isAnalogue(port) && port.direction === "out" && port.fullScale !== undefined,
	);
	const stage = da && isAnalogue(da) ? da.stage : null;
	const phantoms: Phantoms = {};
	const channels = [
		...preampChannels(house, drawn, phantoms),
		...(drawn.hasAmplifier ? amplified(house, stage) : []),
		...drawn.outboard.flatMap((name, i) => {
			const id = house.unit(`box-${i + 1}`, name);
			return throughOf(modelNamed(name)).map((through) => ({
				in: tailInto(id, through.in, stage),
				out: tailFrom(id, through.out),
			}));
		}),
	].slice(0, 8);
	standCombo(house, drawn);
	const { connector, rear } = drawn;
	const ins: Eight = { tails: channels.map((channel) => ("in" in channel ? channel.in : undefined)) };
	const outs: Eight = { tails: channels.map((channel) => ("out" in channel ? channel.out : undefined)) };
	const strips = [
		{ name: "sends", normalling: "half-normal" as const, ...(out ? { upper: out } : {}), lower: ins },
		{ name: "returns", normalling: "half-normal" as const, upper: outs, ...(back ? { lower: back } : {}) },
	];
	layBay(house, { connector, rear, strips });
	const studio = aStudio({
		gear: house.gear,
		bays: house.bays,
		looms: house.looms,
		store: [someCords({ plugs: [connector, connector] })],
	});
	return { studio, session: aSession({ settings: phantoms }) };
};

const oneOf = (list: readonly Named[]): fc.Arbitrary<string> =>
	fc.constantFrom(...list.map(({ name }) => name));

export const realDrawings: fc.Arbitrary<RealDrawing> = fc.record<RealDrawing>({
	connector: fc.constantFrom("TT", "TRS", "B-gauge"),
	rear: fc.constantFrom("XLR-3", "aes59", "yamaha"),
	interface: oneOf(interfaces),
	outboard: fc.array(oneOf(outboard), { minLength: 1, maxLength: 5 }),
	preamp: oneOf(preamps),
	microphones: fc.array(oneOf(microphones), { maxLength: 2 }),
	instrument: oneOf(instruments),
	box: oneOf(boxes),
	combo: oneOf(combos),
	hasAmplifier: fc.boolean(),
	metres: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
});

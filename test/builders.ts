import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import type { z } from "zod";
import { CableMap } from "#model/cable.ts";
import type { Command } from "#model/command.ts";
import { Pinout } from "#model/connector.ts";
import { type Hop, hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { type Decision, type DeskCommand, decide, isRefusal } from "#model/decide.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { evolve, unopened } from "#model/evolve.ts";
import { frontOf } from "#model/front.ts";
import { GearModel, type GearModelInput } from "#model/gear-model.ts";
import type { Bay } from "#model/patchbay.ts";
import type { Facts } from "#model/preflight.ts";
import type { Chain, Session } from "#model/session.ts";
import { type Studio, StudioFile, type Unit } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import { readStudio } from "#patchbay/map.ts";

const root = join(import.meta.dirname, "..");

/** A multipair pinout as it is shipped. */
const shippedPinout = (name: string): Pinout =>
	Pinout.parse(parse(readFileSync(join(root, `patchbay-maps/pinouts/${name}.yaml`), "utf8")));

export const pinouts = {
	aes59: shippedPinout("aes59"),
	yamaha: shippedPinout("yamaha"),
	"tascam-aes3": shippedPinout("tascam-aes3"),
	"yamaha-aes3": shippedPinout("yamaha-aes3"),
};

/** A cable that is described contact by contact, as it is shipped. */
const shippedCable = (name: string): CableMap =>
	CableMap.parse(parse(readFileSync(join(root, `patchbay-maps/cables/${name}.yaml`), "utf8")));

export const cableMaps: Readonly<Record<string, CableMap>> = Object.fromEntries(
	readdirSync(join(root, "patchbay-maps/cables"))
		.map((file) => basename(file, ".yaml"))
		.map((name) => [name, shippedCable(name)]),
);

type PortInput = GearModelInput["ports"][string];
type OutputInput = Extract<PortInput, { direction: "out" }>;
type InputInput = Extract<PortInput, { direction: "in" }>;

/** A professional line output: 50 Ω, balanced against ground, +4 dBu, clips at +24 dBu, quiet. */
export const anOutput = (changes: Partial<OutputInput> = {}): OutputInput => ({
	direction: "out",
	stage: "ground-referenced",
	impedance: "50 Ω",
	nominal: "+4 dBu",
	maximum: "+24 dBu",
	noise: "-100 dBu",
	...changes,
});

/** A professional line input: 10 kΩ, electronically balanced, +4 dBu, clips at +24 dBu. */
export const anInput = (changes: Partial<InputInput> = {}): InputInput => ({
	direction: "in",
	stage: "electronic",
	impedance: "10 kΩ",
	nominal: "+4 dBu",
	maximum: "+24 dBu",
	...changes,
});

export type BuiltUnit = { readonly unit: Unit; readonly model: GearModel };

/** A box of the virtual rack with an XLR for every port, unless it is said otherwise; one in, one out, gain 0 dB. */
export const aUnit = (id: string, model: Partial<GearModelInput> = {}): BuiltUnit => {
	const ports = model.ports ?? { in: anInput(), out: anOutput() };
	const plain = model.ports === undefined ? [{ from: "in", to: "out", gain: [0] }] : [];
	return {
		unit: { id, name: id.charAt(0).toUpperCase() + id.slice(1), model: `test/${id}` },
		model: GearModel.parse({
			maker: "Test",
			model: id,
			kind: "compressor",
			simulated: true,
			sources: { figures: "test" },
			faceplate: { width: 480, height: 44 },
			jacks: Object.fromEntries(Object.keys(ports).map((name) => [name, { connector: "XLR-3" }])),
			paths: plain,
			...model,
			ports,
		}),
	};
};

/** A box with nothing but an output, "<id>/out". */
export const aSource = (
	id: string,
	output: Partial<OutputInput> = {},
	jack: Jacks[string] = XLR,
): BuiltUnit => aUnit(id, { ports: { out: anOutput(output) }, jacks: { out: jack } });

/** A box with nothing but an input, "<id>/in". */
export const aReceiver = (
	id: string,
	input: Partial<InputInput> = {},
	jack: Jacks[string] = XLR,
): BuiltUnit => aUnit(id, { ports: { in: anInput(input) }, jacks: { in: jack } });

type Jacks = GearModelInput["jacks"];
const XLR: Jacks[string] = { connector: "XLR-3" };

/** Two converter lines each way on XLRs, +24 dBu full scale both ways: no level trouble of its own. */
export const anInterface = (model: Partial<GearModelInput> = {}): BuiltUnit =>
	aUnit("interface", {
		kind: "interface",
		ports: {
			da1: anOutput({ fullScale: "+24 dBu" }),
			da2: anOutput({ fullScale: "+24 dBu" }),
			ad1: anInput({ fullScale: "+24 dBu" }),
			ad2: anInput({ fullScale: "+24 dBu" }),
		},
		...model,
	});

/** A bay of two half-normalled columns with XLRs behind: "PB1/A01 rear" and so on. */
export const aBay = (changes: Partial<z.input<typeof Bay>> = {}): z.input<typeof Bay> => ({
	id: "PB1",
	name: "Bay",
	connector: "TT",
	columns: 2,
	rear: { connector: "XLR-3", pinout: "own" },
	points: [{ columns: `1-${changes.columns ?? 2}`, normalling: "half-normal" }],
	...changes,
});

type LoomInput = NonNullable<z.input<typeof StudioFile>["looms"]>[number];

/** A permanent cable of no length, so that levels are the textbook's; without an id it is called after its ends. */
export const aLoom = (from: LoomInput["from"], to: LoomInput["to"], id?: string): LoomInput => ({
	id: id ?? `${JSON.stringify(from)}-${JSON.stringify(to)}`.replaceAll('"', ""),
	from,
	to,
	length: "0 m",
});

type MappedInput = NonNullable<z.input<typeof StudioFile>["cables"]>[number];

/** A permanent cable that is described contact by contact, of no length; its ends by name in their sockets. */
export const aCable = (cable: string, ends: MappedInput["ends"], id: string = cable): MappedInput => ({
	id,
	cable,
	ends,
	length: "0 m",
});

type CordInput = NonNullable<z.input<typeof StudioFile>["store"]>[number];

/** Eight patch cords TT to TT, 0.9 m, unless it is said otherwise. The first is "<id> #1". */
export const someCords = (changes: Partial<CordInput> = {}): CordInput => ({
	id: "TT",
	plugs: ["TT", "TT"],
	length: "0.9 m",
	colour: "red",
	count: 8,
	...changes,
});

type World = Partial<Pick<z.input<typeof StudioFile>, "bays" | "looms" | "cables" | "store" | "adapters">> & {
	readonly gear: readonly BuiltUnit[];
	/** Pinouts and cable maps of the studio's own, beside the shipped ones. */
	readonly own?: { readonly pinouts?: Studio["pinouts"]; readonly cableMaps?: Studio["cableMaps"] };
};

/** A studio of a few boxes. An interface is added where none is given. */
export const aStudio = ({ gear, own, ...rest }: World): Studio => {
	const boxes = gear.some(({ unit }) => unit.id === "interface") ? gear : [anInterface(), ...gear];
	return {
		...StudioFile.parse({
			studio: "Test room",
			rate: 48000,
			interface: { unit: "interface", backend: "simulated" },
			units: boxes.map(({ unit }) => unit),
			...rest,
		}),
		models: Object.fromEntries(boxes.map(({ unit, model }) => [unit.model, model])),
		pinouts: { ...pinouts, ...own?.pinouts },
		cableMaps: { ...cableMaps, ...own?.cableMaps },
	};
};

/** A session that was just opened. */
export const aSession = (changes: Partial<Session> = {}): Session => ({
	...unopened,
	id: "2024-05-06-song",
	opened: "2024-05-06T10:00:00.000Z",
	...changes,
});

/** A chain between the first lines of the interface. */
export const aChain = (inserts: readonly string[], changes: Partial<Chain> = {}): Chain => ({
	id: "chain",
	name: "Chain",
	kind: "mono",
	sends: [1],
	returns: [1],
	inserts: [...inserts],
	...changes,
});

/** Every source as it arrives at "sink/in" of a studio, with the given cords hanging. */
export const arrivingAt = (studio: Studio, port = "sink/in", cords: Session["cords"] = []): Hop[] =>
	hopsOf(wire(studio, { cords, normals: "as plugged" })).filter(({ to }) => to.id === port);

export const demoFolder = join(root, "patchbay-maps/studios/demo");

/** The studio that is opened where there is no hardware. */
export const theDemoStudio = async (): Promise<Studio> => {
	const read = await readStudio(demoFolder);
	if ("troubles" in read) throw new Error(`The demo studio has troubles: ${JSON.stringify(read.troubles)}`);
	return read.studio;
};

/** Ten in the morning of the test session, in milliseconds since 1970. */
export const TEN = Date.parse("2024-05-06T10:00:00.000Z");

/** What the daemon knows when all is well. */
export const allIsWell = (changes: Partial<Facts> = {}): Facts => ({
	now: TEN,
	engine: { ready: true, sentence: "The interface is ready." },
	devices: [],
	freeBytes: null,
	...changes,
});

export type Desk = {
	readonly session: () => Session;
	readonly events: () => readonly StudioEvent[];
	/** Carries a command out, or says why not. */
	readonly does: (command: DeskCommand) => Decision;
	/** Carries a command out that must not be refused. */
	readonly must: (command: DeskCommand) => void;
	/** Takes the last thing back; false when there is nothing. */
	readonly undo: () => boolean;
	readonly wait: (milliseconds: number) => void;
};

/** A session at work: commands are decided, events folded and kept, the clock moves when it is told to. */
export const aDesk = (studio: Studio): Desk => {
	const front = frontOf(studio);
	const kept: StudioEvent[] = [];
	let session = unopened;
	let now = TEN;
	const happen = (happened: Happening, undoes?: number): void => {
		const at = new Date(now).toISOString();
		const event = { clock: kept.length + 1, at, by: "test", happened, ...(undoes ? { undoes } : {}) };
		kept.push(event);
		session = evolve(session, event);
	};
	const does = (command: DeskCommand): Decision => {
		const decision = decide({ studio, session, front, by: "test", at: new Date(now).toISOString() }, command);
		if (!isRefusal(decision)) for (const happened of decision) happen(happened);
		return decision;
	};
	happen({ was: "opened", session: "2024-05-06-song", header: unopened.header });
	return {
		session: () => session,
		events: () => kept,
		does,
		must: (command) => {
			const decision = does(command);
			if (isRefusal(decision)) throw new Error(`${decision.refused}: ${decision.because}`);
		},
		undo: () => {
			const back = undoing(studio, kept);
			for (const happened of back?.happenings ?? []) happen(happened, back?.undoes);
			return back !== null;
		},
		wait: (milliseconds) => {
			now += milliseconds;
		},
	};
};

/** Whether a command can be decided without sound, files or hardware. */
const elsewhere: ReadonlySet<string> = new Set([
	"open session",
	"close session",
	"undo",
	"measure",
	"print",
	"stop",
	"verify tone",
]);
export const isDeskCommand = (command: Command): command is DeskCommand => !elsewhere.has(command.do);

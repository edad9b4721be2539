import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Element, LEAK, LEAST, type Phasor, type Source } from "#model/copper/circuit.ts";

/** One circuit in SPICE's own words: one element a line, nodes by name, 0 is earth. */
export type Deck = string;
/** The voltage of a node of the deck at that place in the list, at the frequency at that place. */
export type Reading = (deck: number, node: string | number, hertz: number) => Phasor;

/** Why nothing can be compared with SPICE here, or undefined if it can. */
export const spiceIsMissing = (): string | undefined =>
	spawnSync("ngspice", ["--version"]).error ? "ngspice is not installed" : undefined;

/** What ngspice says of a file, with the folder that it wrote its answers into. */
const inSpice = <T>(file: string, read: (folder: string, said: string) => T): T => {
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-spice-"));
	try {
		writeFileSync(join(folder, "all.cir"), file);
		const run = spawnSync("ngspice", ["-n", "-b", "all.cir"], {
			cwd: folder,
			encoding: "utf8",
			timeout: 60_000,
		});
		const complaint = /^.*(?:error|warning|singular).*$/im.exec(`${run.stdout}\n${run.stderr}`);
		if (run.status !== 0 || complaint) throw new Error(`ngspice: ${complaint?.[0] ?? run.stderr}`);
		return read(folder, run.stdout);
	} finally {
		rmSync(folder, { recursive: true });
	}
};

const inRuns = (decks: readonly Deck[], size: number): Deck[][] =>
	Array.from({ length: Math.ceil(decks.length / size) }, (_, run) =>
		decks.slice(run * size, (run + 1) * size),
	);

/** So many circuits go into one run: ngspice puts a matrix in order, and that of all together would take it minutes. */
const TOGETHER = 150;

/**
 * Small-signal analysis of circuits that know nothing of each other, many in each run of ngspice. Where one node of each
 * is enough, it takes half the time.
 */
export const simulated = (decks: readonly Deck[], hertz: readonly number[], only?: string): Reading => {
	const runs = inRuns(decks, TOGETHER).map((some) => analysed(some, hertz, only));
	return (deck, node, at) => {
		if (Number(node) === 0) return { re: 0, im: 0 };
		const voltages = runs[Math.floor(deck / TOGETHER)][at];
		const found = voltages.get(`v(x${deck % TOGETHER}.${node})`.toLowerCase());
		if (!found) throw new Error(`ngspice tells of no node ${node} in\n${decks[deck]}`);
		return found;
	};
};

/** The voltages by ngspice's names for them, one table for each frequency. */
const analysed = (decks: readonly Deck[], hertz: readonly number[], only?: string): Map<string, Phasor>[] => {
	const analyses = hertz.flatMap((at, i) => [`ac lin 1 ${at} ${at}`, `write ${i}.raw all`]);
	const saved = only === undefined ? [] : decks.map((_, i) => `save v(x${i}.${only})`);
	return inSpice(batch(decks, ["set filetype=ascii numdgt=15", ...saved, ...analyses]), (folder) =>
		hertz.map((_, i) => voltagesIn(readFileSync(join(folder, `${i}.raw`), "utf8"))),
	);
};

/** Noise is asked of one circuit after the other, and all that are there are solved each time. */
const LISTENED_TO = 8;

/** Volts rms of all resistors' noise at a node of each circuit, everything at 290 K, three decades up to 20 kHz. */
export const noiseIn = (decks: readonly Deck[], node: string): number[] =>
	inRuns(decks, LISTENED_TO).flatMap((some) => {
		const commands = some.flatMap((_, i) => [
			`noise v(x${i}.${node}) vnone dec 60 20 20k`,
			`setplot noise${2 * i + 2}`,
			"print onoise_total",
		]);
		const silence = "Vnone none 0 AC 1\nRnone none 0 1\n.options temp=16.85";
		return inSpice(batch(some, commands, silence), (_, said) =>
			[...said.matchAll(/onoise_total = (\S+)/g)].map(([, volts]) => Number(volts)),
		);
	});

/**
 * The same circuit in slow motion: what it did at 100 kHz, a hundred times slower it does at 1 kHz. So every circuit
 * can be asked at a frequency of its own and all of them in one analysis.
 */
export const slowed = (deck: Deck, times: number): Deck =>
	deck.replace(/^([CL]\S* \S+ \S+) (\S+)$/gm, (_, element, value) => `${element} {${value}*${times}}`);

/**
 * Every circuit is a subcircuit without pins, so that names do not meet. Without an operating point (noopac) coils in
 * parallel are no loop of wire; there is nothing that is not linear.
 */
const batch = (decks: readonly Deck[], commands: readonly string[], also = ""): string =>
	[
		"* circuits of Halfnormal",
		...decks.flatMap((deck, i) => [`.subckt c${i}`, deck, ".ends", `x${i} c${i}`]),
		also,
		".options noopac",
		".control",
		...commands,
		"quit",
		".endc",
		".end",
	].join("\n");

/** The voltages of an ASCII raw file of one point: a table of names, then the values in the same order. */
const voltagesIn = (raw: string): Map<string, Phasor> => {
	const [, names = "", values = ""] = /Variables:(.*)Values:(.*)/s.exec(raw) ?? [];
	const phasors = [...values.matchAll(/(\S+),(\S+)/g)].map(([, re, im]) => ({
		re: Number(re),
		im: Number(im),
	}));
	const named = [...names.matchAll(/\t\d+\t(\S+)\t/g)].map(([, name = ""]) => name);
	return new Map(named.map((name, i) => [name, phasors[i]]));
};

/** A circuit of ours as a deck whose nodes are its terminals: sources as Thévenin's, not as the solver's Norton's. */
export const deckOf = (elements: readonly Element[], speaking?: readonly Source[]): Deck => {
	const terminals = new Set(
		elements.flatMap((e) => (e.is === "source" ? [e.plus, e.minus] : [e.a, e.b])).filter((at) => at !== 0),
	);
	return [
		...elements.map((element, i) => card(element, i, speaking)),
		...[...terminals].map((at) => `Rleak${at} ${at} 0 ${LEAK}`),
	].join("\n");
};

const card = (element: Element, i: number, speaking?: readonly Source[]): string => {
	switch (element.is) {
		case "resistor":
			return `R${i} ${element.a} ${element.b} ${Math.max(LEAST, element.ohms)}`;
		case "capacitor":
			return `C${i} ${element.a} ${element.b} ${element.farads}`;
		case "inductor":
			return `L${i} ${element.a} ${element.b} ${element.henries}`;
		case "source": {
			const volts = speaking && !speaking.includes(element) ? 0 : element.volts;
			return [
				`V${i} emf${i} ${element.minus} DC 0 AC ${volts}`,
				`R${i} emf${i} ${element.plus} ${Math.max(LEAST, element.ohms)}`,
			].join("\n");
		}
	}
};

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Element, LEAK, LEAST, type Phasor, type Source } from "#model/circuit.ts";

/** One circuit in SPICE's own words: one element a line, nodes by name, 0 is earth. */
export type Deck = string;
/** The voltage of a node of the deck at that place in the list, at the frequency at that place. */
export type Reading = (deck: number, node: string | number, hertz: number) => Phasor;

/** Why nothing can be compared with SPICE here, or undefined if it can. */
export const spiceIsMissing = (): string | undefined =>
	spawnSync("ngspice", ["--version"]).error ? "ngspice is not installed" : undefined;

/** Small-signal analysis of many circuits that know nothing of each other, in one run of ngspice. */
export const simulated = (decks: readonly Deck[], hertz: readonly number[]): Reading => {
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-spice-"));
	try {
		writeFileSync(join(folder, "all.cir"), batch(decks, hertz));
		const run = spawnSync("ngspice", ["-n", "-b", "all.cir"], {
			cwd: folder,
			encoding: "utf8",
			timeout: 60_000,
		});
		const complaint = /^.*(?:error|warning|singular).*$/im.exec(`${run.stdout}\n${run.stderr}`);
		if (run.status !== 0 || complaint) throw new Error(`ngspice: ${complaint?.[0] ?? run.stderr}`);
		const voltages = hertz.map((_, i) => voltagesIn(readFileSync(join(folder, `${i}.raw`), "utf8")));
		return (deck, node, at) => {
			const found = voltages[at].get(`v(x${deck}.${node})`.toLowerCase());
			if (!found) throw new Error(`ngspice tells of no node ${node} in\n${decks[deck]}`);
			return found;
		};
	} finally {
		rmSync(folder, { recursive: true });
	}
};

/**
 * Every circuit is a subcircuit without pins, so that names do not meet. Without an operating point (noopac) coils in
 * parallel are no loop of wire; there is nothing that is not linear.
 */
const batch = (decks: readonly Deck[], hertz: readonly number[]): string =>
	[
		"* circuits of Halfnormal",
		...decks.flatMap((deck, i) => [`.subckt c${i}`, deck, ".ends", `x${i} c${i}`]),
		".options noopac",
		".control",
		"set filetype=ascii numdgt=15",
		...hertz.flatMap((at, i) => [`ac lin 1 ${at} ${at}`, `write ${i}.raw all`]),
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

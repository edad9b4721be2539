import type { Finding } from "./finding.ts";
import type { Island } from "./island.ts";
import { hopsOn } from "./link.ts";
import { finding, inputsOn, type RuleGroup } from "./rule.ts";
import { anyPortOf, type PortId, type Studio, sayPort } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

/** A way round: the finding, and the inputs that it runs through. */
export type Loop = { readonly found: Finding; readonly inputs: readonly PortId[] };

/** The receiving ports that an input leads to: through the unit behind it, out, and down the copper. */
const leadsTo = (studio: Studio, netlist: Netlist, input: PortId): PortId[] => {
	const found = anyPortOf(studio, input);
	if (!found) return [];
	return found.model.paths
		.filter(({ from }) => from === found.name)
		.flatMap(({ to }) => {
			const output = `${found.unit.id}/${to}`;
			const island = netlist.islandOf(output);
			return island
				? hopsOn(island).flatMap(({ from, to: next }) => (from.id === output ? [next.id] : []))
				: [];
		});
};

/** The inputs of one closed way round that begins at `start`, if there is one (depth first). */
const wayRound = (next: (input: PortId) => readonly PortId[], start: PortId): PortId[] | undefined => {
	const seen = new Set<PortId>();
	const trail: { readonly at: PortId; readonly ways: Iterator<PortId> }[] = [
		{ at: start, ways: next(start).values() },
	];
	for (let here = trail.at(-1); here !== undefined; here = trail.at(-1)) {
		const way = here.ways.next();
		if (way.done) trail.pop();
		else if (way.value === start) return trail.map(({ at }) => at);
		else if (!seen.has(way.value)) {
			seen.add(way.value);
			trail.push({ at: way.value, ways: next(way.value).values() });
		}
	}
	return undefined;
};

const told = (studio: Studio, inputs: readonly PortId[]): Finding => {
	const names = inputs.map((place) => sayPort(studio, place)).join(" → ");
	return finding({
		code: "loop.feedback",
		severity: "stop",
		places: inputs.toSorted(),
		asksEachTime: true,
		sentence: `The signal comes back to where it began: ${names} → ${sayPort(studio, inputs[0] ?? "")}. It will howl as soon as the loop's gain passes 0 dB.`,
		cure: "Unplug one cord of the loop, or break the normal with a plug.",
	});
};

/** Every feedback loop that runs through one of these pieces of copper. */
export const loopsThrough = (studio: Studio, netlist: Netlist, islands: readonly Island[]): Loop[] => {
	const ways = new Map<PortId, readonly PortId[]>();
	const next = (input: PortId): readonly PortId[] => {
		const known = ways.get(input) ?? leadsTo(studio, netlist, input);
		ways.set(input, known);
		return known;
	};
	const seen = new Set<PortId>();
	return islands.flatMap((island) =>
		inputsOn(island).flatMap(({ at: { id } }) => {
			const inputs = seen.has(id) ? undefined : wayRound(next, id);
			for (const input of inputs ?? []) seen.add(input);
			return inputs ? [{ found: told(studio, inputs), inputs }] : [];
		}),
	);
};

/** Loops run through many pieces of copper, so the checker asks for them itself. */
export const loopRules: RuleGroup = { name: "loop", codes: {} };

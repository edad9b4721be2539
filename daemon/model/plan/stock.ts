import { type Adapter, type CordStock, piecesOf } from "#model/cable.ts";
import { pick, type Suitor, suitors } from "#model/front-cords.ts";
import type { Studio } from "#model/studio.ts";
import type { NewPlug } from "./route.ts";

/** The kinds of cord that each planned plug can be made with; asked often, worked out once. */
export const suitorsFor = (studio: Studio): ((plug: NewPlug) => readonly Suitor[]) => {
	const known = new Map<NewPlug, readonly Suitor[]>();
	return (plug) => {
		const { mapped, wishes } = plug;
		const found =
			known.get(plug) ?? (mapped ? [{ stock: mapped, adapters: [] }] : suitors(studio, wishes[0], wishes[1]));
		known.set(plug, found);
		return found;
	};
};

type Piece = CordStock | Adapter;

const taken = (names: ReadonlySet<string>): Map<string, number> => {
	const counts = new Map<string, number>();
	for (const name of names) {
		const kind = name.replace(/ #\d+$/, "");
		counts.set(kind, (counts.get(kind) ?? 0) + 1);
	}
	return counts;
};

/**
 * Gives as many plugs as possible a cord of the store, each the first of its suitors that is left; where one has run
 * out, an earlier plug moves over to another kind (augmenting paths, with the kinds' counts as capacities).
 */
export const matchCords = (
	wishes: readonly (readonly Suitor[])[],
	names: ReadonlySet<string>,
): (Suitor | undefined)[] => {
	const used = taken(names);
	const left = ({ id, count }: Piece): number => count - (used.get(id) ?? 0);
	const chosen: (Suitor | undefined)[] = wishes.map(() => undefined);
	const holders = ({ id }: CordStock): number[] =>
		chosen.flatMap((suitor, i) => (suitor?.stock.id === id ? [i] : []));
	const adaptersLeft = ({ adapters }: Suitor, plug: number): boolean =>
		adapters.every((adapter) => {
			const elsewhere = chosen.flatMap((suitor, i) => (i === plug ? [] : (suitor?.adapters ?? [])));
			const wanted = [...elsewhere, ...adapters].filter(({ id }) => id === adapter.id).length;
			return wanted <= left(adapter);
		});
	const serve = (plug: number, seen: Set<string>): boolean => {
		for (const suitor of wishes[plug] ?? []) {
			const { stock } = suitor;
			if (seen.has(stock.id) || !adaptersLeft(suitor, plug)) continue;
			seen.add(stock.id);
			const full = holders(stock);
			if (full.length < left(stock) || full.some((holder) => serve(holder, seen))) {
				chosen[plug] = suitor;
				return true;
			}
		}
		return false;
	};
	for (const plug of wishes.keys()) serve(plug, new Set());
	return chosen;
};

/** The cords and adapters that no longer hang when some go out. */
export const without = (names: ReadonlySet<string>, cords: Iterable<string>): Set<string> => {
	const rest = new Set(names);
	for (const cord of cords) for (const part of piecesOf(cord)) rest.delete(part);
	return rest;
};

/** Names a free cord of the chosen kind for each plug, in order; nothing where none was to be had. */
export const namesFor = (
	chosen: readonly (Suitor | undefined)[],
	names: ReadonlySet<string>,
): (string | undefined)[] => {
	const used = new Set(names);
	return chosen.map((suitor) => {
		const id = suitor && pick(suitor, used);
		for (const part of id === undefined ? [] : piecesOf(id)) used.add(part);
		return id;
	});
};

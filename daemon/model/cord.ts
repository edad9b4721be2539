import { type Adapter, type Cord, type CordStock, cordsIn, type Plugged } from "./cable.ts";
import { type Gender, hasGender } from "./connector.ts";

const WITH = " + ";

/** What a cord is made of: "TS-150 #1 + TS-RCA #1" is a cord of the store with an adapter pushed onto one plug. */
export const partsOf = (id: string): string[] => id.split(WITH);
export const joinParts = (parts: readonly string[]): string => parts.join(WITH);

/** Every cord and adapter that hangs somewhere. */
export const takenBy = (cords: readonly Plugged[]): Set<string> =>
	new Set(cords.flatMap(({ cord }) => partsOf(cord)));

type EndOf = { readonly genders: NonNullable<CordStock["genders"]>; readonly plugs: CordStock["plugs"] };

/** Pins or holes of the two plugs. An XLR cord has one of each unless it is said; of a single XLR plug nobody knows. */
export const gendersOf = ({ plugs, genders }: Pick<CordStock, "plugs" | "genders">): EndOf["genders"] => {
	if (genders) return genders;
	const [one, other] = plugs;
	return hasGender(one) && hasGender(other) ? ["male", "female"] : [null, null];
};

/** The end that an adapter goes onto: the last bare plug that it takes. */
const endFor = (plugs: CordStock["plugs"], { takes }: Adapter, done: readonly number[]): number =>
	[1, 0].find((end) => plugs[end] === takes && !done.includes(end)) ?? -1;

const withEnd = <T>(pair: readonly [T, T], end: number, value: T): [T, T] =>
	end === 0 ? [value, pair[1]] : [pair[0], value];

/** Pushes adapters onto the plugs of a cord; undefined where one of them does not take a plug that is left. */
const adapted = (cord: Cord, adapters: readonly Adapter[]): Cord | undefined => {
	let { plugs } = cord;
	let genders: [Gender | null, Gender | null] = [...gendersOf(cord)];
	const done: number[] = [];
	for (const adapter of adapters) {
		const end = endFor(plugs, adapter, done);
		if (end < 0) return undefined;
		done.push(end);
		plugs = withEnd(plugs, end, adapter.plug);
		genders = withEnd(genders, end, adapter.gender ?? null);
	}
	return { ...cord, plugs, genders };
};

type Store = { readonly store: readonly CordStock[]; readonly adapters: readonly Adapter[] };

/** Looks cords up by name, also those that are a cord and adapters together. Build it once: the store may be long. */
export const cordBook = ({ store, adapters }: Store): ((id: string) => Cord | undefined) => {
	const cords = new Map<string, Cord>(cordsIn(store).map((cord) => [cord.id, cord]));
	const pieces = new Map<string, Adapter>(
		adapters.flatMap((adapter) =>
			Array.from({ length: adapter.count }, (_, i) => [`${adapter.id} #${i + 1}`, adapter] as const),
		),
	);
	return (id) => {
		const [first = "", ...rest] = partsOf(id);
		const cord = cords.get(first);
		const pushed = rest.flatMap((part) => pieces.get(part) ?? []);
		if (!cord || rest.length === 0) return cord;
		if (pushed.length !== rest.length || new Set(rest).size !== rest.length) return undefined;
		const whole = adapted(cord, pushed);
		return whole && { ...whole, id, stock: joinParts([cord.stock, ...pushed.map((one) => one.id)]) };
	};
};

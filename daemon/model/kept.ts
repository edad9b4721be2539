/** Something that is read off a thing once and then kept as long as the thing is. */
export const kept = <K extends object, T>(read: (thing: K) => T): ((thing: K) => T) => {
	const known = new WeakMap<K, { readonly value: T }>();
	return (thing) => {
		const found = known.get(thing) ?? { value: read(thing) };
		known.set(thing, found);
		return found.value;
	};
};

/** Works something out when it is first asked for. */
export const once = <T>(work: () => T): (() => T) => {
	let found: { readonly value: T } | undefined;
	return () => {
		found ??= { value: work() };
		return found.value;
	};
};

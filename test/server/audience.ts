/** Those who listen to one kind of word. */
export type Audience<T> = {
	readonly tell: (word: T) => void;
	/** Returns how to stop listening. */
	readonly join: (listener: (word: T) => void) => () => void;
};

export const audience = <T>(): Audience<T> => {
	const listeners = new Set<(word: T) => void>();
	return {
		tell: (word) => {
			for (const listener of listeners) listener(word);
		},
		join: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
};

/** How long a test waits for something that should happen at once, and how often it looks. */
const PATIENCE = 10_000;
const EVERY = 20;

type Patience = { readonly within?: number; readonly otherwise?: string };

/**
 * Waits until a condition holds and gives what it gave. This is the only place where a test lets time pass: it waits for
 * something, never for a while. After `within` milliseconds it gives up with a sentence.
 */
export const until = async <T>(
	condition: () => T | Promise<T>,
	{ within = PATIENCE, otherwise = "What the test waited for did not happen." }: Patience = {},
): Promise<T> => {
	const deadline = performance.now() + within;
	for (;;) {
		const found = await condition();
		if (found) return found;
		if (performance.now() > deadline) throw new Error(`${otherwise} (${within} ms)`);
		await new Promise((resolve) => setTimeout(resolve, EVERY));
	}
};

/** A promise that may not take longer than this. */
export const inTime = async <T>(
	promise: Promise<T>,
	{ within = PATIENCE, otherwise = "What the test waited for did not come." }: Patience = {},
): Promise<T> => {
	const { promise: late, reject } = Promise.withResolvers<never>();
	const limit = setTimeout(() => reject(new Error(`${otherwise} (${within} ms)`)), within);
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(limit);
	}
};

/** Each tab is a tablet of its own; the name of the device is what a new tab wishes for. */
const KEY = "halfnormal tablet";

/** The name of this tab, once it has one. */
export const ownName = (): string | undefined => sessionStorage.getItem(KEY) ?? undefined;

export const keepName = (name: string): void => {
	sessionStorage.setItem(KEY, name);
	localStorage.setItem(KEY, name);
};

/** A name to look around with before choosing one: the daemon sends away whoever came under the same name before. */
export const passingName = (): string => `New tablet ${crypto.getRandomValues(new Uint16Array(1))[0]}`;

/** The name that was used last on this device if it is free, else the first free number. */
export const freeName = (others: readonly string[], wished = localStorage.getItem(KEY)): string => {
	const names = Array.from({ length: others.length + 1 }, (_, i) => `Tablet ${i + 1}`);
	return [wished ?? "", ...names].find((name) => name !== "" && !others.includes(name)) ?? passingName();
};

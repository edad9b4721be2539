/** Each tab is a tablet of its own; the name of the device is what a new tab wishes for. */
const KEY = "halfnormal tablet";

export const storedName = (): string =>
	sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? "Tablet 1";

export const storeName = (name: string): void => {
	sessionStorage.setItem(KEY, name);
	localStorage.setItem(KEY, name);
};

/** Our name, or the first free number if another tablet has it too. `all` holds ourselves once. */
export const freeName = (name: string, all: readonly string[]): string => {
	if (all.filter((other) => other === name).length < 2) return name;
	const stem = name.replace(/ \d+$/, "");
	const numbers = Array.from({ length: all.length + 1 }, (_, i) => `${stem} ${i + 1}`);
	return numbers.find((free) => !all.includes(free)) ?? name;
};

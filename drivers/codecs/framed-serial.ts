/** A line longer than this is no line of a unit that we know; it is dropped up to its end. */
export const LONGEST_LINE = 512;

/** Cuts a stream of bytes into lines of Latin-1 text without their ending. Empty lines are left out. */
export const lineStream = (ends: string): ((bytes: Uint8Array) => string[]) => {
	let pending = "";
	let overlong = false;
	return (bytes) => {
		const parts = (pending + latin1(bytes)).split(ends);
		pending = parts.pop() ?? "";
		const lines = parts.filter(
			(line, i) => line !== "" && line.length <= LONGEST_LINE && !(overlong && i === 0),
		);
		if (parts.length > 0) overlong = false;
		if (pending.length > LONGEST_LINE + ends.length) {
			overlong = true;
			pending = pending.slice(pending.length - ends.length + 1);
		}
		return lines;
	};
};

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** A line as bytes; every unit that we know speaks ASCII. */
export const lineBytes = (line: string, ends: string): Uint8Array => Buffer.from(line + ends, "latin1");

/** A line with named gaps, "SET {name} {value}", that can be written and read. */
export type Template = {
	readonly write: (gaps: Readonly<Record<string, string>>) => string;
	readonly read: (line: string) => Readonly<Record<string, string>> | undefined;
};

const GAP = /\{([a-z]+)\}/;

/** Literal text and gaps in turn, read from left to right in one go: no line can make it slow. */
export const template = (form: string): Template => {
	const parts = form.split(GAP);
	const literals = parts.filter((_, i) => i % 2 === 0);
	const names = parts.filter((_, i) => i % 2 === 1);
	return {
		write: (gaps) => parts.map((part, i) => (i % 2 === 0 ? part : (gaps[part] ?? ""))).join(""),
		read: (line) => {
			if (!line.startsWith(literals[0] ?? "")) return undefined;
			let at = literals[0]?.length ?? 0;
			const gaps: Record<string, string> = {};
			for (const [i, name] of names.entries()) {
				const next = literals[i + 1] ?? "";
				const last = i === names.length - 1;
				const end =
					next === "" && last ? line.length : last ? line.length - next.length : line.indexOf(next, at);
				if (end <= at || !line.startsWith(next, end)) return undefined;
				gaps[name] = line.slice(at, end);
				at = end + next.length;
			}
			return at === line.length ? gaps : undefined;
		},
	};
};

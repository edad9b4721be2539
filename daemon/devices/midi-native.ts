import { createRequire } from "node:module";
import { z } from "zod";
import type { NoPort } from "./port.ts";
import { sayError } from "./port.ts";

/** What both libraries offer; their own types allow messages of three bytes only, or are absent. */
type Out = {
	getPortCount: () => number;
	getPortName: (index: number) => string;
	isPortOpen: () => boolean | undefined;
	openPort: (index: number) => void;
	closePort: () => void;
	sendMessage: (bytes: number[]) => void;
};
type In = Omit<Out, "sendMessage"> & {
	on: (event: "message", hear: (delta: number, bytes: number[]) => void) => void;
	ignoreTypes: (sysex: boolean, timing: boolean, sensing: boolean) => void;
};
const Library = z.custom<{ Output: new () => Out; Input: new () => In }>(
	(given) => typeof given === "object" && given !== null && "Output" in given && "Input" in given,
);
type Library = z.infer<typeof Library>;

/** The MIDI system of this machine, or why there is none. */
export type MidiSystem = {
	readonly library: Library;
	/** Never opened: it only lists the ports. */
	readonly lister: Out;
};

/** The first library that loads and finds a MIDI system. */
export const findSystem = (backends: readonly string[]): MidiSystem | NoPort => {
	const reasons: string[] = [];
	for (const name of backends) {
		try {
			const library = Library.parse(createRequire(import.meta.url)(name));
			// Without a kernel sequencer `midi` fails in silence: undefined here is the only tell.
			const lister = new library.Output();
			if (lister.isPortOpen() !== undefined) return { library, lister };
			reasons.push(`${name} finds none`);
		} catch (error) {
			reasons.push(`${name}: ${sayError(error).split("\n")[0]}`);
		}
	}
	return {
		link: "missing",
		because: `This machine has no MIDI system (${reasons.join("; ")}). A DIN port on a serial line works without: write its port as din:/dev/ttyUSB0`,
	};
};

/** Ports by name, with their place in the library's list. Names may change their place at any moment. */
const listed = (port: Out | In): string[] =>
	Array.from({ length: port.getPortCount() }, (_, i) => port.getPortName(i));

/** The port that a person means: its name as listed, or a part of it that no other has. */
const placeOf = (names: readonly string[], wanted: string): number => {
	const exact = names.indexOf(wanted);
	if (exact >= 0) return exact;
	const alike = names.flatMap((name, i) => (name.includes(wanted) ? [i] : []));
	return alike.length === 1 ? (alike[0] ?? -1) : -1;
};

export type NativePort = {
	readonly send: (message: Uint8Array) => void;
	readonly close: () => void;
	/** Whether the system still lists it: no library tells when the other end dies. */
	readonly isListed: () => boolean;
};

/** Opens both directions under one name with fresh objects; the way back may be absent. */
export const openNative = (
	{ library, lister }: MidiSystem,
	wanted: string,
	hear: (bytes: Uint8Array) => void,
): NativePort | NoPort => {
	const out = new library.Output();
	const names = listed(out);
	const place = placeOf(names, wanted);
	if (place < 0) {
		const others = names.length > 0 ? `There are: ${names.join(", ")}` : "There are none at all";
		return { link: "lost", because: `No MIDI port is called "${wanted}". ${others}` };
	}
	out.openPort(place);
	const back = new library.Input();
	const wayBack = placeOf(listed(back), wanted);
	if (wayBack >= 0) {
		back.on("message", (_delta, bytes) => hear(Uint8Array.from(bytes)));
		back.ignoreTypes(false, true, true);
		back.openPort(wayBack);
	}
	return {
		send: (message) => out.sendMessage([...message]),
		close: () => {
			out.closePort();
			if (wayBack >= 0) back.closePort();
		},
		isListed: () => placeOf(listed(lister), wanted) >= 0,
	};
};

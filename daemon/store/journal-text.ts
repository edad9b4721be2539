import { crc32 } from "node:zlib";
import { StudioEvent } from "#model/event.ts";
import { parseJson } from "./document.ts";

/** The first line of every journal. */
export const HEADER = '{"halfnormal":"journal","version":1}';

const checksum = (text: string): string => crc32(text).toString(16).padStart(8, "0");

/**
 * One line: `{"crc":"9af3c021","event":{…}}`, a CRC-32 of the event's own characters and the event, so that
 * a person reads it, `jq .event` reads it, and a flipped bit is found. Throws if the event could not be read back.
 */
export const lineOf = (event: StudioEvent): string => {
	const text = JSON.stringify(event);
	StudioEvent.parse(JSON.parse(text));
	return `{"crc":"${checksum(text)}","event":${text}}\n`;
};

const LINE = /^\{"crc":"([0-9a-f]{8})","event":(.*)\}$/;

type Line = { readonly event: StudioEvent } | { readonly wrong: string };

const readLine = (line: string, clock: number): Line => {
	const [, crc, text] = LINE.exec(line) ?? [];
	if (text === undefined) return { wrong: "is not an event" };
	if (checksum(text) !== crc) return { wrong: "does not match its checksum" };
	const parsed = parseJson(text);
	if ("because" in parsed) return { wrong: `is not JSON: ${parsed.because}` };
	const event = StudioEvent.safeParse(parsed.json);
	if (!event.success) {
		const [issue] = event.error.issues;
		return { wrong: `holds an event unknown to this version (${issue?.path.join(".")}: ${issue?.message})` };
	}
	if (event.data.clock !== clock) return { wrong: `has clock ${event.data.clock} where ${clock} belongs` };
	return { event: event.data };
};

export type JournalText =
	/** Up to the byte `end` it is good; the rest is torn. */
	| { readonly events: StudioEvent[]; readonly end: number }
	| { readonly line: number; readonly wrong: string };

/**
 * Reads the bytes of a journal: its events, checked line by line, or the line (from 1) that is damaged. Only a last
 * line without its end (the rest of an append that a crash cut short, or the zeros that a file system puts there)
 * is torn; anything else that is wrong was once acknowledged, so it is damage and never cut off.
 */
export const readJournalText = (bytes: Buffer): JournalText => {
	const [header, ...lines] = bytes.toString("utf8").split("\n");
	if (header !== HEADER || lines.length === 0)
		return { line: 1, wrong: `should read ${HEADER}; another or a newer program wrote this file` };
	const events: StudioEvent[] = [];
	let end = HEADER.length + 1;
	for (const [i, line] of lines.slice(0, -1).entries()) {
		const read = readLine(line, i + 1);
		if ("wrong" in read) return { line: i + 2, wrong: read.wrong };
		events.push(read.event);
		end += Buffer.byteLength(line) + 1;
	}
	return { events, end };
};

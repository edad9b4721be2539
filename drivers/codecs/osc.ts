import library from "osc-js";
import { z } from "zod";

/** An argument with its type: osc-js would send 1.0 as an integer, and a console would store 1.4e-45. */
export type OscArgument =
	| { readonly type: "f" | "i" | "d"; readonly value: number }
	| { readonly type: "s"; readonly value: string };
export type OscMessage = { readonly address: string; readonly args: readonly OscArgument[] };

type Packer = {
	address: string;
	types: string;
	args: readonly unknown[];
	pack: () => Uint8Array;
	unpack: (view: DataView) => number;
};
type PackerMaker = new (address?: string, args?: readonly OscArgument[]) => Packer;

/** osc-js is a codec here and nothing else: its dispatcher turns a stranger's address into a regular expression. */
const { TypedMessage } = z
	.custom<{ TypedMessage: PackerMaker }>((given) => typeof given === "function" && "TypedMessage" in given)
	.parse(library);

/** Bytes of one message. Text is ASCII; anything else becomes "?". */
export const packOsc = ({ address, args }: OscMessage): Uint8Array =>
	new TypedMessage(
		ascii(address),
		args.map((each) => (each.type === "s" ? { ...each, value: ascii(each.value) } : each)),
	).pack();

const ascii = (text: string): string => text.replace(/[^ -~]/g, "?");

/** A studio's units say little at a time; what is longer is not theirs. */
export const LONGEST_PACKET = 8192;
const DEEPEST_BUNDLE = 4;

/**
 * The messages in a datagram, in order, bundles opened and their time tags left aside.
 * A packet that is not exactly OSC 1.0 is refused as a whole.
 */
export const unpackOsc = (packet: Uint8Array): { messages: readonly OscMessage[] } | { refused: string } => {
	if (packet.length > LONGEST_PACKET) return { refused: `${packet.length} bytes in one packet` };
	// An exact-size copy: osc-js reads from the start of the underlying buffer, whoever owns it.
	const bytes = Uint8Array.from(packet);
	const spans = spansOf(bytes, 0, bytes.length, 0);
	if (spans === undefined) return { refused: "a malformed packet" };
	const messages = spans.map(([from, to]) => unpackOne(bytes.slice(from, to)));
	const whole = messages.filter((message) => message !== undefined);
	return whole.length === messages.length ? { messages: whole } : { refused: "a malformed message" };
};

type Span = readonly [from: number, to: number];

/** Where the messages lie, bundles opened; undefined if the framing does not add up. */
const spansOf = (bytes: Uint8Array, from: number, to: number, depth: number): Span[] | undefined => {
	if (to - from < 4 || (to - from) % 4 !== 0) return undefined;
	if (bytes[from] === 0x2f) return [[from, to]];
	if (depth === DEEPEST_BUNDLE || stringAt(bytes, from)?.text !== "#bundle") return undefined;
	const spans: Span[] = [];
	const view = new DataView(bytes.buffer, bytes.byteOffset);
	let at = from + 16;
	while (at < to) {
		if (at + 4 > to) return undefined;
		const size = view.getInt32(at);
		if (size <= 0 || at + 4 + size > to) return undefined;
		const inner = spansOf(bytes, at + 4, at + 4 + size, depth + 1);
		if (!inner) return undefined;
		spans.push(...inner);
		at += 4 + size;
	}
	return at === to ? spans : undefined;
};

/** A zero-terminated ASCII string padded with zeros to four bytes, and where the next field begins. */
const stringAt = (bytes: Uint8Array, from: number): { text: string; next: number } | undefined => {
	const end = bytes.indexOf(0, from);
	if (end < 0) return undefined;
	const next = end + 4 - ((end - from) % 4);
	const text = bytes.subarray(from, end);
	if (next > bytes.length || text.some((byte) => byte < 0x20 || byte > 0x7e)) return undefined;
	return { text: Buffer.from(text).toString("latin1"), next };
};

const SIZE: Readonly<Record<string, number>> = { i: 4, f: 4, d: 8, h: 8, T: 0, F: 0, N: 0, I: 0 };

/** Whether the arguments fill the message exactly; strings and blobs carry their own length. */
const addsUp = (bytes: Uint8Array, types: string, from: number): boolean => {
	let at = from;
	for (const type of types) {
		const next = type === "s" ? stringAt(bytes, at)?.next : at + (SIZE[type] ?? Number.NaN);
		if (next === undefined || Number.isNaN(next) || next > bytes.length) return false;
		at = next;
	}
	return at === bytes.length;
};

const unpackOne = (bytes: Uint8Array): OscMessage | undefined => {
	const address = stringAt(bytes, 0);
	if (!address) return undefined;
	if (address.next === bytes.length) return { address: address.text, args: [] };
	const types = stringAt(bytes, address.next);
	if (!types?.text.startsWith(",") || !addsUp(bytes, types.text.slice(1), types.next)) return undefined;
	const message = new TypedMessage();
	message.unpack(new DataView(Uint8Array.from(bytes).buffer));
	return {
		address: address.text,
		args: [...types.text.slice(1)].flatMap((type, i) => argument(type, message.args[i])),
	};
};

/** Truth values read as 1 and 0; what no control of ours understands is left out. */
const argument = (type: string, value: unknown): OscArgument[] => {
	if (type === "T" || type === "F") return [{ type: "i", value: type === "T" ? 1 : 0 }];
	if (type === "s" && typeof value === "string") return [{ type, value }];
	if ((type === "f" || type === "i" || type === "d") && typeof value === "number") return [{ type, value }];
	return [];
};

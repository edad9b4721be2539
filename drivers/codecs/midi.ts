/** One complete MIDI message with its status byte. */
export type MidiMessage = Uint8Array<ArrayBuffer>;

/** RtMidi loses sysex above about 5.9 kB and its port with it; 4 kB is the limit both ways. */
export const LONGEST_SYSEX = 4096;

const message = (...bytes: number[]): MidiMessage => Uint8Array.from(bytes);
const status = (kind: number, channel: number): number => kind | ((channel - 1) & 0x0f);
const low = (value: number): number => value & 0x7f;
const high = (value: number): number => (value >> 7) & 0x7f;

/** Channels are counted from 1 to 16, values from 0 to 127. */
export const controlChange = (channel: number, controller: number, value: number): MidiMessage =>
	message(status(0xb0, channel), low(controller), low(value));

/** A 14-bit controller: coarse half first, fine half 32 controllers above. */
export const fineControlChange = (channel: number, controller: number, value: number): MidiMessage =>
	message(
		...controlChange(channel, controller, high(value)),
		...controlChange(channel, controller + 32, low(value)),
	);

/** A non-registered parameter: number, coarse, fine; the coarse half of the number goes first. */
export const nrpn = (channel: number, number: number, value: number): MidiMessage =>
	message(
		...controlChange(channel, 99, high(number)),
		...controlChange(channel, 98, low(number)),
		...controlChange(channel, 6, high(value)),
		...controlChange(channel, 38, low(value)),
	);

export const programChange = (channel: number, program: number): MidiMessage =>
	message(status(0xc0, channel), low(program));

/** A system-exclusive message around its contents; null where a byte is no data byte or it is too long. */
export const sysex = (contents: readonly number[]): MidiMessage | null =>
	contents.length + 2 <= LONGEST_SYSEX && contents.every((byte) => byte >= 0 && byte <= 0x7f)
		? message(0xf0, ...contents, 0xf7)
		: null;

/** Data bytes that follow a status byte; undefined for sysex and for what no status is. */
const DATA_BYTES: Readonly<Record<number, number>> = {
	8: 2,
	9: 2,
	10: 2,
	11: 2,
	12: 1,
	13: 1,
	14: 2,
};
const COMMON_DATA_BYTES: Readonly<Record<number, number>> = { 241: 1, 242: 2, 243: 1, 246: 0 };
const dataBytes = (first: number): number | undefined =>
	first >= 0xf0 ? COMMON_DATA_BYTES[first] : DATA_BYTES[first >> 4];

/**
 * Cuts a stream of MIDI bytes into messages. Running status is spelt out, real-time bytes may fall anywhere,
 * sysex that is cut off or too long is dropped, and so is data without a status.
 */
export const midiStream = (): ((bytes: Uint8Array) => MidiMessage[]) => {
	let running: number | undefined;
	let pending: number[] = [];

	const take = (byte: number): MidiMessage[] => {
		if (byte >= 0xf8) return [message(byte)];
		if (byte === 0xf7 && pending[0] === 0xf0) return finish([...pending, byte]);
		if (byte >= 0x80) return begin(byte);
		if (pending[0] === 0xf0) {
			if (pending.length < LONGEST_SYSEX - 1) pending.push(byte);
			else pending = [];
			return [];
		}
		if (running === undefined) return [];
		if (pending.length === 0) pending = [running];
		pending.push(byte);
		return pending.length > (dataBytes(running) ?? 0) ? finish(pending) : [];
	};
	const begin = (first: number): MidiMessage[] => {
		const expects = dataBytes(first);
		running = expects ? first : undefined;
		pending = first === 0xf0 || expects ? [first] : [];
		return expects === 0 ? [message(first)] : [];
	};
	const finish = (whole: number[]): MidiMessage[] => {
		pending = [];
		if (running !== undefined && running >= 0xf0) running = undefined;
		return [Uint8Array.from(whole)];
	};
	return (bytes) => [...bytes].flatMap(take);
};

/** Splits bytes that are about to be sent; a refusal where they are not whole, plain messages. */
export const wholeMessages = (
	bytes: Uint8Array,
): { messages: readonly MidiMessage[] } | { refused: string } => {
	if (bytes.length === 0) return { refused: "an empty message" };
	if (bytes.length > LONGEST_SYSEX) return { refused: `${bytes.length} bytes in one go` };
	const messages = midiStream()(bytes);
	const spelt = messages.reduce((sum, { length }) => sum + length, 0);
	const same = spelt === bytes.length && bytes.every((byte, i) => byte === flat(messages, i));
	return same ? { messages } : { refused: "bytes that are not whole MIDI messages" };
};

const flat = (messages: readonly MidiMessage[], index: number): number | undefined => {
	let at = index;
	for (const each of messages) {
		if (at < each.length) return each[at];
		at -= each.length;
	}
	return undefined;
};

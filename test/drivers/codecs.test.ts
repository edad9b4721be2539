import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LONGEST_LINE, lineBytes, lineStream, template } from "#drivers/codecs/framed-serial.ts";
import {
	controlChange,
	fineControlChange,
	midiStream,
	nrpn,
	programChange,
	sysex,
	wholeMessages,
} from "#drivers/codecs/midi.ts";
import { packOsc, unpackOsc } from "#drivers/codecs/osc.ts";

/** Cuts bytes into pieces at the given places, as a wire would. */
const inPieces = (bytes: Uint8Array, cuts: readonly number[]): Uint8Array[] => {
	const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
	return places.slice(1).map((end, i) => bytes.subarray(places[i], end));
};
const cuts = fc.array(fc.nat(), { maxLength: 6 });
const sevenBits = fc.integer({ min: 0, max: 127 });
const channel = fc.integer({ min: 1, max: 16 });
const message = fc.oneof(
	fc.tuple(channel, sevenBits, sevenBits).map(([c, n, v]) => [controlChange(c, n, v)]),
	fc.tuple(channel, sevenBits).map(([c, v]) => [programChange(c, v)]),
	fc.array(sevenBits, { maxLength: 40 }).map((contents) => [sysex(contents) ?? controlChange(1, 1, 1)]),
	fc.constant([Uint8Array.of(0xf8)]),
);
/** An address pattern with so many ways to read it that a matcher which tries them all never ends. */
const MANY_WAYS = "{a,".repeat(12);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

describe("MIDI", () => {
	test("what is sent arrives, however the wire cuts it", () => {
		fc.assert(
			fc.property(fc.array(message, { maxLength: 12 }), cuts, (sent, at) => {
				const bytes = Buffer.concat(sent.flat());
				const hear = midiStream();
				expect(inPieces(bytes, at).flatMap(hear).map(hex)).toEqual(sent.flat().map(hex));
			}),
		);
	});

	test("running status is spelt out, and a clock tick inside a message harms nobody", () => {
		const hear = midiStream();
		expect(hear(Uint8Array.of(0xb2, 7, 100, 7, 0xf8, 64)).map(hex)).toEqual(["b20764", "f8", "b20740"]);
	});

	test("sysex ends running status; data without a status is nobody's", () => {
		const hear = midiStream();
		expect(hear(Uint8Array.of(0xb0, 7, 1, 0xf0, 1, 2, 0xf7, 7, 2)).map(hex)).toEqual(["b00701", "f00102f7"]);
	});

	test("sysex without an end never grows past the limit, and the next message is heard", () => {
		const hear = midiStream();
		expect(hear(Uint8Array.from([0xf0, ...new Array(9000).fill(1), 0xf7]))).toEqual([]);
		expect(hear(controlChange(1, 7, 5)).map(hex)).toEqual(["b00705"]);
	});

	test("any bytes at all give whole messages only", () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				for (const each of midiStream()(bytes)) expect(wholeMessages(each)).toEqual({ messages: [each] });
			}),
		);
	});

	test("fourteen bits go coarse half first; a parameter number before its value", () => {
		expect(hex(fineControlChange(1, 14, 8192 + 5))).toBe("b00e40b02e05");
		expect(hex(nrpn(16, 300, 16383))).toBe("bf6302bf622cbf067fbf267f");
	});

	test("nothing unwhole is ever sent", () => {
		for (const bytes of [
			[],
			[0xb0],
			[0xb0, 7],
			[7, 7],
			[0xb0, 7, 200],
			[0xf0, 1],
			[0xb0, 7, 1, 7, 2],
			[0xf4],
		])
			expect(wholeMessages(Uint8Array.from(bytes))).toHaveProperty("refused");
		expect(wholeMessages(nrpn(1, 1, 1))).toMatchObject({ messages: { length: 4 } });
		expect(sysex([0x80])).toBeNull();
	});
});

describe("OSC", () => {
	const text = fc.string({ unit: fc.integer({ min: 33, max: 126 }).map((c) => String.fromCharCode(c)) });
	const argument = fc.oneof(
		fc.float({ noNaN: true }).map((value) => ({ type: "f" as const, value: Math.fround(value) })),
		fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map((value) => ({ type: "i" as const, value })),
		text.map((value) => ({ type: "s" as const, value })),
	);

	test("what is packed is unpacked, and 1.0 stays a float", () => {
		fc.assert(
			fc.property(fc.array(argument, { maxLength: 5 }), (args) => {
				const message = { address: "/eq/1/gain", args };
				expect(unpackOsc(packOsc(message))).toEqual({ messages: [message] });
			}),
		);
		expect(Buffer.from(packOsc({ address: "/a", args: [{ type: "f", value: 1 }] })).toString("latin1")).toBe(
			"/a\0\0,f\0\0\x3f\x80\0\0",
		);
	});

	test("a bundle in a bundle gives its messages in order", () => {
		const bundle = (...inner: Uint8Array[]) =>
			Buffer.concat([
				Buffer.from("#bundle\0\0\0\0\0\0\0\0\x01", "latin1"),
				...inner.flatMap((each) => [Buffer.from([0, 0, 0, each.length]), each]),
			]);
		const one = packOsc({ address: "/one", args: [] });
		const two = packOsc({ address: "/two", args: [{ type: "f", value: 0.5 }] });
		expect(unpackOsc(bundle(one, bundle(two)))).toMatchObject({
			messages: [{ address: "/one" }, { address: "/two" }],
		});
		const tooDeep = Array.from({ length: 8 }).reduce<Buffer>((inner) => bundle(inner), bundle(one));
		expect(unpackOsc(tooDeep)).toHaveProperty("refused");
	});

	test("a view into a larger buffer shows nothing of its neighbours", () => {
		const packed = packOsc({ address: "/x", args: [{ type: "s", value: "mine" }] });
		const around = Buffer.concat([Buffer.alloc(8, 0x41), packed, Buffer.alloc(8, 0x42)]);
		expect(unpackOsc(around.subarray(8, 8 + packed.length))).toEqual({
			messages: [{ address: "/x", args: [{ type: "s", value: "mine" }] }],
		});
	});

	test("hostile packets are refused or read, never thrown at us, and never slow", () => {
		const seed = packOsc({
			address: "/low/gain",
			args: [
				{ type: "f", value: -3 },
				{ type: "s", value: "abc" },
			],
		});
		const before = performance.now();
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(seed.length - 1), fc.nat(255)), { maxLength: 6 }),
				fc.nat(40),
				(edits, cut) => {
					const bytes = Uint8Array.from(seed);
					for (const [at, byte] of edits) bytes[at] = byte;
					unpackOsc(bytes.subarray(0, bytes.length - cut));
				},
			),
			{ numRuns: 2000 },
		);
		unpackOsc(Buffer.from(`/${MANY_WAYS}\0\0\0`.padEnd(52, "\0")));
		expect(performance.now() - before).toBeLessThan(5000);
		expect(unpackOsc(new Uint8Array(100_000))).toHaveProperty("refused");
		expect(unpackOsc(new Uint8Array(0))).toHaveProperty("refused");
	});
});

describe("lines of text", () => {
	const line = fc
		.string({ unit: fc.integer({ min: 32, max: 126 }).map((c) => String.fromCharCode(c)), minLength: 1 })
		.filter((each) => each !== "");

	test("lines arrive whole, however the wire cuts them", () => {
		fc.assert(
			fc.property(
				fc.array(line, { maxLength: 6 }),
				cuts,
				fc.constantFrom("\r\n", "\r", "\n"),
				(lines, at, ends) => {
					const bytes = Buffer.concat(lines.map((each) => lineBytes(each, ends)));
					expect(inPieces(bytes, at).flatMap(lineStream(ends))).toEqual(lines);
				},
			),
		);
	});

	test("a line that never ends is dropped up to its end, and no more of it is kept than the limit", () => {
		const hear = lineStream("\r\n");
		for (let i = 0; i < 100; i++) expect(hear(Buffer.alloc(LONGEST_LINE, 0x41))).toEqual([]);
		expect(hear(Buffer.from("tail\r"))).toEqual([]);
		expect(hear(Buffer.from("\nOK\r\n"))).toEqual(["OK"]);
	});

	test("a template reads what it wrote", () => {
		const word = fc.string({ unit: fc.constantFrom(..."ABCxyz019.-+"), minLength: 1, maxLength: 8 });
		fc.assert(
			fc.property(
				word,
				word,
				fc.constantFrom("SET {name} {value}", "{name}={value}", "#{name}:{value}!"),
				(name, value, form) => {
					const { write, read } = template(form);
					expect(read(write({ name, value }))).toEqual({ name, value });
				},
			),
		);
	});

	test("a line of another form is not read", () => {
		const { read } = template("SET {name} {value}");
		for (const other of ["", "SET", "SET ", "SET THR", "SET THR ", "GET THR 1", "set THR 1"])
			expect(read(other)).toBeUndefined();
	});
});

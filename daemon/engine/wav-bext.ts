/** The loudness fields of the broadcast extension, version 2: LUFS, LU and dBTP. */
export type TakeLoudness = {
	readonly integrated: number;
	readonly range: number;
	readonly truePeak: number;
	readonly momentaryMax: number;
	readonly shortTermMax: number;
};

/** The broadcast extension (EBU Tech 3285, version 2): who made this file, when, and where it belongs. */
export type BroadcastExtension = {
	/** At most 256 letters. */
	readonly description: string;
	/** At most 32 letters. */
	readonly originator: string;
	readonly originatorReference: string;
	/** yyyy-mm-dd */
	readonly originationDate: string;
	/** hh:mm:ss */
	readonly originationTime: string;
	/** Samples since midnight of the first sample. */
	readonly timeReference: number;
	readonly loudness?: TakeLoudness;
	/** Lines such as "A=PCM,F=96000,W=24,M=stereo,T=…". */
	readonly codingHistory?: string;
};

const FIXED_BYTES = 602;
const UNKNOWN = 0x7fff;

/** The body of a bext chunk. Letters outside ASCII lose their accents or become "?", as the standard wants. */
export function bextBytes(bext: BroadcastExtension): Buffer {
	const history = ascii(bext.codingHistory ?? "");
	const bytes = Buffer.alloc(FIXED_BYTES + history.length);
	bytes.write(ascii(bext.description).slice(0, 256), 0, "latin1");
	bytes.write(ascii(bext.originator).slice(0, 32), 256, "latin1");
	bytes.write(ascii(bext.originatorReference).slice(0, 32), 288, "latin1");
	bytes.write(ascii(bext.originationDate).slice(0, 10), 320, "latin1");
	bytes.write(ascii(bext.originationTime).slice(0, 8), 330, "latin1");
	bytes.writeBigUInt64LE(BigInt(Math.max(0, Math.round(bext.timeReference))), 338);
	bytes.writeUInt16LE(2, 346);
	const { loudness } = bext;
	const values = [
		loudness?.integrated,
		loudness?.range,
		loudness?.truePeak,
		loudness?.momentaryMax,
		loudness?.shortTermMax,
	];
	values.forEach((value, i) => {
		bytes.writeInt16LE(hundredths(value), 412 + 2 * i);
	});
	bytes.write(history, FIXED_BYTES, "latin1");
	return bytes;
}

/** Hundredths of a unit; silence has no loudness, which the standard writes as 0x7FFF. */
function hundredths(value: number | undefined): number {
	const scaled = Math.round(100 * (value ?? Number.NaN));
	return Math.abs(scaled) < UNKNOWN ? scaled : UNKNOWN;
}

function ascii(text: string): string {
	return text
		.normalize("NFD")
		.replace(/\p{Mark}/gu, "")
		.replace(/[–—]/g, "-")
		.replace(/[^\x20-\x7e\r\n]/g, "?");
}

/** Reads a bext chunk of any version, also one that was cut short; missing fields are empty. */
export function readBext(body: Buffer): BroadcastExtension {
	const bytes = Buffer.concat([body, Buffer.alloc(Math.max(0, FIXED_BYTES - body.length))]);
	const text = (from: number, to: number) => bytes.toString("latin1", from, to).split("\0", 1)[0];
	const history = text(FIXED_BYTES, bytes.length);
	const values = [0, 1, 2, 3, 4].map((i) => bytes.readInt16LE(412 + 2 * i));
	const [integrated, range, truePeak, momentaryMax, shortTermMax] = values.map((value) => value / 100);
	const known = bytes.readUInt16LE(346) >= 2 && values.every((value) => value !== UNKNOWN);
	return {
		description: text(0, 256),
		originator: text(256, 288),
		originatorReference: text(288, 320),
		originationDate: text(320, 330),
		originationTime: text(330, 338),
		timeReference: Number(bytes.readBigUInt64LE(338)),
		...(known && { loudness: { integrated, range, truePeak, momentaryMax, shortTermMax } }),
		...(history !== "" && { codingHistory: history }),
	};
}

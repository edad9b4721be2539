/** What can be wrong with a finished take. */
export type RemarkCode =
	| "length"
	| "silent"
	| "dead channel"
	| "swapped"
	| "polarity"
	| "held"
	| "repeated"
	| "full scale"
	| "slip"
	| "drift";

/** "fail": the take is no good; "mark": listen to that place. Times in seconds from the start of the take. */
export type Remark = {
	readonly code: RemarkCode;
	readonly severity: "fail" | "mark";
	readonly at?: number;
	/** Counted from 0; absent when it concerns them all. */
	readonly channel?: number;
	readonly value?: number;
	readonly sentence: string;
};

/** Looks at source and take as they pass, block after block of one length, and says at the end what it found. */
export type Detector = {
	readonly push: (source: readonly Float32Array[], take: readonly Float32Array[]) => void;
	readonly finish: () => readonly Remark[];
};

/** How the channel is called in a sentence, at its beginning. */
export function channelName(channel: number, channels: number): string {
	if (channels === 1) return "The take";
	if (channels === 2) return channel === 0 ? "Left" : "Right";
	return `Channel ${channel + 1}`;
}

export function clock(seconds: number): string {
	const minutes = Math.floor(seconds / 60);
	return `${minutes}:${(seconds - 60 * minutes).toFixed(3).padStart(6, "0")}`;
}

/** More than this of one kind on one channel are summed up: the first ones say it all. */
const MOST = 8;

/** Keeps the first remarks and adds one that counts the others. */
export function summedUp(remarks: readonly Remark[]): readonly Remark[] {
	if (remarks.length <= MOST) return remarks;
	const { code, severity, channel } = remarks[MOST];
	const rest = remarks.length - MOST;
	const sentence = `The same happens ${rest} times more, the last time at ${clock(remarks[remarks.length - 1].at ?? 0)}.`;
	return [
		...remarks.slice(0, MOST),
		{ code, severity, value: rest, sentence, ...(channel !== undefined && { channel }) },
	];
}

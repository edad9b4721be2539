import { chirp } from "#dsp/sweep.ts";
import type { PassOrder, PassResult, PassState, Remark, TakeFigures } from "#model/pass.ts";
import type { Backend, Block, Ended, Stream } from "./interface.ts";
import { type Layout, layOut, PING } from "./pass-layout.ts";
import { type PassListener, passListener } from "./pass-listener.ts";
import { closingRemarks, fault, meanLatency, worstDrift } from "./pass-pings.ts";
import { passSound } from "./pass-sound.ts";
import { nextState, type PassEvent } from "./pass-table.ts";
import { checkedTake } from "./take-check.ts";
import { type TakeWriter, takeWriter } from "./take-writer.ts";
import { openWav, type Wav } from "./wav-read.ts";

/** What a pass tells while it runs. Blocks are those of the stream: meters are read from them. */
export type PassWatch = {
	readonly state: (state: PassState) => void;
	readonly opened: (stream: Stream) => void;
	readonly played: (block: Block) => void;
	/** Seconds of the source that were heard, and seconds of the take that are still to come. */
	readonly heard: (block: Block, clock: { readonly position: number; readonly remaining: number }) => void;
};

export type PassRun = {
	readonly order: PassOrder;
	readonly backend: Backend;
	readonly framesPerBlock?: number | undefined;
	/** STOP. */
	readonly signal: AbortSignal;
	readonly watch: PassWatch;
	readonly now: () => Date;
};

/**
 * Prints one pass: ping, programme, ping in one stream, the take cut from it by whole samples. Always answers with
 * a result; what goes wrong on the way is said in its sentence. Memory does not grow with the length.
 */
export const runPass = async (pass: PassRun): Promise<PassResult & { readonly stalled: boolean }> => {
	const { order } = pass;
	let state: PassState = "idle";
	const happened = (event: PassEvent): void => {
		const next = nextState(state, event);
		if (next === undefined) throw new Error(`A pass that is ${state} cannot hear “${event}”.`);
		state = next;
		pass.watch.state(state);
	};
	happened("ordered");
	const failed = (sentence: string) => {
		happened("broke");
		return { ...nothingPrinted(order), sentence, remarks: [fault("not-started", sentence)], stalled: false };
	};
	const opened = await openWav(order.source);
	if (!opened.ok) return failed(`${opened.because} ${opened.cure}`);
	await using source = opened.wav;
	const because = mismatch(order, source);
	if (because !== undefined) return failed(because);
	const prepared = await prepare(pass, source).catch(sentenceOf);
	if (typeof prepared === "string") return failed(prepared);
	const { stream } = prepared;
	pass.watch.opened(stream);
	const rolled = await roll({ pass, ...prepared, source, happened });
	// A stalled driver may never let go; whoever owns this process ends it.
	if (!rolled.stalled) await stream.close();
	return rolled;
};

/** The file first, because it is cheap; then the interface. */
const prepare = async ({ order, backend, framesPerBlock, now }: PassRun, source: Wav) => {
	const take = await takeWriter(order, source, now());
	try {
		const { rate, sends, returns } = order;
		return { take, stream: await backend.open({ rate, outputs: sends, inputs: returns, framesPerBlock }) };
	} catch (reason) {
		await take.discard();
		throw reason;
	}
};

const sentenceOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

const nothingPrinted = (order: PassOrder) =>
	({ pass: order.pass, end: "failed", take: null, figures: null, remarks: [] }) as const;

const mismatch = (order: PassOrder, source: Wav): string | undefined => {
	if (source.channels !== order.sends.length)
		return `${order.source} has ${source.channels} channels, but the chain begins at ${order.sends.length} outputs.`;
	if (source.rate !== order.rate)
		return `${order.source} is at ${source.rate} Hz, the pass at ${order.rate} Hz; convert the file or set the interface.`;
	if (new Set(order.sends).size < order.sends.length || new Set(order.returns).size < order.returns.length)
		return "One converter channel is named twice in the chain; give every channel its own.";
	return undefined;
};

type Rolling = {
	readonly pass: PassRun;
	readonly take: TakeWriter;
	readonly stream: Stream;
	readonly source: Wav;
	readonly happened: (event: PassEvent) => void;
};

const roll = async ({ pass, take, stream, source, happened }: Rolling) => {
	const { order, watch } = pass;
	const layout = layOut(order, source.frames);
	const ping = chirp({ rate: order.rate, ...PING });
	const givenUp = new AbortController();
	const listener = passListener({
		order,
		layout,
		ping,
		take,
		framesPerBlock: stream.framesPerBlock,
		happened,
		giveUp: () => givenUp.abort(),
	});
	const play = passSound({ layout, ping, source, framesPerBlock: stream.framesPerBlock });
	const watched = (block: Block | undefined): Block | undefined => {
		if (block !== undefined) watch.played(block);
		return block;
	};
	happened(order.pings ? "opened for a ping" : "opened without pings");
	const ended = await stream
		.run({
			play: () => {
				const block = play();
				return block instanceof Promise ? block.then(watched) : watched(block);
			},
			heard: (block) => {
				const written = listener.listen(block);
				watch.heard(block, clockAt(listener.at(), layout, order.rate));
				return written;
			},
			signal: AbortSignal.any([pass.signal, givenUp.signal]),
		})
		.catch((reason: unknown) => broken(reason, listener));
	const finished = await finish({ pass, source, take, layout, listener, ended, happened });
	return { ...finished, stalled: ended.stalled };
};

const clockAt = (heard: number, { programme, shift, frames, tail }: Layout, rate: number) => {
	const within = Math.max(0, heard - programme - shift);
	return {
		position: Math.min(within, frames) / rate,
		remaining: Math.max(0, programme + shift + frames + tail - heard) / rate,
	};
};

/** A run that throws (the disk failed, the driver threw) is one that ended with an error. */
const broken = (reason: unknown, listener: PassListener): Ended => ({
	blocksOut: listener.blocks(),
	blocksIn: listener.blocks(),
	lostFrames: 0,
	errors: [sentenceOf(reason)],
	stalled: false,
});

type Finishing = {
	readonly pass: PassRun;
	readonly source: Wav;
	readonly take: TakeWriter;
	readonly layout: Layout;
	readonly listener: PassListener;
	readonly ended: Ended;
	readonly happened: (event: PassEvent) => void;
};

const finish = async (finishing: Finishing): Promise<PassResult> => {
	const { pass, take, listener, ended, happened } = finishing;
	const { order } = pass;
	const seconds = (take.frames() / order.rate).toFixed(1);
	if (listener.over() && !ended.stalled) return judge(finishing);
	const kept = take.frames() > 0 ? await take.keepPartial() : await take.discard();
	const partial = { pass: order.pass, take: kept, figures: figures(finishing) };
	const keeps = kept === null ? "Nothing was recorded." : `${seconds} s of it are kept as a partial take.`;
	if (pass.signal.aborted && listener.faults().length === 0) {
		happened("stopped");
		return { ...partial, end: "aborted", remarks: [], sentence: `Stopped. ${keeps}` };
	}
	const remarks = [...listener.faults(), ...interfaceRemarks(ended)];
	if (remarks.length === 0)
		remarks.push(
			fault("short", `The interface stopped before the pass was over, at block ${listener.blocks()}.`),
		);
	happened("broke");
	return { ...partial, end: "failed", remarks, sentence: `${remarks[0].sentence} ${keeps}` };
};

const judge = async (finishing: Finishing): Promise<PassResult> => {
	const { pass, source, take, layout, listener, ended, happened } = finishing;
	const { order } = pass;
	const path = await take.finish();
	const remarks = [
		...closingRemarks(listener.opening(), listener.closing()),
		...interfaceRemarks(ended),
		...(await checkedTake({ order, source, take: path, tail: layout.tail })),
	];
	const spoiled = remarks.find(({ severity }) => severity === "fail");
	happened(spoiled === undefined ? "approved" : "rejected");
	const seconds = (take.frames() / order.rate).toFixed(1);
	return {
		pass: order.pass,
		end: spoiled === undefined ? "printed" : "failed",
		take: path,
		figures: figures(finishing),
		remarks,
		sentence: spoiled?.sentence ?? printedSentence(seconds, order, remarks),
	};
};

const printedSentence = (seconds: string, order: PassOrder, remarks: readonly Remark[]): string =>
	`Printed ${seconds} s${order.pings ? ", pings agree" : " without pings, so lost samples could not be seen"}${
		remarks.length === 0 ? "" : `; ${remarks.length} place${remarks.length === 1 ? "" : "s"} to listen to`
	}.`;

/** What the interface's own counters say. */
const interfaceRemarks = (ended: Ended): Remark[] => {
	const remarks = [...new Set(ended.errors)].slice(0, 5).map((error) => fault("interface", error));
	if (ended.lostFrames > 0)
		remarks.push(
			fault(
				"lost",
				`The interface reports ${ended.lostFrames} lost frames; close other programs and print again.`,
				ended.lostFrames,
			),
		);
	if (ended.blocksIn !== ended.blocksOut && !ended.stalled)
		remarks.push(
			fault("blocks", `${ended.blocksOut} blocks were played but ${ended.blocksIn} were heard; print again.`),
		);
	return remarks;
};

const figures = ({ pass, take, listener, ended }: Finishing): TakeFigures => {
	const measured = take.measured();
	const { order } = pass;
	return {
		frames: take.frames(),
		rate: order.rate,
		channels: order.returns.length,
		bits: order.bits,
		samplePeak: orNull(measured.samplePeak),
		truePeak: orNull(measured.truePeak),
		loudness: orNull(measured.integrated),
		loudnessRange: orNull(measured.integrated) === null ? null : measured.range,
		latency: meanLatency(listener.opening()),
		drift: worstDrift(listener.opening(), listener.closing()),
		lostFrames: ended.lostFrames,
	};
};

const orNull = (level: number): number | null => (Number.isFinite(level) ? level : null);

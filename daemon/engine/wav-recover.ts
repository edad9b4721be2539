import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { BroadcastExtension } from "./wav-bext.ts";
import type { Unreadable } from "./wav-chunks.ts";
import { type TakeBits, takeHeader } from "./wav-header.ts";
import { moveWithoutOverwriting } from "./wav-move.ts";
import { openWav, type Wav } from "./wav-read.ts";

export type RecoveredTake =
	| { readonly ok: true; readonly path: string; readonly frames: number }
	| Unreadable;

/**
 * After a crash: takes in what was written after the last header, marks the description "partial", and renames
 * `<name>.wav.partial` to `<name> (partial).wav`. Frames that are not whole are cut off.
 */
export async function recoverTake(partialPath: string): Promise<RecoveredTake> {
	const opened = await openWav(partialPath);
	if (!opened.ok) return opened;
	const { wav } = opened;
	await wav[Symbol.asyncDispose]();
	const bits = takeBits(wav);
	const header = (frames: number) => takeHeader({ ...wav, bits, frames, bext: markedPartial(wav.bext) });
	if (header(0).length !== wav.start)
		return {
			ok: false,
			because: `${basename(partialPath)} was not written as a take.`,
			cure: "Rename it to .wav; most programs can read it as it is.",
		};
	const frames = await vouchForAll(partialPath, { wav, header });
	const path = await moveWithoutOverwriting({ from: partialPath, to: partialName(partialPath) });
	return { ok: true, path, frames };
}

async function vouchForAll(
	path: string,
	of: { readonly wav: Wav; readonly header: (frames: number) => Buffer },
): Promise<number> {
	const { wav, header } = of;
	const stride = wav.channels * Math.ceil(wav.bits / 8);
	const file = await open(path, "r+");
	try {
		const { size } = await file.stat();
		const frames = Math.floor((size - wav.start) / stride);
		const bytes = frames * stride;
		await file.truncate(wav.start + bytes);
		// An odd data chunk is padded; growing the file pads with zero.
		await file.truncate(wav.start + bytes + (bytes % 2));
		const head = header(frames);
		await file.write(head, 0, head.length, 0);
		await file.sync();
		return frames;
	} finally {
		await file.close();
	}
}

function takeBits(wav: Wav): TakeBits {
	return wav.float ? "32f" : wav.bits === 16 ? 16 : 24;
}

function markedPartial(bext: BroadcastExtension | undefined): BroadcastExtension {
	const description = `(partial) ${bext?.description ?? ""}`.trim();
	const blank = { originator: "", originatorReference: "", originationDate: "", originationTime: "" };
	return { ...blank, timeReference: 0, ...bext, description };
}

function partialName(partialPath: string): string {
	const name = basename(partialPath).replace(/(\.wav)?\.partial$/i, "");
	return join(dirname(partialPath), `${name} (partial).wav`);
}

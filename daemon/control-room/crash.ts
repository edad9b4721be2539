import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { recoverTakes } from "#engine/recover-takes.ts";
import { openWav } from "#engine/wav-read.ts";
import type { PassResult } from "#model/pass.ts";
import type { Session } from "#model/session.ts";
import type { DataFolder } from "#store/folder.ts";
import type { ControlRoom } from "./control-room.ts";

/** The engine of a daemon that was killed closes its take by itself and then ends; it has two seconds for that. */
const ENGINE_ENDS = 2500;
const LOOK_AGAIN = 50;

const takesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

const engineToEnd = async (folder: string): Promise<void> => {
	const until = performance.now() + ENGINE_ENDS;
	while (performance.now() < until && (await takesIn(folder)).some((name) => name.endsWith(".partial")))
		await pause(LOOK_AGAIN);
};

const secondsOf = async (path: string): Promise<number> => {
	const opened = await openWav(path);
	if (!opened.ok) return 0;
	await using wav = opened.wav;
	return wav.frames / wav.rate;
};

/** What was kept of the pass that nobody wrote down any more: the take that the session does not know. */
const unknownTake = async (
	folder: string,
	{ takes }: Session,
): Promise<{ file: string; seconds: number } | null> => {
	const known = new Set(takes.map(({ file }) => file));
	const [file] = (await takesIn(folder)).filter((name) => name.endsWith(".wav") && !known.has(name));
	return file === undefined ? null : { file, seconds: await secondsOf(join(folder, file)) };
};

const ended = (pass: string, take: string | null, sentence: string): PassResult => ({
	pass,
	end: "failed",
	take,
	figures: null,
	remarks: [{ code: "daemon-lost", severity: "fail", sentence }],
	sentence,
});

/**
 * After a crash in a pass: the partial take is a valid file that says it is partial, and the journal says how the pass
 * ended. Nothing is armed and nothing is printed again.
 */
export const settleAfterCrash = async ({ desk, record }: ControlRoom, folder: DataFolder): Promise<void> => {
	const session = desk.session();
	const { takes } = folder.session(session.id);
	if (session.pass) await engineToEnd(takes);
	await recoverTakes(takes);
	if (!session.pass) return;
	const kept = await unknownTake(takes, session);
	const keeps = kept
		? `${kept.seconds.toFixed(1)} s are kept as a partial take.`
		: "Nothing of the take was kept.";
	const result = ended(
		session.pass.pass,
		kept && join(takes, kept.file),
		`The daemon was ended in mid-pass. ${keeps}`,
	);
	await record([{ was: "finished", result, file: kept?.file ?? null }], "daemon");
};

import type { Command } from "#model/command.ts";
import { decide, isRefusal } from "#model/decide.ts";
import type { Happening } from "#model/event.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import type { Answer } from "#server/desk.ts";
import type { Ledger, StageNow } from "./stage-ledger.ts";

const figures = {
	frames: 480_000,
	rate: 48_000,
	channels: 2,
	bits: 24,
	samplePeak: -1.9,
	truePeak: -1.4,
	loudness: -14.2,
	loudnessRange: 6.1,
	latency: 1234.37,
	drift: 0,
	lostFrames: 0,
};

const printed = (pass: string): Happening => ({
	was: "finished",
	file: "take-001.wav",
	result: {
		pass,
		end: "printed",
		take: "take-001.wav",
		figures,
		remarks: [
			{ code: "click", severity: "mark", sentence: "A click on the left channel: listen there.", at: 72.4 },
		],
		sentence: "Printed 10.0 s, aligned to the sample; one place to listen to.",
	},
});

const done: Answer = { done: true };

export type Acting = {
	readonly studio: Studio;
	readonly ledger: Ledger;
	readonly now: StageNow;
	readonly happen: (happened: Happening, by: string, undoes?: number) => void;
	readonly tellLive: () => void;
};

const undo = ({ studio, ledger, happen }: Acting, by: string): Answer => {
	const back = undoing(studio, ledger.events());
	if (!back) return { done: false, because: "There is nothing to take back." };
	for (const happened of back.happenings) happen(happened, by, back.undoes);
	return done;
};

/** A pass lasts until somebody stops it, and then it is a take. */
const stop = ({ ledger, now, happen, tellLive }: Acting, by: string): Answer => {
	now.pass = null;
	happen(printed(ledger.session().pass?.pass ?? ""), by);
	tellLive();
	return done;
};

const print = (acting: Acting, command: Extract<Command, { do: "print" }>, by: string): Answer => {
	const { ledger, now, happen, tellLive } = acting;
	const { chain, source } = command;
	now.pass = "rolling";
	const pass = { pass: "pass-1", chain, source, state: "armed" as const, seconds: 207, at: ledger.at(), by };
	happen({ was: "armed", pass }, by);
	tellLive();
	return done;
};

/** What the stage answers: the model decides what it can, and the sound is only said to be made. */
export const answer = (acting: Acting, command: Command, by: string): Answer => {
	const { studio, ledger, happen } = acting;
	switch (command.do) {
		case "undo":
			return undo(acting, by);
		case "stop":
			return stop(acting, by);
		case "print":
			return print(acting, command, by);
		case "verify tone":
			return { done: true, answer: "Found on both returns, 20.1 dB below what was sent." };
		case "measure":
			return done;
		case "close session":
			happen({ was: "closed" }, by);
			return done;
		case "open session":
			return { done: false, because: "The stage plays one session." };
		default: {
			const { front, session, at } = ledger;
			const decision = decide({ studio, session: session(), front, by, at: at() }, command);
			if (isRefusal(decision))
				return {
					done: false,
					because: decision.because,
					...(decision.cure ? { cure: decision.cure } : {}),
				};
			for (const happened of decision) happen(happened, by);
			return done;
		}
	}
};

import type { Clock } from "#daemon/clock.ts";
import type { Command } from "#model/command.ts";
import { type DeskCommand, decide, described, isRefusal } from "#model/decide.ts";
import { evolve, unopened } from "#model/evolve.ts";
import type { Front } from "#model/front.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import type { Answer } from "#server/desk.ts";
import type { DataFolder } from "#store/folder.ts";
import type { Audience } from "./audience.ts";
import { carriedOver } from "./carry-over.ts";
import type { Gauges } from "./gauges.ts";
import type { Ledger } from "./ledger.ts";
import { measure, print, type Room, verifyTone } from "./printing.ts";
import { writeSheet } from "./sheet-files.ts";
import type { Sound } from "./sound.ts";

/** What commands are carried out with. */
export type Works = {
	readonly studio: Studio;
	readonly front: Front;
	readonly folder: DataFolder;
	readonly clock: Clock;
	readonly ledger: Ledger;
	readonly record: Ledger["record"];
	readonly gauges: Gauges;
	readonly sound: Sound;
	readonly audience: Audience;
	/** Is told of the pass that was started. */
	readonly rolling: (pass: Promise<void>) => void;
};

type CarryOut<Do extends Command["do"]> = (
	works: Works,
	command: Extract<Command, { do: Do }>,
	by: string,
) => Promise<Answer>;

const no = (because: string, cure?: string): Answer => ({ done: false, because, ...(cure ? { cure } : {}) });

const atDesk = async (works: Works, command: DeskCommand, by: string): Promise<Answer> => {
	const { studio, front, ledger, clock } = works;
	const decision = decide({ studio, session: ledger.session(), front, by, at: clock.now() }, command);
	if (isRefusal(decision)) return no(decision.because, decision.cure);
	await works.record(decision, by);
	return { done: true };
};

const undo: CarryOut<"undo"> = async ({ studio, ledger, record }, _, by) => {
	if (ledger.session().pass) return no("A pass is running: nothing can be taken back until it has ended.");
	const back = undoing(studio, ledger.events());
	if (!back) return no("There is nothing to take back.");
	await record(back.happenings, by, back.undoes);
	return { done: true, answer: `Took back: ${back.label}` };
};

/** The sheet is written before the session is closed: a session that says it is closed has its sheet. */
const closeSession: CarryOut<"close session"> = async ({ studio, ledger, gauges, clock }, _, by) => {
	const session = ledger.session();
	if (session.closed !== null) return no("The session is closed already.");
	if (session.pass) return no("A pass is running.", "Press STOP, or wait until it has ended.");
	const closing = {
		clock: ledger.events().length + 1,
		at: clock.now(),
		by,
		happened: { was: "closed" as const },
	};
	await writeSheet(
		{ studio, session: evolve(session, closing), readings: gauges.readings() },
		ledger.paths(),
	);
	await ledger.record([closing.happened], by);
	return { done: true, answer: `The recall sheet is written: ${ledger.paths().sheet("pdf")}` };
};

const openSession: CarryOut<"open session"> = async ({ ledger, folder, clock, audience }, { header }, by) => {
	const last = ledger.session();
	if (last.closed === null)
		return no("A session is open.", "Close it first; its recall sheet is written then.");
	const { rate, engineer } = last.header;
	const fresh = described({ ...unopened.header, rate, engineer }, header);
	const paths = await folder.create({ date: clock.now(), song: fresh.song });
	await ledger.turnTo(paths);
	await ledger.record([{ was: "opened", session: paths.id, header: fresh }, ...carriedOver(last)], by);
	audience.tell({ say: "anew" });
	return { done: true, answer: `Session ${paths.id} is open.` };
};

const roomOf = ({ studio, ledger, gauges, sound, folder, clock }: Works): Room => ({
	studio,
	session: ledger.session,
	readings: gauges.readings,
	settled: gauges.settled,
	engine: sound.engine,
	say: sound.say,
	paths: ledger.paths,
	sources: folder.sources,
	record: ledger.record,
	now: clock.now,
});

/** Calls wait for those before them, so that each decides on what the last one left. */
const queue = () => {
	let last: Promise<unknown> = Promise.resolve();
	return {
		add: <T>(work: () => Promise<T>): Promise<T> => {
			const next = last.then(work);
			last = next.catch(() => {});
			return next;
		},
		empty: () => last,
	};
};

export type Commands = {
	readonly ask: (command: Command, by: string) => Promise<Answer>;
	/** Resolves when all that was asked is done; passes are not waited for. */
	readonly done: () => Promise<unknown>;
};

/** Commands that change the session come one after the other; sound and STOP do not wait in that line. */
export const openCommands = (works: Works): Commands => {
	const line = queue();
	const room = roomOf(works);
	const ask = async (command: Command, by: string): Promise<Answer> => {
		switch (command.do) {
			case "stop":
				await works.sound.stop();
				return { done: true };
			case "measure":
				return measure(room, command, by);
			case "verify tone":
				return verifyTone(room, command);
			case "print":
				return print(room, command, by, works.rolling);
			case "undo":
				return line.add(() => undo(works, command, by));
			case "open session":
				return line.add(() => openSession(works, command, by));
			case "close session":
				return line.add(() => closeSession(works, command, by));
			default:
				return line.add(() => atDesk(works, command, by));
		}
	};
	return { ask, done: line.empty };
};

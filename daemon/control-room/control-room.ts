import type { Devices } from "#devices/devices.ts";
import type { Engine } from "#engine/engine.ts";
import type { Command } from "#model/command.ts";
import { type DeskCommand, decide, described, isRefusal } from "#model/decide.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { unopened } from "#model/evolve.ts";
import { frontOf } from "#model/front.ts";
import type { Live } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import { type Studio, unitOf } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Answer, Desk } from "#server/desk.ts";
import type { DataFolder } from "#store/folder.ts";
import type { Clock } from "../clock.ts";
import { openAudience } from "./audience.ts";
import { carriedOver } from "./carry-over.ts";
import { type DoublePositions, openGauges } from "./gauges.ts";
import { type Ledger, openLedger, unclosed } from "./ledger.ts";
import { measure, print, type Room, verifyTone } from "./printing.ts";
import { renderSheet, writeSheet } from "./sheet-files.ts";
import { openSound } from "./sound.ts";
import { listSources } from "./sources.ts";

/** The daemon's desk: it decides commands, keeps the session, reads everything off it, and tells who follows. */
export type ControlRoom = AsyncDisposable & {
	readonly desk: Desk;
	readonly takeEngine: (engine: Engine) => Promise<void>;
	readonly takeDevices: (devices: Devices) => void;
	/** A driven unit told a value, or a person moved its knob. */
	readonly reported: (unit: string, control: string, setting: Setting) => void;
	/** Something about a device changed; also when its double in the virtual rack moved. */
	readonly deviceChanged: () => void;
	readonly rack: () => VirtualRack;
	readonly record: Ledger["record"];
};

export type Opening = {
	readonly studio: Studio;
	readonly folder: DataFolder;
	readonly clock: Clock;
	/** Units that a driver turns. */
	readonly driven: ReadonlySet<string>;
	/** Where the knobs of the virtual rack's driven units really stand. */
	readonly doubles: () => DoublePositions;
	readonly report: (error: unknown) => void;
};

const no = (because: string, cure?: string): Answer => ({ done: false, because, ...(cure ? { cure } : {}) });

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

/** What a driver will carry out was set by the daemon; the rest is what a person says that he did. */
const asDriven = (happened: Happening, driven: ReadonlySet<string>): Happening =>
	happened.was === "turned" && driven.has(happened.unit) ? { ...happened, how: "set" } : happened;

export const openControlRoom = async (opening: Opening): Promise<ControlRoom> => {
	const { studio, folder, clock, driven, report } = opening;
	const front = frontOf(studio);
	const line = queue();
	let devices: Devices | undefined;
	let sources = await listSources(folder.sources);
	let pass: Promise<void> = Promise.resolve();

	const tellLive = (): void => audience.tell({ say: "live", live: live() });
	const audience = openAudience(tellLive);
	const sound = openSound({
		studio,
		changed: () => {
			tellLive();
			gauges.settleSoon();
		},
		meters: audience.showMeters,
	});
	const live = (): Live => ({
		engine: sound.state(),
		devices: devices?.states() ?? [],
		pass: sound.pass(),
		tablets: audience.tablets(),
		holds: audience.holds(),
		sources,
	});
	const ledger = await openLedger({
		paths: (await unclosed(folder)) ?? (await folder.create({ date: clock.now(), song: "" })),
		clock,
		heard: (event) => {
			drive(event);
			audience.tell({ say: "event", event });
			gauges.settleSoon();
		},
	});
	const gauges = await openGauges({
		...{ studio, front, ledger, clock, folder: folder.path, report },
		live,
		doubles: opening.doubles,
		settled: (readings, rack) => {
			audience.tell({ say: "readings", readings });
			sound.engine()?.retune(rack).catch(report);
		},
	});

	/** A wish goes to the hardware after it is written down, and never because something was opened or read. */
	const drive = ({ happened }: StudioEvent): void => {
		if (happened.was !== "turned" || happened.how !== "set") return;
		devices?.turn(happened.unit, happened.control, happened.setting);
	};
	const record: Ledger["record"] = (happenings, by, undoes) =>
		ledger.record(
			happenings.map((happened) => asDriven(happened, driven)),
			by,
			undoes,
		);

	const atDesk = async (command: DeskCommand, by: string): Promise<Answer> => {
		const decision = decide({ studio, session: ledger.session(), front, by, at: clock.now() }, command);
		if (isRefusal(decision)) return no(decision.because, decision.cure);
		await record(decision, by);
		return { done: true };
	};
	const undo = async (by: string): Promise<Answer> => {
		if (ledger.session().pass) return no("A pass is running: nothing can be taken back until it has ended.");
		const back = undoing(studio, ledger.events());
		if (!back) return no("There is nothing to take back.");
		await record(back.happenings, by, back.undoes);
		return { done: true, answer: `Took back: ${back.label}` };
	};
	const closeSession = async (by: string): Promise<Answer> => {
		if (ledger.session().closed !== null) return no("The session is closed already.");
		if (ledger.session().pass) return no("A pass is running.", "Press STOP, or wait until it has ended.");
		await ledger.record([{ was: "closed" }], by);
		await writeSheet({ studio, session: ledger.session(), readings: gauges.readings() }, ledger.paths());
		return { done: true, answer: `The recall sheet is written: ${ledger.paths().sheet("pdf")}` };
	};
	const openSession = async (
		{ header }: Extract<Command, { do: "open session" }>,
		by: string,
	): Promise<Answer> => {
		const last = ledger.session();
		if (last.closed === null)
			return no("A session is open.", "Close it first; its recall sheet is written then.");
		const fresh = described(
			{ ...unopened.header, rate: last.header.rate, engineer: last.header.engineer },
			header,
		);
		const paths = await folder.create({ date: clock.now(), song: fresh.song });
		await ledger.turnTo(paths);
		await ledger.record([{ was: "opened", session: paths.id, header: fresh }, ...carriedOver(last)], by);
		audience.tell({ say: "anew" });
		return { done: true, answer: `Session ${paths.id} is open.` };
	};

	const room: Room = {
		studio,
		session: ledger.session,
		readings: gauges.readings,
		engine: sound.engine,
		paths: ledger.paths,
		sources: folder.sources,
		record: ledger.record,
		now: clock.now,
	};
	const rolling = (running: Promise<void>): void => {
		pass = running.catch(report).then(sound.passIsOver);
	};
	const stop = async (): Promise<Answer> => {
		await sound.stop();
		return { done: true };
	};
	/** Commands that change the session come one after the other; sound and STOP do not wait in that line. */
	const ask = (command: Command, by: string): Promise<Answer> => {
		switch (command.do) {
			case "stop":
				return stop();
			case "measure":
				return measure(room, command, by);
			case "verify tone":
				return verifyTone(room, command);
			case "print":
				return print(room, command, by, rolling);
			case "undo":
				return line.add(() => undo(by));
			case "open session":
				return line.add(() => openSession(command, by));
			case "close session":
				return line.add(() => closeSession(by));
			default:
				return line.add(() => atDesk(command, by));
		}
	};

	const { tablets: _tablets, holds: _holds, tell: _tell, showMeters: _showMeters, ...listening } = audience;
	const desk: Desk = {
		...listening,
		studio: () => studio,
		session: ledger.session,
		readings: gauges.readings,
		live,
		clock: () => ledger.events().length,
		ask,
		sessions: { folder: folder.sessions, list: folder.list },
		sources: {
			folder: folder.sources,
			added: async () => {
				sources = await listSources(folder.sources);
				tellLive();
			},
		},
		preview: (format) =>
			renderSheet({ studio, session: ledger.session(), readings: gauges.readings() }, format),
	};

	if (ledger.events().length === 0) {
		const header = { ...unopened.header, rate: studio.rate };
		await ledger.record([{ was: "opened", session: ledger.paths().id, header }], "daemon");
	}
	return {
		desk,
		takeEngine: sound.take,
		takeDevices: (given) => {
			devices = given;
			tellLive();
		},
		reported: (unit, control, setting) => {
			const session = ledger.session();
			if (session.closed !== null || session.settings[unit]?.[control]?.setting === setting) return;
			const name = unitOf(studio, unit)?.name ?? unit;
			ledger.record([{ was: "turned", unit, control, setting, how: "read" }], name).catch(report);
		},
		deviceChanged: () => {
			tellLive();
			gauges.settleSoon();
		},
		rack: gauges.rack,
		record: ledger.record,
		[Symbol.asyncDispose]: async () => {
			if (ledger.session().pass) await sound.stop();
			await pass;
			await line.empty();
			gauges.close();
			await ledger[Symbol.asyncDispose]();
		},
	};
};

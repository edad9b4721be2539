import type { Clock } from "#daemon/clock.ts";
import type { Devices } from "#devices/devices.ts";
import type { Engine } from "#engine/engine.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { unopened } from "#model/evolve.ts";
import { type Front, frontOf } from "#model/front.ts";
import type { Live } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import { type Studio, unitOf } from "#model/studio.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Desk } from "#server/desk.ts";
import type { DataFolder } from "#store/folder.ts";
import { type Audience, openAudience } from "./audience.ts";
import { type Commands, openCommands } from "./commands.ts";
import { type DoublePositions, type Gauges, openGauges } from "./gauges.ts";
import { type Ledger, openLedger, unclosed } from "./ledger.ts";
import { renderSheet } from "./sheet-files.ts";
import { openSound, type Sound } from "./sound.ts";
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
	/** Where the knobs of the virtual rack's driven units really stand. */
	readonly doubles: () => DoublePositions;
	readonly report: (error: unknown) => void;
};

/** What is in the room; the hardware comes in later. */
type Room = {
	readonly opening: Opening;
	readonly front: Front;
	readonly audience: Audience;
	readonly sound: Sound;
	readonly live: () => Live;
	devices: Devices | undefined;
	sources: Live["sources"];
	pass: Promise<void>;
};

/** Tells every tablet what is live now; readings that depend on it follow. */
const openRoom = async (opening: Opening, changed: () => void): Promise<Room> => {
	const tellLive = (): void => room.audience.tell({ say: "live", live: room.live() });
	const audience = openAudience(tellLive);
	const soundChanged = (): void => {
		tellLive();
		changed();
	};
	const room: Room = {
		opening,
		front: frontOf(opening.studio),
		audience,
		sound: openSound({ studio: opening.studio, changed: soundChanged, meters: audience.showMeters }),
		devices: undefined,
		sources: await listSources(opening.folder.sources),
		pass: Promise.resolve(),
		live: () => ({
			engine: room.sound.state(),
			devices: room.devices?.states() ?? [],
			pass: room.sound.pass(),
			tablets: audience.tablets(),
			holds: audience.holds(),
			sources: room.sources,
		}),
	};
	return room;
};

const tellLive = ({ audience, live }: Room): void => audience.tell({ say: "live", live: live() });

/** A wish goes to the hardware after it is written down, and never because something was opened or read. */
const drive = ({ devices }: Room, { happened }: StudioEvent): void => {
	if (happened.was === "turned" && happened.how === "set")
		devices?.turn(happened.unit, happened.control, happened.setting);
};

/** What a driver will carry out was set by the daemon; the rest is what a person says that he did. */
const asDriven = ({ devices }: Room, happened: Happening): Happening => {
	if (happened.was !== "turned" || happened.how !== "by hand") return happened;
	const device = devices?.states().find(({ unit }) => unit === happened.unit);
	return device?.link === "connected" ? { ...happened, how: "set" } : happened;
};

const openBooks = async (room: Room, heard: () => void): Promise<Ledger> => {
	const { folder, clock, studio } = room.opening;
	const ledger = await openLedger({
		paths: (await unclosed(folder)) ?? (await folder.create({ date: clock.now(), song: "" })),
		clock,
		heard: (event) => {
			drive(room, event);
			room.audience.tell({ say: "event", event });
			heard();
		},
	});
	if (ledger.events().length > 0) return ledger;
	const header = { ...unopened.header, rate: studio.rate };
	await ledger.record([{ was: "opened", session: ledger.paths().id, header }], "daemon");
	return ledger;
};

const deskOf = (room: Room, of: { ledger: Ledger; gauges: Gauges; commands: Commands }): Desk => {
	const { studio, folder } = room.opening;
	const { ledger, gauges } = of;
	const { hold, letGo, arrive, leave, follow, meters } = room.audience;
	return {
		...{ hold, letGo, arrive, leave, follow, meters },
		studio: () => studio,
		session: ledger.session,
		readings: gauges.readings,
		live: room.live,
		clock: () => ledger.events().length,
		ask: of.commands.ask,
		sessions: { folder: folder.sessions, list: folder.list },
		sources: {
			folder: folder.sources,
			added: async () => {
				room.sources = await listSources(folder.sources);
				tellLive(room);
			},
		},
		preview: (format) =>
			renderSheet({ studio, session: ledger.session(), readings: gauges.readings() }, format),
	};
};

/** What a unit says is written down, unless it is known already. */
const writeDown = (room: Room, ledger: Ledger): ControlRoom["reported"] => {
	const { studio, report } = room.opening;
	return (unit, control, setting) => {
		const session = ledger.session();
		if (session.closed !== null || session.settings[unit]?.[control]?.setting === setting) return;
		const name = unitOf(studio, unit)?.name ?? unit;
		ledger.record([{ was: "turned", unit, control, setting, how: "read" }], name).catch(report);
	};
};

const gaugesOf = (room: Room, ledger: Ledger): Promise<Gauges> => {
	const { studio, clock, folder, doubles, report } = room.opening;
	return openGauges({
		...{ studio, front: room.front, ledger, clock, folder: folder.path, live: room.live, doubles, report },
		tell: async (readings, rack) => {
			room.audience.tell({ say: "readings", readings });
			await room.sound.engine()?.retune(rack);
		},
	});
};

export const openControlRoom = async (opening: Opening): Promise<ControlRoom> => {
	let settleSoon = (): void => {};
	const room = await openRoom(opening, () => settleSoon());
	const { studio, folder, clock, report } = opening;
	const { front, audience, sound } = room;
	const ledger = await openBooks(room, () => settleSoon());
	const gauges = await gaugesOf(room, ledger);
	settleSoon = gauges.settleSoon;
	const record: Ledger["record"] = (happenings, by, undoes) =>
		ledger.record(
			happenings.map((happened) => asDriven(room, happened)),
			by,
			undoes,
		);
	const rolling = (pass: Promise<void>): void => {
		room.pass = pass.catch(report).then(() => sound.say(null));
	};
	const commands = openCommands({
		studio,
		front,
		folder,
		clock,
		ledger,
		record,
		gauges,
		sound,
		audience,
		rolling,
	});
	return {
		desk: deskOf(room, { ledger, gauges, commands }),
		takeEngine: sound.take,
		takeDevices: (given) => {
			room.devices = given;
			tellLive(room);
		},
		reported: writeDown(room, ledger),
		deviceChanged: () => {
			tellLive(room);
			gauges.settleSoon();
		},
		rack: gauges.rack,
		record: ledger.record,
		[Symbol.asyncDispose]: async () => {
			if (ledger.session().pass) await sound.stop();
			await room.pass;
			await commands.done();
			gauges.close();
			await ledger[Symbol.asyncDispose]();
		},
	};
};

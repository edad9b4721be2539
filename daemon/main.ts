import { flushCompileCache } from "node:module";
import { join } from "node:path";
import type { Devices } from "#devices/devices.ts";
import type { SimulatedUnits } from "#devices/simulated/units.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import type { BackendChoice } from "#engine/messages.ts";
import type { Refusal } from "#model/command.ts";
import type { AudioInterface } from "#model/studio.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import { readStudio, type StudioRead } from "#patchbay/map.ts";
import { openServer } from "#server/server.ts";
import { openDataFolder } from "#store/folder.ts";
import { lockFolder } from "#store/lock.ts";
import { systemClock } from "./clock.ts";
import { type Settings, settle } from "./config.ts";
import { type ControlRoom, openControlRoom } from "./control-room/control-room.ts";
import { settleAfterCrash } from "./control-room/crash.ts";
import { setUpDemo } from "./control-room/demo.ts";

const root = join(import.meta.dirname, "..");

/** A sentence for a person, and exit code 2: what was given is not usable. */
const giveUp = (sentences: readonly string[]): never => {
	for (const sentence of sentences) process.stderr.write(`${sentence}\n`);
	process.exit(2);
};

const given = <T extends object>(value: T | Refusal): T => {
	if (!("refused" in value)) return value;
	return giveUp([[value.because, value.cure].filter(Boolean).join(". ")]);
};

const report = (error: unknown): void => {
	process.stderr.write(
		`${new Date().toISOString()} ${error instanceof Error ? error.stack : String(error)}\n`,
	);
};

const backendOf = ({ backend, device = "", api }: AudioInterface, rack: VirtualRack): BackendChoice => {
	if (backend === "duplex") return { kind: "duplex", api: api ?? "any", device };
	return backend === "web-audio"
		? { kind: "web-audio", device }
		: { kind: "simulated", pace: "real time", rack };
};

/** Doubles for the units whose port is "simulated"; they listen like the real ones and keep their own knobs. */
const startDoubles = async (
	{ studio, gear }: StudioRead,
	signal: AbortSignal,
	moved: () => void,
): Promise<SimulatedUnits> => {
	const { startSimulatedUnits } = await import("#devices/simulated/units.ts");
	const units = studio.units.flatMap(({ id, model, remote }) => {
		const file = gear.get(model);
		return file && remote?.port === "simulated" ? [{ id, file }] : [];
	});
	return startSimulatedUnits(units, signal, moved);
};

const startDevices = async (of: {
	readonly read: StudioRead;
	readonly doubles: SimulatedUnits;
	readonly room: ControlRoom;
	readonly signal: AbortSignal;
}): Promise<Devices> => {
	const { openDevices } = await import("#devices/devices.ts");
	const { studio, gear } = of.read;
	const units = studio.units.flatMap(({ id, model, remote }) => {
		const file = gear.get(model);
		return file && remote ? [{ id, file, port: of.doubles.ports.get(id) ?? remote.port }] : [];
	});
	return openDevices({
		units,
		signal: of.signal,
		log: (sentence) => process.stderr.write(`${sentence}\n`),
		report: (unit, control, setting) => of.room.reported(unit, control, setting),
		changed: () => of.room.deviceChanged(),
	});
};

const read = async (settings: Settings): Promise<StudioRead> => {
	const studio = await readStudio(settings.studio);
	return "troubles" in studio ? giveUp(studio.troubles.map(sayTrouble)) : studio;
};

/** Studio, store, desk and door first, so that the panel is there at once; sound and hardware follow behind it. */
const start = async (): Promise<void> => {
	const settings = given(settle({ argv: process.argv.slice(2), env: process.env, root, cwd: process.cwd() }));
	await using open = new AsyncDisposableStack();
	const closing = new AbortController();
	const found = await read(settings);
	const folder = await openDataFolder(settings.data);
	const lock = open.use(given(lockFolder(folder.path, { since: systemClock.now() })));
	let doubles: SimulatedUnits | undefined;
	const room = open.use(
		await openControlRoom({
			studio: found.studio,
			folder,
			clock: systemClock,
			doubles: () =>
				Object.fromEntries([...(doubles?.doubles ?? [])].map(([id, double]) => [id, double.positions()])),
			report,
		}),
	);
	await settleAfterCrash(room, folder);
	const panel = join(root, "web-panel", "dist");
	const { port, listen } = settings;
	const server = open.use(
		given(await openServer({ desk: room.desk, panel, port, listen, elapsed: systemClock.elapsed, report })),
	);
	lock.announce(server.address);
	process.stdout.write(`Halfnormal is up: ${server.address}\n`);

	const leaving = new Promise<void>((leave) => {
		for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => leave());
	});
	doubles = open.use(await startDoubles(found, closing.signal, room.deviceChanged));
	room.takeDevices(open.use(await startDevices({ read: found, doubles, room, signal: closing.signal })));
	const { openEngine } = await import("#engine/engine.ts");
	const log = (level: string, sentence: string): void => void process.stderr.write(`${level}: ${sentence}\n`);
	const backend = backendOf(found.studio.interface, room.rack());
	await room.takeEngine(open.use(openEngine({ backend, signal: closing.signal, log })));
	flushCompileCache();
	await setUpDemo(room, { studio: found.studio, folder, root });
	await leaving;
	process.stdout.write("Halfnormal is closing: a running pass is stopped and kept as it is.\n");
};

await start();

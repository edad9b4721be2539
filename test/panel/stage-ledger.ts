import { check } from "#model/check.ts";
import type { Happening, StudioEvent } from "#model/event.ts";
import { evolve, unopened } from "#model/evolve.ts";
import { frontOf } from "#model/front.ts";
import type { DeviceState, Hold, Live } from "#model/live.ts";
import type { Readings } from "#model/readings.ts";
import type { Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";

/** A stage's session starts at this moment, and every event is a minute after the last: no turn is one with another. */
const OPENED = Date.parse("2026-11-22T10:00:00.000Z");

const engine = { backend: "simulated", ready: true, sentence: "The virtual rack is ready." } as const;

/** What is set from outside: devices, files, the state of the pass. */
export type StageNow = {
	devices: DeviceState[];
	sources: Live["sources"];
	pass: Live["pass"];
	/** Whether driven units answer. */
	answers: boolean;
};

/** The session of a stage: events in memory, folded and read by the model itself. */
export const aLedger = (studio: Studio, now: StageNow) => {
	const front = frontOf(studio);
	const events: StudioEvent[] = [];
	let session: Session = unopened;
	const at = (): string => new Date(OPENED + 60_000 * events.length).toISOString();
	const readings = (): Readings =>
		check({
			studio,
			session,
			front,
			facts: { now: Date.parse(at()), engine, devices: now.devices, freeBytes: 1e12 },
			undo: undoing(studio, events)?.label ?? null,
		});
	const write = (happened: Happening, by: string, undoes?: number): StudioEvent => {
		const event = {
			clock: events.length + 1,
			at: at(),
			by,
			happened,
			...(undoes === undefined ? {} : { undoes }),
		};
		events.push(event);
		session = evolve(session, event);
		return event;
	};
	return { front, at, readings, write, session: () => session, events: (): readonly StudioEvent[] => events };
};
export type Ledger = ReturnType<typeof aLedger>;

/** Who is there and who holds what. */
export const aCouch = (now: StageNow, tellLive: () => void) => {
	let tablets: string[] = [];
	let holds: Hold[] = [];
	const same = (a: Hold, b: Hold): boolean => a.unit === b.unit && a.control === b.control;
	return {
		live: (): Live => ({
			engine,
			devices: now.devices,
			pass: now.pass,
			tablets,
			holds,
			sources: now.sources,
		}),
		hold: (hold: Hold): boolean => {
			const holder = holds.find((held) => same(held, hold))?.by;
			if (holder !== undefined && holder !== hold.by) return false;
			if (holder === undefined) holds = [...holds, hold];
			tellLive();
			return true;
		},
		letGo: (hold: Hold): void => {
			holds = holds.filter((held) => !same(held, hold) || held.by !== hold.by);
			tellLive();
		},
		arrive: (name: string): void => {
			tablets = [...tablets, name];
			tellLive();
		},
		leave: (name: string): void => {
			tablets = tablets.filter((tablet) => tablet !== name);
			holds = holds.filter(({ by }) => by !== name);
			tellLive();
		},
	};
};

/** A driven unit is asked for a value and, if it answers, says it back. */
export const drive = (now: StageNow, happened: Happening): boolean => {
	if (happened.was !== "turned") return false;
	const { unit, control, setting } = happened;
	if (!now.devices.some((device) => device.unit === unit)) return false;
	const value = now.answers
		? ({ desired: setting, reported: setting, certainty: "confirmed" } as const)
		: ({ desired: setting, reported: null, certainty: "assumed" } as const);
	now.devices = now.devices.map((device) =>
		device.unit === unit ? { ...device, values: { ...device.values, [control]: value } } : device,
	);
	return true;
};

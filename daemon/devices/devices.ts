import { type Clock, systemClock } from "#daemon/clock.ts";
import { driverOf } from "#drivers/driver.ts";
import type { GearFile, Remote } from "#drivers/profile.ts";
import type { Refusal } from "#model/command.ts";
import type { DeviceState } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import { type MidiGuardWish, midiGuard } from "./midi-port.ts";
import { openOscPort } from "./osc-port.ts";
import type { OpenPort } from "./port.ts";
import { serialPort } from "./serial-port.ts";
import { shared } from "./shared-port.ts";
import { pauseFor, type Wait } from "./timing.ts";
import type { News } from "./tracker.ts";
import { driveUnit } from "./unit.ts";

/** A unit of the studio that can be driven, and where it is reached; see `Unit.remote` of the studio file. */
export type DeviceUnit = { readonly id: string; readonly file: GearFile; readonly port: string };

export type DevicesWish = {
	readonly units: readonly DeviceUnit[];
	readonly signal: AbortSignal;
	readonly clock?: Clock;
	readonly wait?: Wait;
	/** 0…1, for scattering the back-off. */
	readonly chance?: () => number;
	readonly log: (sentence: string) => void;
	/** A value that was read off a unit, or that a person set on its panel. */
	readonly report: (unit: string, control: string, setting: Setting, why: News["why"]) => void;
	/** Something in `states` is different now. */
	readonly changed: (unit: string) => void;
	readonly midi?: MidiGuardWish;
};

export type Devices = AsyncDisposable & {
	/** Sends a value as soon as the unit's pace allows; a refusal where it cannot be sent. Nothing waits for a lost link. */
	readonly turn: (unit: string, control: string, setting: Setting) => Refusal | null;
	readonly states: () => DeviceState[];
};

/** Keeps every unit that can be driven connected. Nothing is sent to any of them until somebody turns a knob. */
export const openDevices = (wish: DevicesWish): Devices => {
	const { clock = systemClock, wait = pauseFor, chance = Math.random, log } = wish;
	const timing = { now: clock.elapsed, wait };
	const closing = new AbortController();
	const signal = AbortSignal.any([wish.signal, closing.signal]);
	const midi = midiGuard(wish.midi);
	const midiLine = shared(midi.open);
	const units = new Map(
		wish.units.flatMap(({ id, file, port }) => {
			const [remote, driver] = [file.remote, driverOf(file)];
			if (!remote || !driver) return [];
			const unit = driveUnit({
				...{ id, file, remote, driver, port, timing, chance, log, signal },
				open: port === "simulated" ? noDouble : transports[remote.transport](remote, midiLine),
				report: (control, { setting, why }) => wish.report(id, control, setting, why),
				changed: () => wish.changed(id),
			});
			return [[id, unit] as const];
		}),
	);
	return {
		turn: (id, control, setting) => {
			const unit = units.get(id);
			return unit ? unit.turn(control, setting) : byHand(id);
		},
		states: () => [...units.values()].map((unit) => unit.state()),
		[Symbol.asyncDispose]: async () => {
			closing.abort();
			await Promise.all([...units.values()].map(({ ended }) => ended));
			await midi[Symbol.asyncDispose]();
		},
	};
};

const byHand = (id: string): Refusal => ({
	refused: "turn",
	because: `${id} has no remote control`,
	cure: "Set it by hand and tick it",
});

const transports: Record<Remote["transport"], (remote: Remote, midi: OpenPort) => OpenPort> = {
	osc: () => openOscPort,
	serial: (remote) => (remote.transport === "serial" ? serialPort(remote) : noDouble),
	midi: (_remote, midi) => midi,
};

const noDouble: OpenPort = async () => ({
	link: "missing",
	because: "Its simulated double is not running on this machine",
});

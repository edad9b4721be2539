import { statfs } from "node:fs/promises";
import type { Clock } from "#daemon/clock.ts";
import { check } from "#model/check.ts";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import type { Front } from "#model/front.ts";
import type { Live } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import type { KnobPositions } from "#model/position.ts";
import { rackOf } from "#model/rack.ts";
import type { Readings } from "#model/readings.ts";
import type { Studio } from "#model/studio.ts";
import { undoing } from "#model/undo.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Ledger } from "./ledger.ts";

export type DoublePositions = Readonly<Record<string, Readonly<Record<string, Setting>>>>;

/** What is read off the studio at this moment, worked out anew when something changed and somebody asks. */
export type Gauges = {
	readonly readings: () => Readings;
	readonly rack: () => VirtualRack;
	/** Something changed: who follows is told soon, once for many changes. */
	readonly settleSoon: () => void;
	/** Everything that changed has been told, and the virtual rack is as it is wired and set. */
	readonly settled: () => Promise<void>;
	readonly close: () => void;
};

/** Tablets are told of new readings this often at most, in ms: faster than an eye, slower than a finger. */
const SETTLE = 40;
/** Warm-up and disk run on while nobody does anything. */
const MINUTE_HAND = 20_000;

export const openGauges = async (of: {
	readonly studio: Studio;
	readonly front: Front;
	readonly ledger: Ledger;
	readonly clock: Clock;
	/** Where takes are written. */
	readonly folder: string;
	readonly live: () => Live;
	readonly doubles: () => DoublePositions;
	readonly tell: (readings: Readings, rack: VirtualRack) => Promise<void>;
	readonly report: (error: unknown) => void;
}): Promise<Gauges> => {
	const { studio, front, ledger, clock } = of;
	let freeBytes = await free(of.folder);
	let fresh: Readings | undefined;
	let settling: NodeJS.Timeout | undefined;

	const read = (): Readings => {
		const { engine, devices } = of.live();
		const facts = { now: Date.parse(clock.now()), engine, devices, freeBytes };
		const undo = undoing(studio, ledger.events())?.label ?? null;
		return check({ studio, session: ledger.session(), front, facts, undo });
	};
	const readings = (): Readings => {
		fresh ??= read();
		return fresh;
	};
	const rack = (): VirtualRack => {
		const { cords, settings } = ledger.session();
		const positions = withDoubles(settings, of.doubles());
		const hops = hopsOf(wire(studio, { cords, normals: "as plugged", settings: positions }));
		return rackOf(studio, hops, positions);
	};
	const settle = async (): Promise<void> => {
		clearTimeout(settling);
		settling = undefined;
		await of.tell(readings(), rack());
	};
	const settleSoon = (): void => {
		fresh = undefined;
		settling ??= setTimeout(() => void settle().catch(of.report), SETTLE);
	};
	const look = async (): Promise<void> => {
		freeBytes = await free(of.folder);
		settleSoon();
	};
	const minutes = setInterval(() => void look().catch(of.report), MINUTE_HAND);
	minutes.unref();
	return {
		readings,
		rack,
		settleSoon,
		settled: settle,
		close: () => {
			clearInterval(minutes);
			clearTimeout(settling);
		},
	};
};

/** Bytes free on the disk that holds a folder; null where the system does not say. */
const free = async (folder: string): Promise<number | null> => {
	const disk = await statfs(folder).catch(() => null);
	return disk && disk.bavail * disk.bsize;
};

/** The virtual rack sounds as its driven units really stand, whatever the session believes of them. */
const withDoubles = (settings: KnobPositions, doubles: DoublePositions): KnobPositions => ({
	...settings,
	...Object.fromEntries(
		Object.entries(doubles).map(([unit, positions]) => [
			unit,
			Object.fromEntries(
				Object.entries(positions).map(([control, setting]) => [
					control,
					{ setting, how: "read" as const, at: "" },
				]),
			),
		]),
	),
});

import { jacksOfCord, type Plugged } from "./cable.ts";
import { frontOf } from "./front.ts";
import { jacksOf, type PatchPoint, pointsOf, sayPlug } from "./patchbay.ts";
import type { JackReading } from "./readings.ts";
import { perStudio, type Studio, sayPort } from "./studio.ts";

const rowIn = (point: PatchPoint, jack: string): "upper" | "lower" =>
	point.upper === jack ? "upper" : "lower";

/** What a plug does in a jack; one that stands between two normals does something to both. */
const hintOf = (points: readonly PatchPoint[], jack: string): string =>
	points.length === 0
		? sayPlug("open", "upper")
		: points.map((point) => sayPlug(point.normalling, rowIn(point, jack))).join("; ");

/** How every jack of every bay is called and what a plug does there, row by row; only what is plugged changes. */
const atRest = perStudio((studio): ReadonlyMap<string, JackReading> => {
	const front = frontOf(studio);
	const points = studio.bays.flatMap(pointsOf);
	const byJack = Map.groupBy(
		points.flatMap((point) => [
			{ jack: point.upper, point },
			{ jack: point.lower, point },
		]),
		({ jack }) => jack,
	);
	return new Map(
		studio.bays.flatMap(jacksOf).map((jack) => {
			const here = (byJack.get(jack) ?? []).map(({ point }) => point);
			const given = here.map((point) => point.names[rowIn(point, jack)]).find((name) => name !== undefined);
			const behind = front.portsAt(jack).map((port) => sayPort(studio, port));
			return [
				jack,
				{ jack, name: given ?? behind.join(" + "), plugged: null, hint: hintOf(here, jack) },
			] as const;
		}),
	);
});

/** Every jack in front with the cord in it. */
export const jackReadings = (studio: Studio, cords: readonly Plugged[]): JackReading[] => {
	const readings = new Map(atRest(studio));
	for (const plugged of cords)
		for (const jack of jacksOfCord(plugged)) {
			const reading = readings.get(jack);
			if (reading) readings.set(jack, { ...reading, plugged: plugged.cord });
		}
	return [...readings.values()];
};

import { gathered } from "#model/copper/places.ts";
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
const atRest = perStudio((studio): readonly JackReading[] => {
	const front = frontOf(studio);
	const points = gathered(studio.bays.flatMap(pointsOf), ({ upper, lower }) => [upper, lower]);
	return studio.bays.flatMap(jacksOf).map((jack) => {
		const here = points.get(jack) ?? [];
		const given = here.map((point) => point.names[rowIn(point, jack)]).find((name) => name !== undefined);
		const behind = (): string =>
			front
				.portsAt(jack)
				.map((port) => sayPort(studio, port))
				.join(" + ");
		return { jack, name: given ?? behind(), plugged: null, hint: hintOf(here, jack) };
	});
});

/** Every jack in front with the cord in it. */
export const jackReadings = (studio: Studio, cords: readonly Plugged[]): JackReading[] => {
	const plugged = new Map(cords.flatMap((cord) => jacksOfCord(cord).map((jack) => [jack, cord.cord])));
	return atRest(studio).map((reading) => {
		const cord = plugged.get(reading.jack);
		return cord === undefined ? reading : { ...reading, plugged: cord };
	});
};

import { type Bay, placeOf, rowsOf } from "./patchbay.ts";
import { type Studio, unitOf } from "./studio.ts";

/** Where a jack is: its room and, on a bay, metres from the top left corner of the stack of that room's bays. */
export type Place = {
	readonly room: string;
	readonly at: { readonly x: number; readonly y: number } | null;
};

/** Between the ears of a 19-inch panel. */
const PANEL = 0.44;
/** Jacks that stand side by side in one unit of height. */
const usual: Readonly<Record<Bay["connector"], number>> = {
	TT: 48,
	TRS: 24,
	TS: 24,
	"B-gauge": 24,
	"XLR-3": 16,
	RCA: 24,
	BNC: 24,
	"3.5 mm TRS": 48,
};
/** Half a unit of height: two rows stand in 1U. */
const ROW = 0.02225;
/** A hand's slack: two plugs, and a cord that hangs instead of being strung. */
const SLACK = 0.2;
/** From a bay to the front or the back of a rack beside it, and from unit to unit. */
const ACROSS_THE_RACK = 1.5;

/** A thing that says no room stands in the main one, where the interface is. */
export const mainRoom = (studio: Studio): string => unitOf(studio, studio.interface.unit)?.room ?? "";

type Stacked = { readonly bay: Bay; readonly top: number; readonly room: string };

/** The bays of one room stand above each other, in the order of the file. */
const stacked = (studio: Studio): Map<string, Stacked> => {
	const main = mainRoom(studio);
	const depth = new Map<string, number>();
	return new Map(
		studio.bays.map((bay) => {
			const room = bay.room ?? main;
			const top = depth.get(room) ?? 0;
			depth.set(room, top + bay.rows * ROW);
			return [bay.id, { bay, top, room }];
		}),
	);
};

/** The place of every jack by its name. */
export const placesIn = (studio: Studio): ((jack: string) => Place) => {
	const bays = stacked(studio);
	const main = mainRoom(studio);
	const rooms = new Map(studio.units.map(({ id, room }) => [id, room ?? main]));
	return (jack) => {
		const place = placeOf(jack);
		const stack = place && bays.get(place.bay);
		if (!place || !stack) return { room: rooms.get(jack.split("/")[0] ?? "") ?? main, at: null };
		const { bay, top, room } = stack;
		const x = (place.column - 0.5) * (PANEL / usual[bay.connector]);
		return { room, at: { x, y: top + rowsOf(bay).indexOf(place.row) * ROW } };
	};
};

/** The metres that a cord needs between two places, along the rows and columns. From room to room none is long enough. */
export const metresBetween = (one: Place, other: Place): number => {
	if (one.room !== other.room) return Number.POSITIVE_INFINITY;
	if (!one.at || !other.at) return ACROSS_THE_RACK;
	return SLACK + Math.abs(one.at.x - other.at.x) + Math.abs(one.at.y - other.at.y);
};

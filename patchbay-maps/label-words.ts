import { type Front, frontOf } from "#model/front.ts";
import { type Bay, jackAt, type Normalling, placeOf, pointsOf, rowsOf } from "#model/patchbay.ts";
import { anyPortOf, type PortId, type Studio, sayPort, type Unit } from "#model/studio.ts";
import { type Ink, TINTS } from "#sheets/drawing/shapes.ts";

/** What stands over one jack. */
export type Label = {
	readonly jack: string;
	readonly column: number;
	/** What it belongs to: a unit with its number, or the name that a run of jacks shares. Neighbours share one head. */
	readonly head: string;
	/** Which socket of it: "IN L", "3". */
	readonly socket: string;
	readonly tint: Ink | null;
	/** How the point below is normalled, if the row has a partner below it. */
	readonly normalling: Normalling | null;
};

/** One row of a bay, left to right. */
export type Strip = {
	readonly row: string;
	/** Whether the jacks lie above it: then it is read from its foot. */
	readonly below: boolean;
	readonly labels: readonly Label[];
};

type Words = Pick<Label, "head" | "socket" | "tint">;

/** "LIVE ROOM MIC 2" is the second of a run. */
const givenWords = (name: string): Words => {
	const [, head = name, socket = ""] = /^(.*\S)\s+(\d+)$/s.exec(name) ?? [];
	return { head, socket, tint: null };
};

/** The colour of a unit goes by its number, on every bay alike; what has none stays white. */
const tintOf = ({ number }: Unit): Ink | null =>
	number === undefined ? null : (TINTS[(number - 1) % TINTS.length] ?? null);

const socketOf = (studio: Studio, port: PortId): string => {
	const name = anyPortOf(studio, port)?.unit.name ?? "";
	const said = sayPort(studio, port);
	return said.startsWith(`${name} `) ? said.slice(name.length + 1) : said;
};

const wiredWords = (studio: Studio, front: Front, jack: string): Words => {
	const ports = front.portsAt(jack);
	const unit = ports[0] === undefined ? undefined : anyPortOf(studio, ports[0])?.unit;
	if (!unit) return { head: "", socket: "", tint: null };
	const head = unit.number === undefined ? unit.name : `${unit.number} ${unit.name}`;
	const ofUnit = ports.filter((port) => port.startsWith(`${unit.id}/`));
	return {
		head,
		socket: ofUnit.map((port) => socketOf(studio, port)).join(" + "),
		tint: tintOf(unit),
	};
};

/** The names that the studio file gives to jacks. */
const givenIn = (bay: Bay): ReadonlyMap<string, string> =>
	new Map(
		pointsOf(bay).flatMap(({ upper, lower, names }) => [
			...(names.upper ? [[upper, names.upper] as const] : []),
			...(names.lower ? [[lower, names.lower] as const] : []),
		]),
	);

/** The label strips of a bay, one a row, with what is behind each jack in the words of the rack. */
export const stripsOf = (studio: Studio, bay: Bay, front: Front = frontOf(studio)): Strip[] => {
	const points = pointsOf(bay);
	const given = givenIn(bay);
	const below = new Map(points.map(({ upper, normalling }) => [upper, normalling]));
	const uppers = new Set(points.flatMap(({ upper }) => placeOf(upper)?.row ?? []));
	const lowers = new Set(points.flatMap(({ lower }) => placeOf(lower)?.row ?? []));
	return rowsOf(bay).map((row) => ({
		row,
		below: lowers.has(row) && !uppers.has(row),
		labels: Array.from({ length: bay.columns }, (_, i) => {
			const jack = jackAt(bay.id, row, i + 1);
			const name = given.get(jack);
			const words = name === undefined ? wiredWords(studio, front, jack) : givenWords(name);
			return { jack, column: i + 1, ...words, normalling: below.get(jack) ?? null };
		}),
	}));
};

import { type Cord, cordNamed, jacksOfCord, type Plugged, piecesOf } from "#model/cable.ts";
import { sayJack } from "#model/front.ts";
import { type Bay, placeOf } from "#model/patchbay.ts";
import { perStudio, unitOf } from "#model/studio.ts";
import { finding, groupOf, listed, type Rule, type Scene } from "./rule.ts";

const sayJacks = ({ studio, front }: Scene, jacks: readonly string[]): string =>
	listed(jacks.map((jack) => sayJack(studio, front, jack)));

/** A cord of the store by its name, with adapters that the store has: "TS-RCA #5" needs five of them. */
const inStore = ({ studio }: Scene, { cord: name }: Plugged): Cord | undefined => {
	const [, ...adapters] = piecesOf(name);
	const areThere = adapters.every((piece) =>
		studio.adapters.some(
			({ id, count }) => piece.startsWith(`${id} #`) && Number(piece.slice(id.length + 2)) <= count,
		),
	);
	return areThere ? cordNamed(studio, name) : undefined;
};

const missingCord: Rule = (scene) =>
	scene.session.cords
		.filter((cord) => !inStore(scene, cord))
		.map((cord) => {
			const jacks = jacksOfCord(cord);
			return finding({
				code: "stock.missing-cord",
				severity: "warn",
				places: [cord.cord, ...jacks],
				sentence: `${cord.cord} hangs between ${sayJacks(scene, jacks)}, but the store has no such cord: what it joins is not known, so it is left out.`,
				cure: "Write it into the store in studio.yaml, or unplug it here and plug the cord that hangs there.",
				apply: [{ do: "unplug", cord: cord.cord }],
			});
		});

/** A studio file that was edited may have lost a jack in which a cord still hangs. */
const jackGone: Rule = (scene) =>
	scene.session.cords.flatMap((cord) => {
		const gone = jacksOfCord(cord).filter((jack) => scene.front.connectorOf(jack) === undefined);
		if (gone.length === 0) return [];
		return [
			finding({
				code: "stock.jack-gone",
				severity: "warn",
				places: [cord.cord, ...gone],
				sentence: `${cord.cord} hangs in ${listed(gone.map((jack) => jack.replace("/", " ")))}, which the studio does not have: that end is taken to hang in the air.`,
				cure: "Unplug it here and say where it hangs, or put the jack back into studio.yaml.",
				apply: [{ do: "unplug", cord: cord.cord }],
			}),
		];
	});

/** Everything that is named by more than one hanging cord, with those cords. */
const sharedBy = (
	cords: readonly Plugged[],
	namesOf: (cord: Plugged) => readonly string[],
): (readonly [name: string, by: readonly Plugged[]])[] => {
	const by = new Map<string, Plugged[]>();
	for (const cord of cords)
		for (const name of namesOf(cord)) {
			const known = by.get(name);
			if (known) known.push(cord);
			else by.set(name, [cord]);
		}
	return [...by].filter(([, sharing]) => sharing.length > 1);
};

const piecesTwice: Rule = (scene) =>
	sharedBy(scene.session.cords, ({ cord }) => piecesOf(cord)).map(([piece, cords]) =>
		finding({
			code: "stock.pieces-twice",
			severity: "warn",
			places: [piece, ...cords.flatMap(jacksOfCord)],
			numbers: { times: cords.length },
			sentence: `${piece} exists once and hangs ${cords.length} times: ${cords.map((cord) => sayJacks(scene, jacksOfCord(cord))).join("; ")}.`,
			cure: "Look which of them it is, and give the other its own name.",
		}),
	);

const jackTwice: Rule = (scene) =>
	sharedBy(scene.session.cords, (cord) => [...new Set(jacksOfCord(cord))]).map(([jack, cords]) =>
		finding({
			code: "stock.jack-twice",
			severity: "warn",
			places: [jack, ...cords.map(({ cord }) => cord)],
			numbers: { plugs: cords.length },
			sentence: `${sayJacks(scene, [jack])} has ${cords.length} plugs in it, of ${listed(cords.map(({ cord }) => cord))}: a jack takes one.`,
			cure: "Look which of them hangs there, and unplug the other here.",
		}),
	);

/** Between the ears of a 19-inch panel, metres, and the jacks that stand side by side there. */
const PANEL = 0.44;
const inOneRow: Partial<Record<Bay["connector"], number>> = {
	TT: 48,
	TRS: 24,
	TS: 24,
	"B-gauge": 24,
	RCA: 24,
	"XLR-3": 16,
};

const baysById = perStudio((studio) => new Map(studio.bays.map((bay) => [bay.id, bay])));

/** The metres between two jacks of one bay in a straight line; of bays whose measures are not known, nothing. */
const metresApart = ({ studio }: Scene, from: string, to: string): number | undefined => {
	const [one, other] = [placeOf(from), placeOf(to)];
	const bay = one && baysById(studio).get(one.bay);
	const across = bay && inOneRow[bay.connector];
	if (!one || !other || one.bay !== other.bay || !across || bay.columns > across) return undefined;
	return (Math.abs(one.column - other.column) * PANEL) / across;
};

const tooShort: Rule = (scene) =>
	scene.session.cords.flatMap((cord) => {
		const length = inStore(scene, cord)?.length;
		const metres = metresApart(scene, cord.from, cord.to);
		if (length === undefined || metres === undefined || length >= metres) return [];
		return [
			finding({
				code: "stock.too-short",
				severity: "warn",
				places: [cord.cord, cord.from, cord.to],
				numbers: { "length m": length, "apart m": metres },
				sentence: `${cord.cord} is ${length.toFixed(2)} m long, but ${sayJacks(scene, [cord.from, cord.to])} are ${metres.toFixed(2)} m apart: it cannot hang there.`,
				cure: "Look which cord or which jack it is, and say so here.",
				apply: [{ do: "unplug", cord: cord.cord }],
			}),
		];
	});

const roomOf = ({ studio }: Scene, jack: string): string | undefined => {
	const [owner = ""] = jack.split("/");
	return baysById(studio).get(owner)?.room ?? unitOf(studio, owner)?.room;
};

/** Cords lie in one room; what says no room may stand in any. */
const roomToRoom: Rule = (scene) =>
	scene.session.cords.flatMap((cord) => {
		const jacks = jacksOfCord(cord);
		const rooms = [...new Set(jacks.flatMap((jack) => roomOf(scene, jack) ?? []))];
		if (rooms.length < 2) return [];
		return [
			finding({
				code: "stock.room-to-room",
				severity: "warn",
				places: [cord.cord, ...jacks],
				sentence: `${cord.cord} hangs between ${sayJacks(scene, jacks)}, in ${listed(rooms)}: a cord does not go through the wall.`,
				cure: "Use a tie line, or say here where it really hangs.",
				apply: [{ do: "unplug", cord: cord.cord }],
			}),
		];
	});

const codes = {
	"stock.missing-cord": {
		title: "A cord that the store does not have",
		severity: "warn",
		physics:
			"Kind, length and soldering of a cord are read from the store. One that is not there joins nothing in this model, so levels and findings are those of the studio without it.",
		cure: "Write it into the store in studio.yaml, or plug the cord that hangs there.",
		example:
			"TT-30 #3 hangs between PB1 A01 One OUT and PB1 B01 Near IN, but the store has no such cord: what it joins is not known, so it is left out.",
	},
	"stock.jack-gone": {
		title: "A cord in a jack that is not there",
		severity: "warn",
		physics:
			"The studio was changed while the session was open: a bay has other columns, a unit has gone. The end of the cord is taken to hang in the air.",
		cure: "Unplug it here and say where it hangs.",
		example:
			"TT-60 #1 hangs in PB1 B49, which the studio does not have: that end is taken to hang in the air.",
	},
	"stock.pieces-twice": {
		title: "One cord in two places",
		severity: "warn",
		physics:
			"Every cord and adapter of the store has a number and exists once. Two that hang under one name are one too many: the recall sheet would ask for a cord that nobody finds.",
		cure: "Look which of them it is, and give the other its own name.",
		example:
			"TT-60 #1 exists once and hangs 2 times: PB1 A01 One OUT and PB1 B01 Near IN; PB1 A02 Two OUT and PB1 B48 Far IN.",
	},
	"stock.jack-twice": {
		title: "Two plugs in one jack",
		severity: "warn",
		physics:
			"A jack takes one plug. Two cords that are said to hang in it would join what nobody has joined.",
		cure: "Look which of them hangs there, and unplug the other here.",
		example: "PB1 A01 One OUT has 2 plugs in it, of TT-60 #1 and TT-60 #2: a jack takes one.",
	},
	"stock.too-short": {
		title: "A cord that does not reach",
		severity: "warn",
		physics:
			"Forty-eight TT jacks share the 440 mm between the ears of a 19-inch panel, 9.2 mm each; twenty-four of 6.35 mm have 18.3 mm. A cord that is shorter than the straight line between its jacks does not hang there.",
		cure: "Look which cord or which jack it is.",
		example:
			"TT-30 #1 is 0.30 m long, but PB1 A02 Two OUT and PB1 B48 Far IN are 0.42 m apart: it cannot hang there.",
	},
	"stock.room-to-room": {
		title: "A cord from room to room",
		severity: "warn",
		physics:
			"Rooms are joined by tie lines behind the bays. A cord that is said to run from one room to another was ticked at the wrong jack, or lies through a door that lets the sound out.",
		cure: "Use a tie line.",
		example:
			"TT-60 #1 hangs between PB1 A01 One OUT and PB2 B01, in Control room and Live room: a cord does not go through the wall.",
	},
} as const;

export const stockRules = groupOf("stock", [
	{ codes, scene: [missingCord, jackGone, piecesTwice, jackTwice, tooShort, roomToRoom] },
]);

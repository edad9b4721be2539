import { type Front, sayJack } from "#model/front.ts";
import { type Bay, isJoined, type PatchPoint, pointsOf } from "#model/patchbay.ts";
import { type AnyPortOfUnit, anyPortOf, type Studio } from "#model/studio.ts";
import { plugRules } from "./plugs.ts";
import { finding, groupOf, listed, ofTheBuilding, type Room, type Rules } from "./rule.ts";

const behind = ({ studio, front }: Room, jack: string): readonly AnyPortOfUnit[] =>
	front.portsAt(jack).flatMap((id) => anyPortOf(studio, id) ?? []);

const gives = ({ port }: AnyPortOfUnit): boolean => port.direction === "out";
const takes = ({ port }: AnyPortOfUnit): boolean => port.direction === "in";
const isMicrophone = ({ model, port }: AnyPortOfUnit): boolean =>
	(model.kind === "microphone" && port.direction === "out") ||
	(port.direction === "in" && port.stage === "microphone");

/** A plug in one of the two jacks leaves the normal standing. */
const canListen = ({ normalling }: PatchPoint): boolean => normalling !== "full normal";

/** A point with what lies behind its two jacks. */
type Lined = {
	readonly point: PatchPoint;
	readonly above: readonly AnyPortOfUnit[];
	readonly below: readonly AnyPortOfUnit[];
};

/** The points of a bay at which anything is joined; an open one joins nothing. */
const lined = (room: Room, bay: Bay): Lined[] =>
	pointsOf(bay)
		.filter(({ normalling }) => normalling !== "open")
		.map((point) => ({ point, above: behind(room, point.upper), below: behind(room, point.lower) }));

/** A microphone on one side of the point, and something on the other that it may share with a plug. */
const isMicrophoneHalf = ({ point, above, below }: Lined): boolean =>
	canListen(point) &&
	[...above, ...below].some(isMicrophone) &&
	above.filter(gives).every(isMicrophone) &&
	(above.length > 0 || point.names.upper !== undefined) &&
	(below.length > 0 || point.names.lower !== undefined);

const areBothOutputs = ({ above, below }: Lined): boolean => {
	const ids = new Set(above.filter(gives).map(({ id }) => id));
	return ids.size > 0 && below.filter(gives).some(({ id }) => !ids.has(id));
};

/** A half-normal whose breaking jack is an output's and whose listening jack is an input's. */
const isUpsideDown = ({ point: { normalling }, above, below }: Lined): boolean => {
	if (normalling !== "half-normal" && normalling !== "reverse half-normal") return false;
	const [heard, fed] = isJoined(normalling, { upper: true, lower: false }) ? [above, below] : [below, above];
	return heard.some(takes) && !heard.some(gives) && fed.some(gives) && !fed.some(takes);
};

/** "A05 DA 5 over B05 Comp IN", four of them at most. */
const sayPoints = (studio: Studio, front: Front, points: readonly PatchPoint[]): string => {
	const name = (jack: string): string => sayJack(studio, front, jack).split(" ").slice(1).join(" ");
	const said = points.slice(0, 4).map(({ upper, lower }) => `${name(upper)} over ${name(lower)}`);
	const more = points.length - said.length;
	return listed(more > 0 ? [...said, `${more} more`] : said);
};

type Kind = {
	readonly code: string;
	readonly severity: "stop" | "warn";
	readonly is: (point: Lined) => boolean;
	readonly sentence: (bay: Bay, points: string, count: number) => string;
	readonly cure: string;
};

const kinds: readonly Kind[] = [
	{
		code: "normalling.mic-half",
		severity: "warn",
		is: isMicrophoneHalf,
		sentence: (bay, points, count) =>
			`${count === 1 ? "A microphone line" : `${count} microphone lines`} of ${bay.name} can be shared (${points}): a plug that listens there leaves the microphone on two preamplifiers, each loads it and the 48 V of one meet the other.`,
		cure: "Make these points full normal: a microphone line is broken by any plug.",
	},
	{
		code: "normalling.outputs-joined",
		severity: "stop",
		is: areBothOutputs,
		sentence: (bay, points) =>
			`The contacts of ${bay.name} join two outputs (${points}): without any cord they work into each other.`,
		cure: "Make these points open, or move one of the outputs to another column.",
	},
	{
		code: "normalling.rows-swapped",
		severity: "warn",
		is: isUpsideDown,
		sentence: (bay, points) =>
			`Half-normals of ${bay.name} stand upside down (${points}): a plug that should listen at the output cuts it off, and what is plugged into the input meets the output that still feeds it.`,
		cure: "Turn the normalling over (half-normal breaks in the lower jack, reverse half-normal in the upper), or swap the two looms.",
	},
];

/** One finding a bay, with all the points that it is true of. */
const wrongPoints = ofTheBuilding((room) =>
	room.studio.bays.flatMap((bay) => {
		const all = lined(room, bay);
		return kinds.flatMap(({ code, severity, is, sentence, cure }) => {
			const points = all.filter(is).map(({ point }) => point);
			if (points.length === 0) return [];
			return [
				finding({
					code,
					severity,
					places: points.flatMap(({ upper, lower }) => [upper, lower]),
					numbers: { points: points.length },
					sentence: sentence(bay, sayPoints(room.studio, room.front, points), points.length),
					cure,
				}),
			];
		});
	}),
);

const pointRules: Rules = {
	codes: {
		"normalling.mic-half": {
			title: "A microphone line that can be shared",
			severity: "warn",
			physics:
				"On a half-normal a plug in the upper jack listens while the normal keeps playing: the microphone then feeds two preamplifiers. Two inputs of 1.5 kΩ are 750 Ω to a microphone of 150 Ω, 1.6 dB down instead of 0.8, a ribbon's bass suffers most, and 48 V on one input stand on the other.",
			cure: "Make microphone points full normal.",
			example:
				"2 microphone lines of Bay can be shared (A01 Left OUT over B01 One IN and A02 Right OUT over B02 Two IN): a plug that listens there leaves the microphone on two preamplifiers, each loads it and the 48 V of one meet the other.",
		},
		"normalling.outputs-joined": {
			title: "A normal between two outputs",
			severity: "stop",
			physics:
				"By custom the upper row has outputs and the lower row inputs, and the contacts join them. With an output in both rows the contacts join two sources of 50 Ω: each is 6.0 dB down and drives a hundred times its usual current, with no cord in sight.",
			cure: "Make the point open, or move one of the outputs.",
			example:
				"The contacts of Bay join two outputs (A01 Synth OUT over B01 Drums OUT): without any cord they work into each other.",
		},
		"normalling.rows-swapped": {
			title: "Half-normals upside down",
			severity: "warn",
			physics:
				"A half-normal breaks in the lower jack only. With the output below and the input above, a listening plug silences the chain, and a plug that feeds the input does not break the normal: two outputs of 50 Ω then share one input, each 6.0 dB down.",
			cure: "Turn the normalling over, or swap the rows.",
			example:
				"Half-normals of Bay stand upside down (A01 Desk IN over B01 Synth OUT): a plug that should listen at the output cuts it off, and what is plugged into the input meets the output that still feeds it.",
		},
		"normalling.own-send": {
			title: "A return that is normalled to its own send",
			severity: "stop",
			physics:
				"An output above the input of the same unit: while no plug is in the point, the unit feeds itself. At 0 dB through the unit and 0.04 dB lost in the copper the loop stands at the edge of howling before anybody has touched anything.",
			cure: "Break the normal with a plug, or make the point open.",
			example:
				"The return is normalled to its own send: Echo IN → Echo IN. Once round it has −0.04 dB: it howls from 0 dB on, and a knob or a resonance is enough.",
		},
	},
	scene: [wrongPoints],
};

export const normallingRules = groupOf("normalling", [pointRules, plugRules]);

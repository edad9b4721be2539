import type { Island } from "#model/copper/island.ts";
import { type Hop, hopsOn } from "#model/copper/link.ts";
import { hearsBetweenLegs } from "#model/copper/stages.ts";
import { carriedBy, type PortOfUnit, sayPort } from "#model/studio.ts";
import { type ChainRule, type CopperRule, finding, type RuleGroup } from "./rule.ts";

const netsOf = (island: Island, port: PortOfUnit) => island.ports.find(({ at }) => at.id === port.id)?.copper;

/** A receiver that hears nothing but the source's cold leg: the ring of a stereo splitter on a mono output. */
const hearsColdAlone = (island: Island, { from, to, inverted }: Hop): boolean => {
	const [source, sink] = [netsOf(island, from), netsOf(island, to)];
	if (!inverted || !source || !sink || to.port.direction !== "in") return false;
	const alone = !hearsBetweenLegs(to.port) || sink.cold !== source.hot;
	return sink.hot === source.cold && alone;
};

/** The upright twin of a receiver that hears the cold leg alone. */
const twinOf = (island: Island, hop: Hop): Hop | undefined =>
	hearsColdAlone(island, hop)
		? hopsOn(island).find(({ from, inverted }) => from.id === hop.from.id && !inverted)
		: undefined;

/** Whether a hop is one side of a splitter: the rule on splitters tells all that there is to tell of it. */
export const isSplit = (island: Island, hop: Hop): boolean =>
	hopsOn(island).some((other) => {
		const twin = twinOf(island, other);
		return twin !== undefined && (other === hop || twin === hop);
	});

const PIN_3_HOT = "pin 3 hot";

const isPin3Hot = ({ model, name }: PortOfUnit): boolean =>
	Object.entries(model.jacks).some(
		([jack, made]) => made.pinout === PIN_3_HOT && carriedBy(jack, made).includes(name),
	);

/** The end whose socket turns the polarity over; nothing if neither does, or both. */
const pin3Hot = ({ from, to }: Hop): PortOfUnit | undefined => {
	const [first, second] = [from, to].filter(isPin3Hot);
	return second ? undefined : first;
};

const flippedHops: CopperRule = ({ studio }, island) =>
	hopsOn(island)
		.filter((hop) => hop.inverted && !twinOf(island, hop) && !pin3Hot(hop))
		.map(({ from, to }) =>
			finding({
				code: "polarity.inverted",
				severity: "warn",
				places: [from.id, to.id],
				sentence: `${sayPort(studio, from.id)} arrives inverted at ${sayPort(studio, to.id)}: hot and cold are swapped on the way.`,
				cure: "Swap hot and cold at one end of the cable, or flip the polarity once more in the chain.",
			}),
		);

/** A socket of the days before AES14. */
const oldPinout: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const old = hop.inverted && !twinOf(island, hop) ? pin3Hot(hop) : undefined;
		if (!old) return [];
		const { from, to } = hop;
		return [
			finding({
				code: "polarity.pin-3-hot",
				severity: "warn",
				places: [from.id, to.id],
				sentence: `${sayPort(studio, from.id)} arrives inverted at ${sayPort(studio, to.id)}: the socket ${sayPort(studio, old.id)} has pin 3 hot, and the cable is wired straight.`,
				cure: `Swap pins 2 and 3 in the plug that sits in ${sayPort(studio, old.id)}, and mark it.`,
			}),
		];
	});

/** One output on two inputs, hot to the one and cold to the other: they cancel in mono. */
const split: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const twin = twinOf(island, hop);
		if (!twin) return [];
		const { from, to } = hop;
		return [
			finding({
				code: "polarity.splitter",
				severity: "warn",
				places: [from.id, twin.to.id, to.id],
				numbers: { "loss dB": -hop.gain },
				sentence: `A stereo splitter sits on the mono output ${sayPort(studio, from.id)}: ${sayPort(studio, twin.to.id)} hears it upright, ${sayPort(studio, to.id)} hears it inverted, and in mono they cancel.`,
				cure: "Use a Y cable that takes the tip to both plugs.",
			}),
		];
	});

const turnedOver: ChainRule = (_, { chain, inverted, sidesDiffer }) =>
	inverted && !sidesDiffer
		? [
				finding({
					code: "polarity.chain",
					severity: "warn",
					chain,
					places: [chain],
					sentence: "The chain as a whole turns the polarity over: the print comes back inverted.",
					cure: "Flip one polarity switch in the chain, or accept it with a reason.",
				}),
			]
		: [];

/** One side of a stereo chain upside down: nothing is missing on either side, and the mono sum is empty. */
const sidesApart: ChainRule = (_, { chain, sidesDiffer }) =>
	sidesDiffer
		? [
				finding({
					code: "polarity.sides",
					severity: "stop",
					chain,
					places: [chain],
					sentence:
						"Left and right come back with opposite polarity: what is common to both cancels in mono.",
					cure: "Flip the polarity of one side once more, or mend the cable that turns it over.",
				}),
			]
		: [];

/** The dry half of a parallel chain against the wet one: where they meet they take away instead of adding. */
const blendApart: ChainRule = (_, { chain, blendDiffers }) =>
	blendDiffers
		? [
				finding({
					code: "polarity.blend",
					severity: "warn",
					chain,
					places: [chain],
					sentence:
						"Wet and dry meet with opposite polarity: what is common to both is taken away instead of added.",
					cure: "Flip the polarity once more on the wet or on the dry side.",
				}),
			]
		: [];

export const polarityRules: RuleGroup = {
	name: "polarity",
	copper: [flippedHops, oldPinout, split],
	chain: [turnedOver, sidesApart, blendApart],
	codes: {
		"polarity.inverted": {
			title: "Hot and cold swapped",
			severity: "warn",
			physics:
				"A balanced signal is the voltage from hot to cold. With the two wires swapped it arrives with the opposite sign: nothing is heard alone, and against the same sound from another way it cancels.",
			cure: "Swap hot and cold at one end of the cable.",
			example: "Source OUT arrives inverted at Sink IN: hot and cold are swapped on the way.",
		},
		"polarity.pin-3-hot": {
			title: "Pin 3 hot",
			severity: "warn",
			physics:
				"AES14 makes pin 2 of an XLR hot. Many units of before 1992 have pin 3 hot; a straight cable between the two worlds turns the polarity over, and two such units in a row turn it back.",
			cure: "Swap pins 2 and 3 in the plug at the old unit, and mark it.",
			example:
				"Source OUT arrives inverted at Sink IN: the socket Sink IN has pin 3 hot, and the cable is wired straight.",
		},
		"polarity.splitter": {
			title: "A stereo splitter on a mono output",
			severity: "warn",
			physics:
				"A balanced output drives its tip with half the voltage and its ring with the same, inverted. A cable that takes tip to one plug and ring to the other gives two signals, each 6 dB down, whose sum is nothing.",
			cure: "Use a Y cable that takes the tip to both plugs.",
			example:
				"A stereo splitter sits on the mono output Source OUT: Left IN hears it upright, Right IN hears it inverted, and in mono they cancel.",
		},
		"polarity.chain": {
			title: "The print comes back inverted",
			severity: "warn",
			physics:
				"Every cable and every unit of a chain may turn the polarity over; an even number of them leaves it upright. An odd number inverts the print, and a blend with the dry sound cancels instead of adding.",
			cure: "Flip one polarity switch in the chain.",
			example: "The chain as a whole turns the polarity over: the print comes back inverted.",
		},
		"polarity.sides": {
			title: "One side upside down",
			severity: "stop",
			physics:
				"What is common to left and right is the middle of the picture. With one side inverted the two halves of it have opposite signs: it is wide and hollow in stereo, and in mono it is gone.",
			cure: "Flip the polarity of one side once more, or mend its cable.",
			example: "Left and right come back with opposite polarity: what is common to both cancels in mono.",
		},
		"polarity.blend": {
			title: "Wet against dry",
			severity: "warn",
			physics:
				"A parallel chain adds the dry sound to the wet one. With one of them inverted it subtracts: two equal halves leave nothing, and a wet half that is 6 dB down leaves the sum 6 dB down instead of 3.5 dB up.",
			cure: "Flip the polarity once more on the wet or on the dry side.",
			example:
				"Wet and dry meet with opposite polarity: what is common to both is taken away instead of added.",
		},
	},
};

import { isEarthed } from "#model/copper/behind.ts";
import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import { hopsOn } from "#model/copper/link.ts";
import { isDrivenOnBoth } from "#model/copper/stages.ts";
import type { OutputPort } from "#model/gear-model.ts";
import { voltsFromDBu } from "#model/level.ts";
import { sayPort } from "#model/studio.ts";
import { type CopperRule, finding, type Rules } from "./rule.ts";

/** The current at the operating level, in milliamperes, when nothing but the output's own resistance is in its way. */
const shortCurrent = ({ nominal, impedance }: OutputPort): number | undefined =>
	nominal === null || impedance === null || impedance === 0
		? undefined
		: (voltsFromDBu(nominal) / impedance) * 1000;

const sayCurrent = (mA: number | undefined): string =>
	mA === undefined ? "" : `; ${mA.toFixed(1)} mA flow at its operating level`;

const current = (port: OutputPort): Record<string, number> => {
	const mA = shortCurrent(port);
	return mA === undefined ? {} : { "current mA": mA };
};

/** Hot on ground: nothing leaves. */
const hotShorted: CopperRule = ({ studio }, island) =>
	island.outputs
		.filter(({ copper }) => copper.hot === island.earth)
		.map(({ at: { id, port } }) =>
			finding({
				code: "wiring.shorted",
				severity: "stop",
				places: [id],
				numbers: current(port),
				sentence: `The hot leg of ${sayPort(studio, id)} is on ground: the output is shorted and nothing is heard${sayCurrent(shortCurrent(port))}.`,
				cure: "Check the pinout at both ends of the cable: a contact for the screen sits where hot belongs.",
			}),
		);

/** Hot and cold of one output on each other. */
const legsShorted: CopperRule = ({ studio }, island) =>
	island.outputs
		.filter(
			({ at, copper: { hot, cold } }) => isDrivenOnBoth(at.port) && hot === cold && hot !== island.earth,
		)
		.map(({ at: { id, port } }) =>
			finding({
				code: "wiring.legs-shorted",
				severity: "stop",
				places: [id],
				numbers: current(port),
				sentence: `Hot and cold of ${sayPort(studio, id)} are joined: the two legs cancel, nothing is heard, and each works into the other${sayCurrent(shortCurrent(port))}.`,
				cure: "Take a cable that keeps tip and ring, or pins 2 and 3, apart; two sockets need a splitter with a transformer or two wires each.",
			}),
		);

/** An input that touches only the leg of an output on which nothing is driven: its cold one has a resistor, no signal. */
const deadLeg: CopperRule = ({ studio }, island) =>
	island.outputs.flatMap(({ at: { id, port }, copper: { hot, cold, screen } }) => {
		const drivesHotAlone = port.stage === "impedance-balanced" || !isDrivenOnBoth(port);
		if (!drivesHotAlone || cold === island.earth || cold === screen || cold === hot) return [];
		return island.inputs
			.filter(({ at, copper: into }) => {
				const legs = [into.hot, into.cold];
				const isFed = hopsOn(island).some(({ to }) => to.id === at.id);
				return legs.includes(cold) && !legs.includes(hot) && !isFed;
			})
			.map(({ at: { id: to } }) =>
				finding({
					code: "wiring.dead-leg",
					severity: "stop",
					places: [id, to],
					sentence: `Only the cold leg of ${sayPort(studio, id)} reaches ${sayPort(studio, to)}, and this output drives its hot leg alone: nothing is heard.`,
					cure: "Measure the hot wire through and mend it; two inputs want a Y cable that takes the tip to both.",
				}),
			);
	});

/** Whether anything but the source itself has its ground, or a leg, where the source's screen ends. */
const isGrounded = (island: Island, { at, copper: { screen } }: WiredAnalogue): boolean =>
	screen === island.earth ||
	island.ports.some(
		(other) =>
			other.at.unit !== at.unit &&
			[other.copper.hot, other.copper.cold, other.copper.screen].includes(screen),
	);

const isHeard = (island: Island, { at, copper: { hot, cold } }: WiredAnalogue): boolean =>
	island.ports.some(
		(other) =>
			other.at.port.direction === "in" &&
			other.at.unit !== at.unit &&
			[other.copper.hot, other.copper.cold].some(
				(net) => net !== island.earth && (net === hot || net === cold),
			),
	);

/** A microphone or a guitar has no earth of its own: its screen must reach one. */
const screenOpen: CopperRule = ({ studio }, island) =>
	island.outputs
		.filter((wired) => !isEarthed(wired.at.model) && isHeard(island, wired) && !isGrounded(island, wired))
		.map(({ at: { id, port } }) => {
			const isDead = port.underPhantom === "needs it";
			return finding({
				code: "wiring.screen-open",
				severity: isDead ? "stop" : "warn",
				places: [id],
				sentence: isDead
					? `The screen of ${sayPort(studio, id)} reaches no ground: 48 V have no way back, so it stays silent.`
					: `The screen of ${sayPort(studio, id)} reaches no ground: its case is an aerial, it hums and buzzes when it is touched.`,
				cure: "Join the screen through to the input: a lifted screen, or a bay whose sleeves are each for itself, cuts it.",
			});
		});

export const legRules: Rules = {
	codes: {
		"wiring.shorted": {
			title: "An output is shorted",
			severity: "stop",
			physics:
				"With the hot leg on ground all of the voltage drops in the output's own resistance: I = U / R, 1.23 V across 50 Ω at +4 dBu are 24.6 mA where 0.12 mA are usual. Nothing is left to be heard; an output that is not protected gets hot.",
			cure: "Check the pinout at both ends of the cable: a contact for the screen sits where hot belongs.",
			example:
				"The hot leg of Source OUT1 is on ground: the output is shorted and nothing is heard; 24.6 mA flow at its operating level.",
		},
		"wiring.legs-shorted": {
			title: "Hot and cold are joined",
			severity: "stop",
			physics:
				"A balanced output puts half of its voltage on each leg, the one upside down. Joined they cancel: the sum is nothing, and the whole voltage drops across the two halves of the source resistance (1.23 V across 50 Ω: 24.6 mA at +4 dBu). A winding is shorted in the same way.",
			cure: "Take a cable that keeps the two legs apart.",
			example:
				"Hot and cold of Source OUT are joined: the two legs cancel, nothing is heard, and each works into the other; 24.6 mA flow at its operating level.",
		},
		"wiring.dead-leg": {
			title: "Only the leg without a signal is connected",
			severity: "stop",
			physics:
				"An impedance-balanced output has its whole voltage on hot; on cold stands a resistor to ground, of the same size so that hum comes in alike. With the hot wire broken, or on the ring side of a splitter, the input hears that resistor: silence instead of the 6 dB less that a driven pair would leave.",
			cure: "Mend the hot wire; two inputs want a Y cable that takes the tip to both.",
			example:
				"Only the cold leg of Source OUT reaches Sink IN, and this output drives its hot leg alone: nothing is heard.",
		},
		"wiring.screen-open": {
			title: "The screen of a floating source reaches no ground",
			severity: "stop",
			physics:
				"A microphone or a guitar has no mains lead: the screen of its cable is its only ground. Phantom power goes out on both legs and comes back on the screen (48 V through 6.8 kΩ a leg), so without it a condenser microphone has no supply at all. Any other source floats on its stray capacitance and takes up hum.",
			cure: "Join the screen through to the input.",
			example: "The screen of Mic OUT reaches no ground: 48 V have no way back, so it stays silent.",
		},
	},
	copper: [hotShorted, legsShorted, deadLeg, screenOpen],
};

import type { Net } from "#model/copper/copper.ts";
import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import { hopsOn } from "#model/copper/link.ts";
import { sayPort } from "#model/studio.ts";
import { isSplit } from "./polarity.ts";
import { type CopperRule, finding, groupOf, type RuleGroup, type Rules } from "./rule.ts";
import { unbalancedRules } from "./unbalanced.ts";

/** Outputs whose cold leg is on ground while their hot leg is not. */
const coldOnGround = (island: Island): WiredAnalogue[] =>
	island.outputs.filter(({ copper: { hot, cold } }) => cold === island.earth && hot !== island.earth);

/** An output pair whose cold driver works into ground. */
const coldDriverShorted: CopperRule = ({ studio }, island) =>
	coldOnGround(island)
		.filter(({ at }) => at.port.stage === "ground-referenced")
		.map(({ at: { id } }) =>
			finding({
				code: "balance.cold-shorted",
				severity: "warn",
				places: [id],
				numbers: { "loss dB": 20 * Math.log10(2) },
				sentence: `The cold leg of ${sayPort(studio, id)} is on ground: its driver works into a short (heat, distortion, crosstalk) and the level falls by 6.0 dB.`,
				cure: "Leave the cold wire open at the unbalanced end, or put a transformer between.",
			}),
		);

/** A servo makes the level up, at the price of headroom; at the end of a long cable it may oscillate. */
const servoGrounded: CopperRule = ({ studio }, island) =>
	coldOnGround(island)
		.filter(({ at }) => at.port.stage === "cross-coupled")
		.map(({ at: { id } }) =>
			finding({
				code: "balance.servo-grounded",
				severity: "warn",
				places: [id],
				numbers: { "headroom lost dB": 20 * Math.log10(2) },
				sentence: `The cold leg of the cross-coupled output ${sayPort(studio, id)} is on ground: the level stays, 6.0 dB of headroom go, and grounded at the far end of the cable it may oscillate.`,
				cure: "Ground the cold leg at the output itself, not at the far end of the cable.",
			}),
		);

/** A winding that is connected at one end only: no current flows, whatever the meter at the source says. */
const noReturn: CopperRule = ({ studio }, island) => {
	const wired = island.analogue;
	const isOn = ({ copper }: WiredAnalogue, net: Net): boolean => copper.hot === net || copper.cold === net;
	const meets = ({ at }: WiredAnalogue, net: Net): boolean =>
		wired.some((other) => other.at.port.direction !== at.port.direction && isOn(other, net));
	const isAlone = (net: Net): boolean =>
		net !== island.earth && wired.filter((other) => isOn(other, net)).length === 1;
	const isOpen = (port: WiredAnalogue): boolean => {
		const { hot, cold } = port.copper;
		return (meets(port, hot) && isAlone(cold)) || (meets(port, cold) && isAlone(hot));
	};
	return wired
		.filter((port) => port.at.port.stage === "transformer" && isOpen(port))
		.map(({ at: { id } }) =>
			finding({
				code: "balance.no-return",
				severity: "stop",
				places: [id],
				sentence: `Only one end of the transformer winding at ${sayPort(studio, id)} is connected: the signal has no way back, nothing or next to nothing is heard.`,
				cure: "Tie the cold wire to the screen at the unbalanced end of the cable.",
			}),
		);
};

const balancedInputs = new Set(["electronic", "transformer", "microphone", null]);
const unbalancedOutputs = new Set<string | null>(["unbalanced", "valve", "speaker"]);

/** A receiver that hears a balanced source with one leg only, or an unbalanced one without its ground. */
const oneLeg: CopperRule = ({ studio }, island) =>
	hopsOn(island).flatMap((hop) => {
		const { from, to, gain } = hop;
		const netsOf = (id: string) => island.ports.find(({ at }) => at.id === id)?.copper;
		const [source, sink] = [netsOf(from.id), netsOf(to.id)];
		if (!source || !sink || !balancedInputs.has(to.port.stage) || isSplit(island, hop)) return [];
		const hotJoined = source.hot === sink.hot || source.hot === sink.cold;
		const coldJoined = source.cold === sink.cold || source.cold === sink.hot;
		const grounded = [sink.hot, sink.cold, source.cold].includes(island.earth);
		const unbalanced = unbalancedOutputs.has(from.port.stage);
		const whole = (hotJoined && coldJoined) || source.cold === island.earth || (unbalanced && grounded);
		if (whole) return [];
		const down = Math.abs(gain).toFixed(1);
		return [
			finding({
				code: "balance.one-leg",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "loss dB": -gain },
				sentence: unbalanced
					? `${sayPort(studio, from.id)} is unbalanced and the other leg of ${sayPort(studio, to.id)} hangs in the air: up to 6 dB down, and it hums.`
					: `Only ${hotJoined ? "hot" : "cold"} of ${sayPort(studio, from.id)} reaches ${sayPort(studio, to.id)}: ${down} dB down, and hum is no longer rejected.`,
				cure: unbalanced
					? "Tie the cold wire to the screen at the unbalanced end of the cable."
					: "A wire is broken or missing in this cable: measure it through and mend it.",
			}),
		];
	});

const legRules: Rules = {
	copper: [coldDriverShorted, servoGrounded, noReturn, oneLeg],
	codes: {
		"balance.cold-shorted": {
			title: "A cold driver on ground",
			severity: "warn",
			physics:
				"An electronically balanced output drives hot and cold with half the voltage each, against its own ground. Cold on ground takes half of the signal, 6.0 dB, and its driver works into a short: heat, distortion, crosstalk.",
			cure: "Leave the cold wire open at the unbalanced end, or put a transformer between.",
			example:
				"The cold leg of Source OUT is on ground: its driver works into a short (heat, distortion, crosstalk) and the level falls by 6.0 dB.",
		},
		"balance.servo-grounded": {
			title: "A cross-coupled output on ground",
			severity: "warn",
			physics:
				"A cross-coupled output behaves as a transformer would: with one leg on ground the other one gives the whole voltage. So it reaches its maximum 6.0 dB earlier, and a ground that is far away may make the servo oscillate.",
			cure: "Ground the cold leg at the output itself.",
			example:
				"The cold leg of the cross-coupled output Source OUT is on ground: the level stays, 6.0 dB of headroom go, and grounded at the far end of the cable it may oscillate.",
		},
		"balance.no-return": {
			title: "A winding without a return",
			severity: "stop",
			physics:
				"A transformer's winding floats: the current that leaves one end must come back to the other. With one end open only the stray capacitance of some picofarads closes the circuit, and nothing but thin treble arrives.",
			cure: "Tie the cold wire to the screen at the unbalanced end of the cable.",
			example:
				"Only one end of the transformer winding at Source OUT is connected: the signal has no way back, nothing or next to nothing is heard.",
		},
		"balance.one-leg": {
			title: "One leg only",
			severity: "warn",
			physics:
				"A balanced input subtracts its legs, and so the hum that both have picked up. With one leg in the air that hum is no longer in both: it stays, and from a balanced source half of the signal, 6.0 dB, is missing.",
			cure: "Mend the wire, or tie ring to sleeve at the unbalanced source.",
			example: "Only hot of Source OUT reaches Sink IN: 6.1 dB down, and hum is no longer rejected.",
		},
	},
};

export const balanceRules: RuleGroup = groupOf("balance", [legRules, unbalancedRules]);

import { sayJack } from "./front.ts";
import { finding, type Rule, type Scene } from "./rule.ts";
import { type PortOfUnit, portOf, sayPort } from "./studio.ts";
import type { PortNets } from "./wiring.ts";

/** A TS plug's sleeve lies over the ring spring: the cold leg is on ground. What that does depends on what drives it. */
const tsInBalancedJack: Rule = ({ studio, netlist, front }) =>
	netlist.misfits
		.filter(({ plug, jack }) => plug === "TS" && jack === "TRS")
		.map(({ cable, socket }) =>
			finding({
				code: "connector.ts-in-balanced",
				severity: "warn",
				places: [cable, socket],
				sentence: `${cable} has a TS plug in the balanced jack ${sayJack(studio, front, socket)}: its sleeve shorts the ring to ground, the line is unbalanced.`,
				cure: "Use a TRS plug; if the far end is unbalanced, tie ring to sleeve there instead.",
			}),
		);

type Wired = { readonly at: PortOfUnit; readonly nets: PortNets };

const wiredPorts = ({ studio, netlist }: Scene): Wired[] =>
	[...netlist.ports].flatMap(([id, nets]) => {
		const at = portOf(studio, id);
		return at ? [{ at, nets }] : [];
	});

/** Outputs whose cold leg is on ground while their hot leg is not. */
const coldOnGround = (scene: Scene): Wired[] =>
	wiredPorts(scene).filter(
		({ at, nets: { hot, cold } }) =>
			at.port.direction === "out" && cold === scene.netlist.earth && hot !== scene.netlist.earth,
	);

/** An output pair whose cold driver works into ground. */
const coldDriverShorted: Rule = (scene) =>
	coldOnGround(scene)
		.filter(({ at }) => at.port.stage === "ground-referenced")
		.map(({ at: { id } }) =>
			finding({
				code: "balance.cold-shorted",
				severity: "warn",
				places: [id],
				numbers: { "loss dB": 20 * Math.log10(2) },
				sentence: `The cold leg of ${sayPort(scene.studio, id)} is on ground: its driver works into a short (heat, distortion, crosstalk) and the level falls by 6.0 dB.`,
				cure: "Leave the cold wire open at the unbalanced end, or put a transformer between.",
			}),
		);

/** A servo makes the level up, at the price of headroom; at the end of a long cable it may oscillate. */
const servoGrounded: Rule = (scene) =>
	coldOnGround(scene)
		.filter(({ at }) => at.port.stage === "cross-coupled")
		.map(({ at: { id } }) =>
			finding({
				code: "balance.servo-grounded",
				severity: "warn",
				places: [id],
				numbers: { "headroom lost dB": 20 * Math.log10(2) },
				sentence: `The cold leg of the cross-coupled output ${sayPort(scene.studio, id)} is on ground: the level stays, 6.0 dB of headroom go, and grounded at the far end of the cable it may oscillate.`,
				cure: "Ground the cold leg at the output itself, not at the far end of the cable.",
			}),
		);

/** A winding that is connected at one end only: no current flows, whatever the meter at the source says. */
const noReturn: Rule = (scene) => {
	const { netlist, studio } = scene;
	const opposite = { in: "out", out: "in" };
	const meets = ({ at }: Wired, net: number): boolean =>
		netlist
			.portsOn(net)
			.some((other) => portOf(studio, other)?.port.direction === opposite[at.port.direction]);
	const isAlone = (net: number): boolean => net !== netlist.earth && netlist.portsOn(net).length === 1;
	const isOpen = (wired: Wired): boolean => {
		const { hot, cold } = wired.nets;
		return (meets(wired, hot) && isAlone(cold)) || (meets(wired, cold) && isAlone(hot));
	};
	return wiredPorts(scene)
		.filter((wired) => wired.at.port.stage === "transformer" && isOpen(wired))
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

const balancedInputs = new Set(["electronic", "transformer", "microphone"]);
const unbalancedOutputs = new Set(["unbalanced", "speaker"]);

/** A receiver that hears a balanced source with one leg only, or an unbalanced one without its ground. */
const oneLeg: Rule = ({ studio, hops, netlist }) =>
	hops.flatMap(({ from, to, gain }) => {
		const [source, sink] = [netlist.ports.get(from.id), netlist.ports.get(to.id)];
		if (!source || !sink || !balancedInputs.has(to.port.stage)) return [];
		const hotJoined = source.hot === sink.hot || source.hot === sink.cold;
		const coldJoined = source.cold === sink.cold || source.cold === sink.hot;
		const grounded = [sink.hot, sink.cold, source.cold].includes(netlist.earth);
		const unbalanced = unbalancedOutputs.has(from.port.stage);
		const whole = (hotJoined && coldJoined) || source.cold === netlist.earth || (unbalanced && grounded);
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

export const balanceRules: readonly Rule[] = [
	tsInBalancedJack,
	coldDriverShorted,
	servoGrounded,
	noReturn,
	oneLeg,
];

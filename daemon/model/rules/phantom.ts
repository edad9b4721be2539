import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import type { Finding } from "#model/finding.ts";
import { type Phantom, phantomInputs } from "#model/phantom.ts";
import { perStudio, portIdsOf, portOf, type Studio, sayPort } from "#model/studio.ts";
import { phantomPages } from "./pages-phantom.ts";
import { isFed, legRules } from "./phantom-legs.ts";
import { finding, listed, type Rule, type RuleGroup, type Scene } from "./rule.ts";

/** A microphone line with what hangs on it, and whatever is known of its 48 V. */
export type PhantomLine = {
	readonly phantom: Phantom;
	readonly input: WiredAnalogue;
	readonly island: Island;
	/** Outputs that touch one leg of the input or both. */
	readonly sources: readonly WiredAnalogue[];
	/** The inputs of this line that put 48 V on it now. */
	readonly supplies: readonly Phantom[];
};
export type LineRule = (scene: Scene, line: PhantomLine) => readonly Finding[];

/** Switches 48 V off, where there is a switch. A supply in the line has none that the daemon could note. */
const switchedOff = ({ control, unit, off }: Phantom): { cure: string; apply?: Finding["apply"] } =>
	control === "always"
		? { cure: "Unplug the supply from the mains and wait 30 seconds, then take it out of the line." }
		: {
				cure: "Switch 48 V off and wait 30 seconds, then unplug.",
				apply: [{ do: "turn", unit, control, setting: off }],
			};

/** A plug of three rings slides over the springs one after the other; in an XLR pin 1 comes first and all else together. */
const isJack = ({ netlist }: Scene, jack: string): boolean =>
	netlist.sockets.get(jack)?.connector !== "XLR-3";

const onPatchPoint: LineRule = (scene, { phantom, input, island }) => {
	const { studio, netlist, front } = scene;
	const hotAt = (jack: string): string => netlist.sockets.get(jack)?.lines[0]?.hot ?? "T";
	const isOnLine = (jack: string): boolean => netlist.netOf(`${jack}.${hotAt(jack)}`) === input.copper.hot;
	const jack = island.jacks.toSorted().find((place) => isJack(scene, place) && isOnLine(place));
	if (jack === undefined) return [];
	return [
		finding({
			code: "phantom.on-patch-point",
			severity: "warn",
			places: [phantom.input, jack],
			asksEachTime: true,
			numbers: { volts: 48 },
			sentence: `48 V stand on patch point ${jack.replace("/", " ")} (${sayPort(studio, front.portsAt(jack)[0] ?? phantom.input)}): a plug that goes in shorts them through whatever is on the cord. This is how ribbon microphones die.`,
			...switchedOff(phantom),
			cure: "Switch 48 V off and wait 30 seconds before anything is plugged there.",
		}),
	];
};

const isMicrophone = ({ at: { model, port } }: WiredAnalogue): boolean =>
	model.kind === "microphone" ||
	model.kind === "DI box" ||
	(port.direction === "out" && port.underPhantom !== undefined);

const isSupply = ({ at: { model } }: WiredAnalogue): boolean => model.kind === "phantom supply";

const intoOutput: LineRule = ({ studio }, { phantom, sources }) =>
	sources
		.filter((source) => !isMicrophone(source) && !isSupply(source))
		.map(({ at: { id: output } }) =>
			finding({
				code: "phantom.into-output",
				severity: "stop",
				places: [phantom.input, output],
				asksEachTime: true,
				numbers: { volts: 48 },
				sentence: `48 V from ${sayPort(studio, phantom.input)} stand on ${sayPort(studio, output)}, which is no microphone.`,
				...switchedOff(phantom),
			}),
		);

const isHarmed = ({ at: { port } }: WiredAnalogue): boolean =>
	port.direction === "out" && port.underPhantom === "is harmed";

const onRibbon: LineRule = ({ studio }, { phantom, sources }) =>
	sources.filter(isHarmed).map(({ at: { id: microphone } }) =>
		finding({
			code: "phantom.ribbon",
			severity: "stop",
			places: [phantom.input, microphone],
			asksEachTime: true,
			numbers: { volts: 48 },
			sentence: `48 V from ${sayPort(studio, phantom.input)} stand on ${sayPort(studio, microphone)}, which they harm: one pin that touches before the other sends a pulse through its ribbon.`,
			...switchedOff(phantom),
		}),
	);

/** Nobody knows how the switch stands, and what hangs there would not bear it. */
const nobodyKnows: LineRule = ({ studio }, { phantom, sources }) =>
	sources.filter(isHarmed).map(({ at: { id: microphone } }) =>
		finding({
			code: "phantom.unknown",
			severity: "warn",
			places: [phantom.input, microphone],
			asksEachTime: true,
			sentence: `Nobody has said whether 48 V are on at ${sayPort(studio, phantom.input)}, and ${sayPort(studio, microphone)} on its line is harmed by them.`,
			cure: "Look at the switch, and set it here as it stands.",
		}),
	);

/** Of two supplies on a line the first one tells. */
const twoSupplies: LineRule = ({ studio }, { phantom, supplies, sources }) => {
	const [first, second] = supplies;
	const inputs =
		second && first?.input === phantom.input
			? [
					finding({
						code: "phantom.two-supplies",
						severity: "warn",
						places: supplies.map(({ input }) => input),
						asksEachTime: true,
						numbers: { supplies: supplies.length },
						sentence: `${listed(supplies.map(({ input }) => sayPort(studio, input)))} both put 48 V on one line: whoever switches one off still has the other on it.`,
						...switchedOff(second),
					}),
				]
			: [];
	const inLine = sources.filter(isSupply).map(({ at: { id: supply } }) =>
		finding({
			code: "phantom.two-supplies",
			severity: "warn",
			places: [phantom.input, supply],
			asksEachTime: true,
			numbers: { supplies: 2 },
			sentence: `48 V from ${sayPort(studio, phantom.input)} stand on ${sayPort(studio, supply)}, a supply that gives 48 V itself: whoever switches one off still has the other on the line.`,
			...switchedOff(phantom),
		}),
	);
	return [...inputs, ...inLine];
};

/** A microphone that needs 48 V and gets none, told once its preamplifier is on: at rest they are rightly off. */
const missing: LineRule = ({ studio, session }, { phantom, sources, supplies }) =>
	sources
		.filter(({ at: { port } }) => {
			const isOn = session.powered[phantom.unit] !== undefined;
			return isOn && supplies.length === 0 && port.direction === "out" && port.underPhantom === "needs it";
		})
		.map(({ at: { id: microphone } }) =>
			finding({
				code: "phantom.missing",
				severity: "note",
				places: [phantom.input, microphone],
				sentence: `${sayPort(studio, microphone)} needs 48 V, and they are off at ${sayPort(studio, phantom.input)}: it gives nothing.`,
				cure: "Mute the monitors, then switch 48 V on at this input.",
			}),
		);

const told: Record<Phantom["state"], readonly LineRule[]> = {
	on: [onPatchPoint, intoOutput, onRibbon, twoSupplies, ...legRules],
	off: [missing],
	unknown: [nobodyKnows],
};

const anyHarmed = perStudio((studio: Studio) =>
	portIdsOf(studio).some((id) => {
		const port = portOf(studio, id)?.port;
		return port?.direction === "out" && port.underPhantom === "is harmed";
	}),
);

/** Lines on which something may be told: most switches are off, and most that nobody knows of have nothing to harm. */
const matters = ({ studio, session }: Scene, { state, unit }: Phantom): boolean =>
	state === "on" || (state === "off" ? session.powered[unit] !== undefined : anyHarmed(studio));

const phantom: Rule = (scene) => {
	const { studio, netlist, session } = scene;
	const all = phantomInputs(studio, session.settings);
	const on = new Map(all.filter(({ state }) => state === "on").map((each) => [each.input, each]));
	return all.flatMap((each) => {
		if (!matters(scene, each)) return [];
		const island = netlist.islandOf(each.input);
		const input = island?.analogue.find(({ at }) => at.id === each.input);
		if (!island || !input) return [];
		const line = {
			phantom: each,
			input,
			island,
			sources: island.outputs.filter(({ copper }) => isFed(island, input.copper, copper)),
			supplies: island.analogue.flatMap(({ at, copper }) => {
				const supply = on.get(at.id);
				return supply && copper.hot === input.copper.hot ? [supply] : [];
			}),
		};
		return told[each.state].flatMap((rule) => rule(scene, line));
	});
};

export const phantomRules: RuleGroup = {
	name: "phantom",
	codes: phantomPages,
	scene: [phantom],
};

import type { Misfit } from "#model/copper/copper.ts";
import { sayJack } from "#model/front.ts";
import type { OutputStage } from "#model/gear-model.ts";
import { portOf, portsOnSocket, sayPort } from "#model/studio.ts";
import { finding, groupOf, type Rule, type Rules, type Scene } from "./rule.ts";
import { twoChannelRules } from "./two-channels.ts";

/** A cord that hangs can be pulled; what sits behind the bay cannot be pulled from here. */
const pulling = ({ session }: Scene, { cable }: Misfit) =>
	session.cords.some(({ cord }) => cord === cable) ? { apply: [{ do: "unplug" as const, cord: cable }] } : {};

const says = ({ studio, front }: Scene, { socket }: Misfit): string => sayJack(studio, front, socket);

const opposite = { "4-40": "M3", M3: "4-40" } as const;

type Kind = {
	readonly code: string;
	readonly severity: "stop" | "warn";
	readonly is: (misfit: Misfit) => boolean;
	readonly sentence: (misfit: Misfit, jack: string, scene: Scene) => string;
	readonly cure: (misfit: Misfit) => string;
};

/** What a plug does in a socket that was not made for it. */
const kinds: readonly Kind[] = [
	{
		code: "connector.does-not-fit",
		severity: "stop",
		is: ({ fits, because }) => !fits && because === undefined,
		sentence: ({ cable, plug, jack }, at) =>
			`The ${plug} plug of ${cable} does not go into ${at}, which is ${jack}.`,
		cure: ({ jack }) => `Use a cable that ends in ${jack}.`,
	},
	{
		code: "connector.same-gender",
		severity: "stop",
		is: ({ because }) => because === "same gender",
		sentence: ({ cable, plug, socket }, at, { netlist }) => {
			const what = netlist.sockets.get(socket)?.gender === "male" ? "pins" : "holes";
			return `The ${plug} plug of ${cable} has ${what}, and so has ${at}: the two do not go together.`;
		},
		cure: () =>
			"Turn the cable round, or put a gender changer between: a line that gives has pins, one that takes has holes.",
	},
	{
		code: "connector.damages-jack",
		severity: "stop",
		is: ({ because }) => because === "damages",
		sentence: ({ cable, plug }, at) =>
			`${cable} puts an A-gauge ${plug} plug into the B-gauge jack ${at}: its tip is 6.35 mm thick where the springs are bent for less, they stay bent and the next right plug crackles.`,
		cure: () => "Pull it out and use a B-gauge (PO316) cord; have the springs looked at.",
	},
	{
		code: "connector.loose",
		severity: "warn",
		is: ({ because }) => because === "loose",
		sentence: ({ cable }, at) =>
			`${cable} has a B-gauge plug in the A-gauge jack ${at}: its smaller tip hardly reaches the spring, so the contact comes and goes.`,
		cure: () => "Use a cord with A-gauge plugs (6.35 mm TRS).",
	},
	{
		code: "connector.screws-differ",
		severity: "warn",
		is: ({ because }) => because === "screws",
		sentence: ({ cable, plug, socket }, at, { netlist }) => {
			const thread = netlist.sockets.get(socket)?.screws ?? "4-40";
			return `The ${plug} plug of ${cable} has ${opposite[thread]} screws, ${at} has ${thread}: they do not turn into each other, so the plug hangs by its friction and works loose, or the thread is forced.`;
		},
		cure: () => "Change the plug's jackscrews for those of the socket; hand-tight, never with a tool.",
	},
];

const misfitting: Rule = (scene) =>
	kinds.flatMap(({ code, severity, is, sentence, cure }) =>
		scene.netlist.misfits.filter(is).map((misfit) =>
			finding({
				code,
				severity,
				places: [misfit.cable, misfit.socket],
				sentence: sentence(misfit, says(scene, misfit), scene),
				cure: cure(misfit),
				...pulling(scene, misfit),
			}),
		),
	);

/** A TS plug's sleeve reaches back over the ring: what lies there is on ground. */
const sleeved = (scene: Scene): Misfit[] =>
	scene.netlist.misfits.filter(
		({ plug, jack, because }) =>
			because === undefined &&
			((plug === "TS" && (jack === "TRS" || jack === "combo")) ||
				(plug === "3.5 mm TS" && jack === "3.5 mm TRS")),
	);

const linesOf = ({ netlist }: Scene, { socket }: Misfit) => netlist.sockets.get(socket)?.lines ?? [];

/** Stages that ground harms: a driver works into a short. A winding, or a leg that is a resistor, does not mind. */
const isHarmed: Record<OutputStage, boolean> = {
	transformer: false,
	"ground-referenced": true,
	"cross-coupled": true,
	"impedance-balanced": false,
	unbalanced: false,
	valve: false,
	speaker: false,
	"bridged speaker": true,
};

const unbalancedStages: ReadonlySet<string | null> = new Set(["unbalanced", "instrument", "valve"]);

/** A TRS jack of a port that has no cold leg: on its ring lies nothing, or its own ground. */
const hasNoCold = ({ studio }: Scene, { socket }: Misfit): boolean => {
	const [id] = portsOnSocket(studio, socket) ?? [];
	const stage = id === undefined ? undefined : portOf(studio, id)?.port.stage;
	return stage !== undefined && unbalancedStages.has(stage);
};

/** An unbalanced source wants its ring on ground; a pair on the same line loses a leg by it. */
const meetsBalanced = (scene: Scene, misfit: Misfit): boolean => {
	const { netlist } = scene;
	const [lines] = linesOf(scene, misfit);
	const net = netlist.netOf(`${misfit.socket}.${lines?.hot}`);
	if (net === netlist.earth) return true;
	return netlist
		.islandAt(net)
		.outputs.some(
			({ at }) => at.port.direction === "out" && at.port.stage !== null && isHarmed[at.port.stage],
		);
};

/** A TS plug's sleeve lies over the ring spring: the cold leg is on ground. What that does depends on what drives it. */
const tsInBalancedJack: Rule = (scene) =>
	sleeved(scene)
		.filter((misfit) => linesOf(scene, misfit).length === 1 && !hasNoCold(scene, misfit))
		.filter((misfit) => meetsBalanced(scene, misfit))
		.map((misfit) =>
			finding({
				code: "connector.ts-in-balanced",
				severity: "warn",
				places: [misfit.cable, misfit.socket],
				sentence: `${misfit.cable} has a TS plug in the balanced jack ${says(scene, misfit)}: its sleeve shorts the ring to ground, the line is unbalanced.`,
				cure: "Use a TRS plug; if the far end is unbalanced, tie ring to sleeve there instead.",
				...pulling(scene, misfit),
			}),
		);

/** On a jack of two channels the ring is a channel of its own. */
const tsInStereoJack: Rule = (scene) =>
	sleeved(scene).flatMap((misfit) => {
		const lines = linesOf(scene, misfit);
		const port = portsOnSocket(scene.studio, misfit.socket)?.[lines.findIndex(({ hot }) => hot === "R")];
		if (lines.length < 2 || port === undefined) return [];
		return [
			finding({
				code: "connector.ts-in-stereo",
				severity: "warn",
				places: [misfit.cable, misfit.socket, port],
				sentence: `${misfit.cable} has a TS plug in ${says(scene, misfit)}, whose ring is a channel of its own: its sleeve lays ${sayPort(scene.studio, port)} on ground.`,
				cure: "Use a TRS plug; for one channel of two, a TRS to two TS cable with the other tail left free.",
				...pulling(scene, misfit),
			}),
		];
	});

const misfitRules: Rules = {
	codes: {
		"connector.does-not-fit": {
			title: "A plug that does not go in",
			severity: "stop",
			physics:
				"TT is 4.4 mm, TRS 6.35 mm, an XLR 19 mm: plug and jack of different kinds do not mate, so the cable ends in the air and nothing is joined, whatever the drawing says.",
			cure: "Use a cable that ends in the jack's own kind, or an adapter.",
			example: "The TRS plug of L1 does not go into Sink IN, which is XLR-3.",
		},
		"connector.same-gender": {
			title: "Pins meet pins",
			severity: "stop",
			physics:
				"An XLR and a D-sub are made with pins and with holes; AES14 gives the pins to what sends and the holes to what receives. Two of one gender do not mate: nothing is joined.",
			cure: "Turn the cable round, or put a gender changer between.",
			example: "The XLR-3 plug of L1 has pins, and so has Source OUT: the two do not go together.",
		},
		"connector.damages-jack": {
			title: "An A-gauge plug in a B-gauge jack",
			severity: "stop",
			physics:
				"Both have a shaft of 6.35 mm, but the A-gauge (TRS) plug has a ball of that thickness at its tip while the B-gauge (PO316, MIL) plug is slimmer there. The B-gauge springs are bent past their limit and do not come back; from then on the right plugs make contact or not as they like.",
			cure: "Pull it out and use a B-gauge cord.",
			example:
				"C #1 puts an A-gauge TRS plug into the B-gauge jack PB1 A01 Source OUT: its tip is 6.35 mm thick where the springs are bent for less, they stay bent and the next right plug crackles.",
		},
		"connector.loose": {
			title: "A B-gauge plug in an A-gauge jack",
			severity: "warn",
			physics:
				"The B-gauge plug's tip is slimmer than the 6.35 mm ball for which the A-gauge spring is bent. Little force means a film of oxide is not broken: the contact has from milliohms to kilohms, it crackles, and one leg may be missing (6.0 dB).",
			cure: "Use a cord with A-gauge plugs.",
			example:
				"C #1 has a B-gauge plug in the A-gauge jack PB1 B01 Sink IN: its smaller tip hardly reaches the spring, so the contact comes and goes.",
		},
		"connector.screws-differ": {
			title: "4-40 screws against M3",
			severity: "warn",
			physics:
				"4-40 UNC has a thread of 2.84 mm with a pitch of 0.635 mm, M3 one of 3.0 mm with 0.5 mm. They do not turn into each other: an unscrewed DB25 is held by the friction of 25 contacts and is pulled askew by its own loom; a forced one ruins the socket.",
			cure: "Change the plug's jackscrews for those of the socket.",
			example:
				"The DB25 plug of L1 has M3 screws, Sink INS has 4-40: they do not turn into each other, so the plug hangs by its friction and works loose, or the thread is forced.",
		},
		"connector.ts-in-balanced": {
			title: "A TS plug on a balanced line",
			severity: "warn",
			physics:
				"The sleeve of a TS plug is longer than that of a TRS plug and lies over the ring spring: the cold leg is on ground. A pair loses 6.0 dB and its cold driver works into a short, a servo makes the level up at the price of headroom. A winding, an impedance-balanced output and an unbalanced one do not mind, and are not told.",
			cure: "Use a TRS plug; if the far end is unbalanced, tie ring to sleeve there instead.",
			example:
				"L1 has a TS plug in the balanced jack Sink IN: its sleeve shorts the ring to ground, the line is unbalanced.",
		},
		"connector.ts-in-stereo": {
			title: "A TS plug in a jack of two channels",
			severity: "warn",
			physics:
				"On a headphone or stereo jack the ring is the right channel, on an insert the return (or the send). The long sleeve of a TS plug lays it on ground: an amplifier works into a short, or the channel is silent behind its insert.",
			cure: "Use a TRS plug, or a TRS to two TS cable with one tail left free.",
			example:
				"L1 has a TS plug in Phones OUT, whose ring is a channel of its own: its sleeve lays Phones OUT 2 on ground.",
		},
	},
	scene: [misfitting, tsInBalancedJack, tsInStereoJack],
};

export const connectorRules = groupOf("connector", [misfitRules, twoChannelRules]);

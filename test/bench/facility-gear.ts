/** The gear files of the generated facility, as text, by "maker/model". Figures are those of everyday gear. */

const run = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const eights = (count: number): number[] => run(Math.ceil(count / 8)).map((n) => 8 * (n - 1) + 1);

type Model = {
	readonly kind: string;
	readonly about?: readonly string[];
	readonly ports: readonly string[];
	readonly jacks: readonly string[];
	readonly controls?: readonly string[];
	readonly paths?: readonly string[];
};

const section = (name: string, lines: readonly string[] = []): string[] =>
	lines.length > 0 ? [`${name}:`, ...lines.map((line) => `  ${line}`)] : [];

const gearFile = (model: string, { kind, about = [], ports, jacks, controls, paths }: Model): string =>
	[
		"maker: Facility",
		`model: ${model}`,
		`kind: ${kind}`,
		"simulated: true",
		"sources: { figures: generated }",
		"faceplate: { width: 482.6, height: 88.9 }",
		...about,
		...section("ports", ports),
		...section("jacks", jacks),
		...section("controls", controls),
		...section("paths", paths),
		"",
	].join("\n");

const line = "nominal: +4 dBu, maximum: +24 dBu";
const outputs: Readonly<Record<string, string>> = {
	transformer: `direction: out, stage: transformer, impedance: 200 Ω, ${line}, noise: -80 dBu`,
	"ground-referenced": `direction: out, stage: ground-referenced, impedance: 100 Ω, ${line}, noise: -90 dBu`,
	"cross-coupled": `direction: out, stage: cross-coupled, impedance: 60 Ω, ${line}, noise: -88 dBu`,
	"impedance-balanced": `direction: out, stage: impedance-balanced, impedance: 150 Ω, ${line}, noise: -86 dBu`,
};
const inputs: Readonly<Record<string, string>> = {
	transformer: `direction: in, stage: transformer, impedance: 15 kΩ, ${line}, noise: -95 dBu`,
	electronic: `direction: in, stage: electronic, impedance: 20 kΩ, ${line}, noise: -95 dBu`,
};

const multi = (name: string, port: string, count: number): string[] =>
	eights(count).map(
		(first) =>
			`${name}-${first}-${first + 7}: { connector: DB25, pinout: aes59, carries: ["${port}[${first}-${first + 7}]"] }`,
	);

/** Converters: so many lines each way on DB25s, word clock in, one MADI each way for every 64 lines. */
const converter = (model: string, kind: string, lines: number): string => {
	const links = run(lines / 64);
	const rates = "rates: [44100, 48000, 88200, 96000]";
	return gearFile(model, {
		kind,
		ports: [
			`"da[1-${lines}]": { direction: out, label: DA, stage: ground-referenced, impedance: 50 Ω, ${line}, fullScale: +24 dBu, noise: -94 dBu }`,
			`"ad[1-${lines}]": { direction: in, label: AD, stage: electronic, impedance: 10 kΩ, ${line}, fullScale: +24 dBu, noise: -98 dBu }`,
			`word-clock-in: { direction: digital in, format: word clock, terminated: true, ${rates} }`,
			...links.flatMap((n) => [
				`madi-in-${n}: { direction: digital in, format: MADI, ${rates} }`,
				`madi-out-${n}: { direction: digital out, format: MADI, ${rates} }`,
			]),
		],
		jacks: [
			...multi("out", "da", lines),
			...multi("in", "ad", lines),
			"word-clock-in: { connector: BNC }",
			...links.flatMap((n) => [`madi-in-${n}: { connector: BNC }`, `madi-out-${n}: { connector: BNC }`]),
		],
	});
};

type Outboard = { readonly input: string; readonly output: string; readonly about?: readonly string[] };

const gain =
	"gain: { label: GAIN, kind: knob, at: [60, 44], size: 24, unit: dB, scale: [[0, -20], [0.5, 0], [1, 20]], default: 0 }";

/** One box with named channels on sockets of their own: in, in-l, in-1 … */
const boxed = (
	model: string,
	kind: string,
	connector: string,
	channels: readonly string[],
	{ input, output, about }: Outboard,
): string => {
	const sides: Readonly<Record<string, string>> = { "-l": ", side: left", "-r": ", side: right" };
	const both = channels.flatMap((channel) => [`in${channel}`, `out${channel}`]);
	return gearFile(model, {
		kind,
		...(about ? { about } : {}),
		ports: both.map((port) => `${port}: { ${port.startsWith("in") ? inputs[input] : outputs[output]} }`),
		jacks: both.map((port) => `${port}: { connector: ${connector} }`),
		controls: [gain],
		paths: channels.map(
			(channel) => `- { from: in${channel}, to: out${channel}${sides[channel] ?? ""}, gain: [gain] }`,
		),
	});
};

/** Many channels on DB25s. */
const racked = (model: string, kind: string, count: number, { input, output }: Outboard): string =>
	gearFile(model, {
		kind,
		ports: [`"in[1-${count}]": { ${inputs[input]} }`, `"out[1-${count}]": { ${outputs[output]} }`],
		jacks: [...multi("in", "in", count), ...multi("out", "out", count)],
		paths: run(count).map((n) => `- { from: in${n}, to: out${n}, gain: [0] }`),
	});

const preamps = (count: number): string => {
	const microphone =
		"direction: in, stage: microphone, impedance: 1.5 kΩ, nominal: -40 dBu, maximum: +20 dBu, noise: -127 dBu";
	return gearFile("Preamps 16", {
		kind: "preamplifier",
		ports: run(count).flatMap((n) => [
			`mic${n}: { ${microphone}, phantom: phantom-${n} }`,
			`out${n}: { ${outputs["ground-referenced"]} }`,
		]),
		jacks: [...multi("mic", "mic", count), ...multi("out", "out", count)],
		controls: run(count).flatMap((n) => [
			`phantom-${n}: { label: 48 V, kind: button, at: [${20 * n}, 20], size: 10, positions: [{ name: "Off" }, { name: "On" }], default: "Off" }`,
			`gain-${n}: { label: GAIN, kind: knob, at: [${20 * n}, 50], size: 16, unit: dB, scale: [[0, 0], [1, 66]], default: 44 }`,
		]),
		paths: run(count).map((n) => `- { from: mic${n}, to: out${n}, gain: [gain-${n}] }`),
	});
};

const stageBox = gearFile("Stage box 8", {
	kind: "splitter",
	ports: [`"line[1-8]": { direction: through }`],
	jacks: [
		...run(8).map((n) => `line-${n}: { connector: XLR-3, carries: [line${n}], gender: female }`),
		`multi: { connector: DB25, pinout: aes59, carries: ["line[1-8]"] }`,
	],
});

const clockPort = (direction: string): string => `direction: ${direction}, format: word clock`;
const clock = gearFile("Clock 40", {
	kind: "clock",
	ports: [
		`word-clock-in: { ${clockPort("digital in")}, terminated: true }`,
		`"out[1-40]": { ${clockPort("digital out")} }`,
	],
	jacks: [
		"word-clock-in: { connector: BNC }",
		...run(40).map((n) => `out-${n}: { connector: BNC, carries: [out${n}] }`),
	],
});

const madiBridge = gearFile("MADI bridge 32", {
	kind: "router",
	ports: [
		`word-clock-in: { ${clockPort("digital in")}, terminated: true }`,
		`"in[1-32]": { direction: digital in, format: MADI }`,
		`"out[1-32]": { direction: digital out, format: MADI }`,
	],
	jacks: [
		"word-clock-in: { connector: BNC }",
		...run(32).flatMap((n) => [
			`in-${n}: { connector: BNC, carries: [in${n}] }`,
			`out-${n}: { connector: BNC, carries: [out${n}] }`,
		]),
	],
});

const monitorOuts = ["main-1-l", "main-1-r", "main-2-l", "main-2-r", "amp-l", "amp-r", "sub"];
const monitors = gearFile("Monitor controller", {
	kind: "monitor controller",
	ports: [
		...["in-l", "in-r"].map((port) => `${port}: { ${inputs.electronic} }`),
		...monitorOuts.map((port) => `${port}: { ${outputs["ground-referenced"]} }`),
	],
	jacks: ["in-l", "in-r", ...monitorOuts].map((port) => `${port}: { connector: XLR-3 }`),
});

const loudspeaker = gearFile("Active loudspeaker", {
	kind: "loudspeaker",
	ports: [`in: { ${inputs.electronic} }`],
	jacks: ["in: { connector: XLR-3 }"],
});

const powerAmplifier = gearFile("Power amplifier", {
	kind: "amplifier",
	ports: ["l", "r"].flatMap((side) => [
		`in-${side}: { ${inputs.electronic} }`,
		`speaker-${side}: { direction: out, stage: speaker, impedance: 0.1 Ω, leastLoad: 4 Ω, nominal: +22 dBu, maximum: +32 dBu, power: 100 W, noise: -70 dBu }`,
	]),
	jacks: ["l", "r"].flatMap((side) => [
		`in-${side}: { connector: XLR-3 }`,
		`speaker-${side}: { connector: NL4 }`,
	]),
	paths: ["l", "r"].map((side) => `- { from: in-${side}, to: speaker-${side}, gain: [18] }`),
});

const passiveLoudspeaker = gearFile("Passive loudspeaker", {
	kind: "loudspeaker",
	ports: [
		"in: { direction: in, stage: speaker load, impedance: 8 Ω, nominal: +22 dBu, maximum: +36 dBu, power: 150 W }",
	],
	jacks: ["in: { connector: NL4 }"],
});

const headphones = gearFile("Headphone amplifier 8", {
	kind: "amplifier",
	ports: [`"in[1-8]": { ${inputs.electronic} }`],
	jacks: run(8).map((n) => `in-${n}: { connector: XLR-3, carries: [in${n}] }`),
});

const numbered = (count: number): string[] => run(count).map((n) => `-${n}`);
const solid = { input: "electronic", output: "ground-referenced" };
const servo = { input: "electronic", output: "cross-coupled" };
const iron = { input: "transformer", output: "transformer" };
const valves = { ...iron, about: ["warmUp: 1500 s", "valves: { ECC83: 2, ECC88: 2 }"] };
const light = { input: "electronic", output: "impedance-balanced" };

export const facilityGear: Readonly<Record<string, string>> = {
	"facility/converter-256": converter("Converter 256", "interface", 256),
	"facility/converter-64": converter("Converter 64", "converter", 64),
	"facility/fet": boxed("FET compressor", "compressor", "XLR-3", [""], iron),
	"facility/opto": boxed("Opto compressor", "compressor", "XLR-3", [""], valves),
	"facility/bus": boxed("Bus compressor", "compressor", "XLR-3", ["-l", "-r"], solid),
	"facility/valve-eq": boxed("Valve equaliser", "equaliser", "XLR-3", ["-l", "-r"], valves),
	"facility/clean-eq": boxed("Clean equaliser", "equaliser", "XLR-3", ["-l", "-r"], servo),
	"facility/echo": boxed("Echo", "echo", "XLR-3", ["-l", "-r"], light),
	"facility/eight": boxed("Eight equalisers", "equaliser", "XLR-3", numbered(8), solid),
	"facility/console-trs": boxed("Console 96", "mixer", "TRS", numbered(96), light),
	"facility/console": racked("Console 96 D", "mixer", 96, servo),
	"facility/tape-24": racked("Tape 24", "tape machine", 24, iron),
	"facility/preamps": preamps(16),
	"facility/stage-box": stageBox,
	"facility/clock": clock,
	"facility/madi-bridge": madiBridge,
	"facility/monitors": monitors,
	"facility/loudspeaker": loudspeaker,
	"facility/power-amp": powerAmplifier,
	"facility/passive": passiveLoudspeaker,
	"facility/headphones": headphones,
};

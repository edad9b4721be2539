import { checkGearFile } from "#drivers/catalogue.ts";
import { readYaml } from "#drivers/yaml.ts";
import { type Random, seededRandom } from "#dsp/random.ts";
import { columnsOf, jackAt } from "#model/patchbay.ts";
import { type Studio, StudioFile } from "#model/studio.ts";
import { pinouts } from "../builders.ts";
import { facilityGear } from "./facility-gear.ts";

/** The lines of a studio.yaml, list by list. */
type Lists = {
	readonly units: string[];
	readonly bays: string[];
	readonly looms: string[];
};

const run = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);
const eights = (count: number): number[] => run(count / 8).map((n) => 8 * (n - 1) + 1);

/** A socket each way of one channel or of eight. */
type Pair = { readonly in: string; readonly out: string };

/** One wing of the house: 200 units, 20 bays, 2,000 cables, 10,000 jacks in front. */
type Wing = Lists & {
	readonly at: string;
	readonly number: number;
	readonly random: Random;
	readonly unit: (name: string, model: string, more?: string) => string;
	readonly cable: (from: string, to: string | readonly string[], metres?: number) => void;
};

const rooms = ["Control room A", "Control room B", "Machine room", "Mastering"] as const;

const wing = (lists: Lists, number: number): Wing => {
	const at = `w${number}`;
	const random = seededRandom(number);
	return {
		...lists,
		at,
		number,
		random,
		unit: (name, model, more = "") => {
			const id = `${at}-${name}`;
			const [first = "", ...rest] = name;
			const said = `${first.toUpperCase()}${rest.join("").replaceAll("-", " ")} ${number}`;
			lists.units.push(`  - { id: ${id}, name: ${said}, model: facility/${model}${more} }`);
			return id;
		},
		cable: (from, to, metres = 2 + 10 * random()) => {
			const ends = Array.isArray(to) ? `[${to.join(", ")}]` : to;
			const id = `L${lists.looms.length + 1}`;
			lists.looms.push(`  - { id: ${id}, from: ${from}, to: ${ends}, length: ${metres.toFixed(1)} m }`);
		},
	};
};

const multi = (unit: string, name: string, count: number): string[] =>
	eights(count).map((first) => `${unit}/${name}-${first}-${first + 7}`);
const multis = (unit: string, count: number): Pair[] => {
	const outs = multi(unit, "out", count);
	return multi(unit, "in", count).map((socket, i) => ({ in: socket, out: outs[i] ?? "" }));
};
const singles = (unit: string, channels: readonly string[]): Pair[] =>
	channels.map((channel) => ({ in: `${unit}/in${channel}`, out: `${unit}/out${channel}` }));

const times = (count: number, make: (n: number) => readonly Pair[]): Pair[] => run(count).flatMap(make);

/** Outboard with a socket for every channel, 480 of them; the stereo units come first, for they are used most. */
const outboardOnSockets = ({ unit }: Wing): Pair[] => {
	const stereo = ["bus", "valve-eq", "clean-eq", "echo"] as const;
	const numbers = (count: number): string[] => run(count).map((n) => `-${n}`);
	return [
		...times(46, (n) => singles(unit(`${stereo[n % 4]}-${n}`, `${stereo[n % 4]}`), ["-l", "-r"])),
		...times(10, (n) => singles(unit(`fet-${n}`, "fet"), [""])),
		...times(10, (n) => singles(unit(`opto-${n}`, "opto"), [""])),
		...times(10, (n) => singles(unit(`eight-${n}`, "eight"), numbers(8))),
		...times(3, (n) => singles(unit(`line-console-${n}`, "console-trs"), numbers(96))),
	];
};
/** Consoles and tape machines on multipair sockets, 144 of eight channels. */
const outboardOnMultis = ({ unit }: Wing): Pair[] => [
	...times(9, (n) => multis(unit(`console-${n}`, "console"), 96)),
	...times(12, (n) => multis(unit(`tape-${n}`, "tape-24"), 24)),
];

/** Converters, all on the wing's word clock and on the MADI bridge; their sockets of eight lines. */
const converters = ({ unit, cable, at, number }: Wing): Pair[] => {
	const follows = ", clock: word-clock-in";
	const clock = unit("clock", "clock", number === 1 ? ", clock: internal" : follows);
	if (number > 1) cable(`w${number - 1}-clock/out-40`, `${clock}/word-clock-in`, 20);
	const bridge = unit("bridge", "madi-bridge", follows);
	const frames = [
		{ id: number === 1 ? "w1-interface" : `${at}-frame-0`, lines: 256 },
		...run(25).map((n) => ({ id: `${at}-frame-${n}`, lines: 64 })),
	];
	let link = 0;
	frames.forEach(({ id, lines }, i) => {
		unit(id.slice(at.length + 1), `converter-${lines}`, follows);
		cable(`${clock}/out-${i + 1}`, `${id}/word-clock-in`, 5);
		for (const n of run(lines / 64)) {
			link++;
			cable(`${id}/madi-out-${n}`, `${bridge}/in-${link}`, 5);
			cable(`${bridge}/out-${link}`, `${id}/madi-in-${n}`, 5);
		}
	});
	cable(`${clock}/out-39`, `${bridge}/word-clock-in`, 5);
	return frames.flatMap(({ id, lines }) => multis(id, lines));
};
type Strip = { readonly rows: string; readonly normalling: string };

const bay = (
	of: Wing,
	n: number,
	connector: string,
	rear: string,
	columns: number,
	strips: readonly Strip[],
) => {
	const id = `PB${20 * (of.number - 1) + n}`;
	of.bays.push(
		`  - id: ${id}`,
		`    name: Bay ${n} of wing ${of.number}`,
		`    room: ${rooms[n >= 15 ? 0 : n % 4]} ${of.number}`,
		`    connector: ${connector}`,
		`    rows: ${2 * strips.length}`,
		`    columns: ${columns}`,
		`    rear: ${rear}`,
		"    points:",
		...strips.map(
			({ rows, normalling }) => `      - { columns: 1-${columns}, rows: ${rows}, normalling: ${normalling} }`,
		),
	);
	return id;
};
const onDb25 = "{ connector: DB25, pinout: aes59 }";
const onXlr = "{ connector: XLR-3, pinout: own }";
const rear = (id: string, row: string, first: number): string => `${id}/${row}${first}-${first + 7}`;
const rears = (id: string, row: string, first: number): string[] =>
	columnsOf(`${first}-${first + 7}`).map((column) => `${jackAt(id, row, column)} rear`);

/** What is taken off a list from its beginning; the list is as long as the house is big. */
const taker = <T>(list: readonly T[]): (() => T) => {
	const left = list.values();
	return () => {
		const { value, done } = left.next();
		if (done) throw new Error("The generated facility has fewer sockets than its bays ask for.");
		return value;
	};
};
/** Ten strips of 96 points with a socket for each jack: to outboard and back, by turns. */
const bayOfSockets = (
	of: Wing,
	lines: { send: () => string; back: () => string },
	outboard: readonly Pair[],
) => {
	const [gives, takes] = [taker(outboard.map((pair) => pair.in)), taker(outboard.map((pair) => pair.out))];
	let turn = 0;
	for (const [n, pairs] of [
		[15, ["AB", "CD", "EF"]],
		[16, ["AB", "CD", "EF"]],
		[17, ["AB", "CD"]],
		[18, ["AB"]],
		[19, ["AB"]],
	] as const) {
		const strips = pairs.map((rows) => ({ rows, normalling: "half-normal" }));
		const id = bay(of, n, "TT", onXlr, 96, strips);
		for (const [upper = "", lower = ""] of pairs) {
			const isSend = turn++ % 2 === 0;
			for (const first of eights(96)) {
				of.cable(isSend ? lines.send() : lines.back(), rears(id, isSend ? upper : lower, first));
				for (const socket of rears(id, isSend ? lower : upper, first))
					of.cable(socket, isSend ? gives() : takes());
			}
		}
	}
};
/** Twelve bays of multipair sockets: to consoles and tape, back, and tie lines to the next room. */
const bayOfMultis = (
	of: Wing,
	lines: { send: () => string; back: () => string },
	outboard: readonly Pair[],
) => {
	const take = taker(outboard);
	const strips = [
		{ rows: "AB", normalling: "half-normal" },
		{ rows: "CD", normalling: "half-normal" },
		{ rows: "EF", normalling: "open" },
	];
	const ids = run(12).map((n) => bay(of, n, "TT", onDb25, 96, strips));
	ids.forEach((id, i) => {
		for (const first of eights(96)) {
			const box = take();
			of.cable(lines.send(), rear(id, "A", first));
			of.cable(rear(id, "B", first), box.in);
			of.cable(rear(id, "C", first), box.out);
			of.cable(rear(id, "D", first), lines.back());
			const next = ids[i + 1];
			if (i >= 10 || i % 2 === 1 || next === undefined) continue;
			for (const row of ["E", "F"])
				of.cable(rear(id, row, first), rear(next, row, first), 20 + 30 * of.random());
		}
	});
};
/** Microphone lines on full normals, what the preamplifiers give, and mults. */
const bayOfMicrophones = (of: Wing, back: () => string) => {
	const strips = (normalling: string) => [
		{ rows: "AB", normalling },
		{ rows: "CD", normalling: "half-normal" },
		{ rows: "EF", normalling: "parallel" },
	];
	const ids = [13, 14].map((n) => bay(of, n, "TT", onDb25, 96, strips("full normal")));
	const preamps = run(12).map((n) => of.unit(`preamps-${n}`, "preamps"));
	const channels = preamps.flatMap((id) => [1, 9].map((first) => ({ id, run: `${first}-${first + 7}` })));
	const take = taker(channels);
	let box = 0;
	for (const id of ids)
		for (const first of eights(96)) {
			const preamp = take();
			of.cable(`${of.unit(`box-${++box}`, "stage-box")}/multi`, rear(id, "A", first), 20);
			of.cable(rear(id, "B", first), `${preamp.id}/mic-${preamp.run}`);
			of.cable(rear(id, "C", first), `${preamp.id}/out-${preamp.run}`);
			of.cable(rear(id, "D", first), back());
		}
};
/** Four listening places and the headphones of the live rooms. */
const monitoring = (of: Wing, send: () => string) => {
	const controllers = run(4).map((n) => of.unit(`monitors-${n}`, "monitors"));
	of.cable(
		send(),
		controllers.flatMap((id) => [`${id}/in-l`, `${id}/in-r`]),
	);
	controllers.forEach((id, i) => {
		const speaker = (name: string) => `${of.unit(`${name}-${i + 1}`, "loudspeaker")}/in`;
		for (const pair of [1, 2])
			for (const side of ["l", "r"]) of.cable(`${id}/main-${pair}-${side}`, speaker(`main-${pair}-${side}`));
		if (i === 0) of.cable(`${id}/sub`, speaker("sub"));
		const amplifier = of.unit(`power-amp-${i + 1}`, "power-amp");
		for (const side of ["l", "r"]) {
			of.cable(`${id}/amp-${side}`, `${amplifier}/in-${side}`);
			of.cable(`${amplifier}/speaker-${side}`, `${of.unit(`far-${side}-${i + 1}`, "passive")}/in`, 6);
		}
	});
	const panel = bay(of, 20, "XLR-3", onXlr, 8, [{ rows: "AB", normalling: "full normal" }]);
	const phones = of.unit("phones", "headphones");
	of.cable(send(), rears(panel, "A", 1));
	rears(panel, "B", 1).forEach((socket, i) => {
		of.cable(socket, `${phones}/in-${i + 1}`);
	});
};
const build = (of: Wing): void => {
	const frames = converters(of);
	const lines = { send: taker(frames.map((pair) => pair.out)), back: taker(frames.map((pair) => pair.in)) };
	bayOfSockets(of, lines, outboardOnSockets(of));
	bayOfMultis(of, lines, outboardOnMultis(of));
	bayOfMicrophones(of, lines.back);
	monitoring(of, lines.send);
	for (const n of [1, 2]) of.unit(`spare-echo-${n}`, "echo");
};
const cords = (scale: number): string[] =>
	[
		["TT-30-red", "TT, TT", 0.3, 120],
		["TT-60-blue", "TT, TT", 0.6, 200],
		["TT-90-yellow", "TT, TT", 0.9, 200],
		["TT-150-green", "TT, TT", 1.5, 120],
		["TT-XLR-200-black", "TT, XLR-3", 2, 24],
		["XLR-500-grey", "XLR-3, XLR-3", 5, 96],
	].map(
		([id, plugs, metres, count]) =>
			`  - { id: ${id}, plugs: [${plugs}], length: ${metres} m, colour: ${String(id).split("-").at(-1)}, count: ${Number(count) * scale} }`,
	);

/** studio.yaml of a facility with so many wings. The same scale always gives the same text. */
export const facilityText = (scale = 1): string => {
	const lists: Lists = { units: [], bays: [], looms: [] };
	for (const number of run(scale)) build(wing(lists, number));
	return [
		"studio: Generated facility",
		"rate: 48000",
		"interface: { unit: w1-interface, backend: simulated }",
		...["units:", ...lists.units],
		...["bays:", ...lists.bays],
		...["looms:", ...lists.looms],
		...["store:", ...cords(scale)],
		"",
	].join("\n");
};
/** A generated studio as it is read from its text, gear files and all. */
export const readFacility = (text: string): Studio => {
	const read = readYaml("studio.yaml", text, StudioFile);
	if ("troubles" in read) throw new Error(JSON.stringify(read.troubles.slice(0, 3)));
	const models = Object.entries(facilityGear).map(([name, gear]) => {
		const checked = checkGearFile(`${name}.yaml`, gear);
		if ("troubles" in checked) throw new Error(JSON.stringify(checked.troubles.slice(0, 3)));
		return [name, checked.file] as const;
	});
	return { ...read.value, models: Object.fromEntries(models), pinouts, cableMaps: {} };
};

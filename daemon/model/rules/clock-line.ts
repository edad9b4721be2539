import { isClockOnly } from "#model/digital.ts";
import { type DigitalLink, type DigitalOfUnit, linksOf } from "#model/digital-links.ts";
import type { Finding } from "#model/finding.ts";
import { dbFromRatio } from "#model/level.ts";
import { type KnobPositions, positionOf } from "#model/position.ts";
import { cableNamed, type Studio, sayPort } from "#model/studio.ts";
import { finding, listed, type Rule } from "./rule.ts";

/** A line of word clock: what sends, everything that hangs on it, and where 75 Ω end it, as far as anybody knows. */
type ClockLine = {
	readonly from: DigitalOfUnit;
	readonly to: readonly DigitalOfUnit[];
	readonly metres: number;
	readonly ended: number;
	readonly unknown: readonly DigitalOfUnit[];
};

/** Whether an input ends the line itself; nothing where its file does not say or nobody knows how its switch stands. */
const isEnded = ({ unit, model, port }: DigitalOfUnit, positions: KnobPositions): boolean | undefined => {
	const { terminated } = port;
	if (terminated === undefined || typeof terminated === "boolean") return terminated;
	const setting = positionOf(model, positions[unit.id], terminated.control);
	return setting === undefined ? undefined : setting === terminated.is;
};

const lineOf = (studio: Studio, positions: KnobPositions, those: readonly DigitalLink[]): ClockLine[] => {
	const [first] = those;
	if (!first) return [];
	const to = those.map((link) => link.to);
	const plugs = first.cables.filter((cable) => cableNamed(studio, cable)?.terminator !== undefined);
	const inputs = to.map((at) => isEnded(at, positions));
	return [
		{
			from: first.from,
			to,
			metres: first.metres,
			ended: plugs.length + inputs.filter((ended) => ended === true).length,
			unknown: to.filter((_, i) => inputs[i] === undefined),
		},
	];
};

/** A pulse that runs to an open end and back in less time than it takes to rise is not seen: 5 ns a metre each way. */
const SHORT = 2;
const LINE_OHMS = 75;

const sayEnds = (studio: Studio, ends: readonly DigitalOfUnit[]): string =>
	listed(ends.map(({ id }) => sayPort(studio, id)));

const tooMany = (studio: Studio, { from, to, ended }: ClockLine): Finding => {
	const load = LINE_OHMS / ended;
	const down = dbFromRatio(2 / (ended + 1));
	return finding({
		code: "clock.terminated-twice",
		severity: "warn",
		places: [from.id, ...to.map(({ id }) => id)],
		numbers: { terminators: ended, "load Ω": load, "level dB": down },
		sentence: `The clock line from ${sayPort(studio, from.id)} is terminated ${ended} times: ${load.toFixed(1)} Ω instead of 75 take ${(-down).toFixed(1)} dB off its pulses, and units lose lock.`,
		cure: "Leave the 75 Ω on at the last unit of the line only.",
	});
};

const none = (studio: Studio, { from, to, metres }: ClockLine): Finding =>
	finding({
		code: "clock.not-terminated",
		severity: "warn",
		places: [from.id, ...to.map(({ id }) => id)],
		numbers: { metres, "reflection %": 100 },
		sentence: `Nothing terminates the clock line from ${sayPort(studio, from.id)} to ${sayEnds(studio, to)}: after ${metres} m every edge comes back whole, as jitter or as a second edge.`,
		cure: "Switch 75 Ω on at the last unit, or put a 75 Ω plug on the last T-piece.",
	});

const unsaid = (studio: Studio, { from, unknown }: ClockLine): Finding =>
	finding({
		code: "clock.termination-unknown",
		severity: "note",
		places: [from.id, ...unknown.map(({ id }) => id)],
		numbers: { inputs: unknown.length },
		sentence: `The clock line from ${sayPort(studio, from.id)} runs on through T-pieces, and nobody has said whether ${sayEnds(studio, unknown)} ${unknown.length > 1 ? "have" : "has"} 75 Ω inside: it wants exactly one, at its end.`,
		cure: "Write terminated at the clock input in its gear file, or set its switch here.",
	});

const readLine = (studio: Studio, line: ClockLine): Finding[] => {
	if (line.ended > 1) return [tooMany(studio, line)];
	if (line.unknown.length > 0) return line.to.length > 1 ? [unsaid(studio, line)] : [];
	return line.ended === 0 && line.metres > SHORT ? [none(studio, line)] : [];
};

/** Each line of word clock must end in 75 Ω, and only there. */
export const terminationRule: Rule = ({ studio, netlist, session: { settings } }) => {
	const clock = linksOf(studio, netlist).filter(({ from }) => isClockOnly(from.port.format));
	return [...Map.groupBy(clock, ({ from }) => from.id).values()]
		.flatMap((those) => lineOf(studio, settings, those))
		.flatMap((line) => readLine(studio, line));
};

import type { Island } from "#model/copper/island.ts";
import { digitalLines, isClockOnly, reflection, speakAlike } from "#model/digital.ts";
import {
	type DigitalLink,
	digitalOn,
	isDigitalIsland,
	isNetwork,
	linksOn,
	touch,
	touchIn,
	type WiredDigital,
} from "#model/digital-links.ts";
import type { Finding } from "#model/finding.ts";
import { dbFromRatio, sayDb } from "#model/level.ts";
import { type Studio, sayPort } from "#model/studio.ts";
import { unplugging } from "#model/unplugging.ts";
import { digitalRateRules } from "./digital-rate.ts";
import { digitalStrangers } from "./digital-strangers.ts";
import { digitalPages } from "./pages-digital.ts";
import { type CopperRule, finding, listed, type PatchRule, type RuleGroup } from "./rule.ts";

/** What sends a format to what expects another one. */
const otherFormat: PatchRule = (scene, island) =>
	linksOn(island)
		.filter(({ from, to }) => !speakAlike(from.port.format, to.port.format))
		.map(({ from, to }) =>
			finding({
				code: "digital.format",
				severity: "stop",
				places: [from.id, to.id],
				sentence: `${sayPort(scene.studio, from.id)} speaks ${from.port.format} and ${sayPort(scene.studio, to.id)} expects ${to.port.format}: the plug fits, the bits do not, and nothing locks.`,
				cure: "Switch one of the two to the other's format if its menu can, or put a format converter between.",
				...unplugging(scene, (netlist) => touchIn(netlist, from.id, to.id)),
			}),
		);

/** Six decibels between sockets of one impedance are within what receivers bear; more, or another impedance, are not. */
const BORNE = 6.1;

/** One language, two kinds of line: AES3 into S/PDIF through a cable that somebody soldered. */
const otherVoltage: CopperRule = ({ studio }, island) =>
	linksOn(island).flatMap(({ from, to }) => {
		if (from.port.format === to.port.format || !speakAlike(from.port.format, to.port.format)) return [];
		const [gives, wants] = [digitalLines[from.port.format], digitalLines[to.port.format]];
		if (!gives.volts || !wants.volts || !gives.impedance || !wants.impedance) return [];
		const excess = dbFromRatio(gives.volts / wants.volts);
		const echo = 100 * reflection(gives.impedance, wants.impedance);
		if (Math.abs(excess) <= BORNE && echo === 0) return [];
		return [
			finding({
				code: "digital.level",
				severity: "warn",
				places: [from.id, to.id],
				numbers: { "excess dB": excess, "reflection %": echo },
				sentence: `${sayPort(studio, from.id)} gives ${from.port.format} (${gives.volts} V, ${gives.impedance} Ω) to ${sayPort(studio, to.id)}, which is made for ${to.port.format} (${wants.volts} V, ${wants.impedance} Ω): ${sayDb(excess)}, and ${echo.toFixed(0)} % of every edge comes back.`,
				cure: "Put a transformer adapter for the two formats between, or use sockets of one format.",
			}),
		];
	});

const sendersOn = (island: Island): WiredDigital[] =>
	digitalOn(island).filter(
		({ at, copper }) => at.port.direction === "digital out" && copper.hot !== island.earth,
	);

/** Two digital outputs on one wire: no bit is whole. */
const twoSenders: PatchRule = (scene, island) =>
	[...Map.groupBy(sendersOn(island), ({ copper }) => copper.hot).values()].flatMap((senders) => {
		const [one, other] = senders;
		if (!one || !other) return [];
		const names = listed(senders.map(({ at }) => sayPort(scene.studio, at.id)));
		return [
			finding({
				code: "digital.two-senders",
				severity: "stop",
				places: senders.map(({ at }) => at.id),
				numbers: { senders: senders.length },
				sentence: `${names} send on one line: where one is high the other is low, and nothing that listens can lock.`,
				cure: "Unplug one of them; digital lines are switched, never mixed.",
				...unplugging(scene, (netlist) => touchIn(netlist, one.at.id, other.at.id)),
			}),
		];
	});

/** Inputs that are joined with nothing that sends. The input that a unit follows is told with the clocks. */
const inputToInput: CopperRule = ({ studio }, island) => {
	const digital = digitalOn(island);
	const inputs = digital.filter(
		({ at, copper }) => at.port.direction === "digital in" && copper.hot !== island.earth,
	);
	return [...Map.groupBy(inputs, ({ copper }) => copper.hot).values()].flatMap((joined) => {
		const [one, other] = joined;
		const isFed = digital.some(
			({ at, copper }) =>
				at.port.direction !== "digital in" && joined.some((input) => touch(island, copper, input.copper)),
		);
		const isClock = joined.some(({ at }) => at.unit.clock === at.name);
		if (!one || !other || isFed || isClock) return [];
		const names = listed(joined.map(({ at }) => sayPort(studio, at.id)));
		return [
			finding({
				code: "digital.direction",
				severity: "warn",
				places: joined.map(({ at }) => at.id),
				numbers: { inputs: joined.length },
				sentence: `${names} are joined input to input: neither sends, and nothing arrives at either.`,
				cure: "Move one end of the cable to the output of its unit.",
			}),
		];
	});
};

/** Links by what sends, so that a line with many ends is told of once. */
const lines = (island: Island): DigitalLink[][] => [
	...Map.groupBy(
		linksOn(island).filter(({ from, to }) => speakAlike(from.port.format, to.port.format)),
		({ from }) => from.id,
	).values(),
];

/** Less than a tenth of an edge coming back is what AES3 and its like expect of a cable: 100 Ω serve for 110. */
const FITS = 0.1;

const wrongMetres = ({ stretches }: DigitalLink, ohms: number): { metres: number; made: number | null } => {
	const wrong = stretches.filter(
		({ stuff: { impedance } }) => impedance === null || reflection(impedance, ohms) > FITS,
	);
	return {
		metres: wrong.reduce((sum, { metres }) => sum + metres, 0),
		made: wrong.find(({ stuff }) => stuff.impedance !== null)?.stuff.impedance ?? null,
	};
};

const sayLine = (studio: Studio, those: readonly DigitalLink[]): string =>
	`from ${sayPort(studio, those[0]?.from.id ?? "")} to ${listed(those.map(({ to }) => sayPort(studio, to.id)))}`;

const placesOf = (those: readonly DigitalLink[]): string[] => [
	...new Set(those.flatMap(({ from, to }) => [from.id, to.id])),
];

/** Cable of another impedance than the format's, longer than it forgives. */
const wrongCable: CopperRule = ({ studio }, island) =>
	lines(island).flatMap((those): Finding[] => {
		const [link] = those;
		const format = link?.from.port.format;
		const line = format && digitalLines[format];
		if (!link || !line?.impedance) return [];
		const { metres, made } = wrongMetres(link, line.impedance);
		if (metres <= line.forgives) return [];
		const echo = made === null ? undefined : 100 * reflection(made, line.impedance);
		const wrong = made === null ? "cable that no impedance is kept in" : `${made} Ω cable`;
		const back = echo === undefined ? "" : `, ${echo.toFixed(0)} % of every edge comes back`;
		return [
			finding({
				code: "digital.cable",
				severity: "warn",
				places: placesOf(those),
				numbers: {
					metres,
					"forgiven m": line.forgives,
					...(echo === undefined ? {} : { "reflection %": echo }),
				},
				sentence: `${metres} m of ${wrong} carry ${format} ${sayLine(studio, those)}: it wants ${line.impedance} Ω, and forgives ${line.forgives} m of anything else${back}.`,
				cure: `Use ${line.impedance} Ω cable; a loom that is made of it says so with its kind in studio.yaml.`,
			}),
		];
	});

/** A digital line has one receiver, which ends it; each further one is its impedance once more. */
const split: CopperRule = ({ studio }, island) =>
	lines(island).flatMap((those): Finding[] => {
		const [link] = those;
		const { format } = link?.from.port ?? {};
		const ohms = format && !isClockOnly(format) ? digitalLines[format].impedance : null;
		if (!link || !ohms || isNetwork(link.from.port) || those.length < 2) return [];
		const down = dbFromRatio(2 / (those.length + 1));
		return [
			finding({
				code: "digital.split",
				severity: "warn",
				places: placesOf(those),
				numbers: { receivers: those.length, "load Ω": ohms / those.length, "level dB": down },
				sentence: `${those.length} inputs hang on one ${format} line ${sayLine(studio, those)}: ${(ohms / those.length).toFixed(0)} Ω instead of ${ohms} take ${(-down).toFixed(1)} dB, and every branch sends echoes into the others.`,
				cure: "Use a distributor, or loop through a unit's own thru output.",
			}),
		];
	});

const tooFar: CopperRule = ({ studio }, island) =>
	lines(island).flatMap((those) => {
		const [link] = those;
		if (!link) return [];
		const { format } = link.from.port;
		const { reach } = digitalLines[format];
		if (link.metres <= reach) return [];
		return [
			finding({
				code: "digital.reach",
				severity: "warn",
				places: placesOf(those),
				numbers: { metres: link.metres, "reach m": reach },
				sentence: `${link.metres} m of cable lie ${sayLine(studio, those)}: ${format} reaches ${reach} m, beyond that it loses lock.`,
				cure: "Take a shorter way, or a format that reaches further (AES3id, MADI, light).",
			}),
		];
	});

const copper: readonly CopperRule[] = [otherVoltage, inputToInput, wrongCable, split, tooFar];
const patch: readonly PatchRule[] = [digitalStrangers, otherFormat, twoSenders];

export const digitalRules: RuleGroup = {
	name: "digital",
	codes: digitalPages,
	copper: [(room, island) => (isDigitalIsland(island) ? copper.flatMap((rule) => rule(room, island)) : [])],
	patch: [(scene, island) => (isDigitalIsland(island) ? patch.flatMap((rule) => rule(scene, island)) : [])],
	scene: digitalRateRules,
};

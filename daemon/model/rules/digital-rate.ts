import { isOnNetwork, runsAt } from "#model/clock-domain.ts";
import { carriedAt, isClockOnly, speakAlike } from "#model/digital.ts";
import {
	channelsAt,
	type DigitalLink,
	type DigitalOfUnit,
	isHeard,
	isNetwork,
} from "#model/digital-links.ts";
import type { Finding } from "#model/finding.ts";
import { type Hertz, sayRate } from "#model/level.ts";
import { type Studio, sayPort, sayUnit } from "#model/studio.ts";
import { type Clocked, perLinks } from "./clock.ts";
import { finding, listed } from "./rule.ts";

/** Links that carry sound in one language. */
const sounding = ({ links }: Clocked): DigitalLink[] =>
	links.filter(
		({ from, to }) => !isClockOnly(from.port.format) && speakAlike(from.port.format, to.port.format),
	);

const sayRates = (rates: readonly Hertz[]): string => listed(rates.map(sayRate));

const refusal = (
	studio: Studio,
	{ id, port: { rates } }: DigitalOfUnit,
	rate: Hertz,
	verb: "gives" | "takes",
): string | undefined =>
	rates === undefined || rates.includes(rate)
		? undefined
		: `${sayPort(studio, id)} ${verb} ${sayRates(rates)}, and the line runs at ${sayRate(rate)}`;

/** Where neither end says which rates it knows, the format's own table counts. */
const beyondFormat = ({ from, to }: DigitalLink, rate: Hertz): string | undefined => {
	const isSaid = from.port.rates !== undefined || to.port.rates !== undefined;
	const { format } = from.port;
	return isSaid || carriedAt(format, rate) > 0 ? undefined : `${format} carries nothing at ${sayRate(rate)}`;
};

const beyondRate = (places: readonly string[], rate: Hertz, refused: string | undefined): Finding[] =>
	refused === undefined
		? []
		: [
				finding({
					code: "digital.rate",
					severity: "stop",
					places,
					numbers: { "rate kHz": rate / 1000 },
					sentence: `${refused}: it does not lock, and nothing arrives.`,
					cure: "Work at a rate that both ends know, use another format, or convert between.",
				}),
			];

/** A port that does not do the rate of the line, or a format that does not. */
const rate = perLinks((clocked) => {
	const { studio, domains, session } = clocked;
	return sounding(clocked).flatMap((link) => {
		const { from, to } = link;
		const [there, here] = [from, to].map(({ unit }) => runsAt(domains, unit, session));
		if (isNetwork(from.port) && isNetwork(to.port))
			return (
				[
					[from, there],
					[to, here],
				] as const
			).flatMap(([at, own]) =>
				own === undefined ? [] : beyondRate([at.id], own, refusal(studio, at, own, "takes")),
			);
		if (there === undefined) return [];
		const refused =
			refusal(studio, from, there, "gives") ??
			refusal(studio, to, there, "takes") ??
			beyondFormat(link, there);
		return beyondRate([from.id, to.id], there, refused);
	});
});

/** Two units at two rates with nothing between. Where the receiver follows the line, its clock rule says more. */
const ratesApart = perLinks((clocked) => {
	const { studio, domains, session } = clocked;
	return sounding(clocked).flatMap((link) => {
		const { from, to } = link;
		const [there, here] = [from, to].map(({ unit }) => runsAt(domains, unit, session));
		const follows = domains.units.get(to.unit.id)?.follows === to.name;
		const isApart = there !== undefined && here !== undefined && there !== here;
		if (!isApart || follows || !isHeard(link) || isOnNetwork(domains, to)) return [];
		return [
			finding({
				code: "digital.rate-differs",
				severity: "stop",
				places: [from.id, to.id],
				numbers: { "from kHz": there / 1000, "to kHz": here / 1000 },
				sentence: `${sayPort(studio, from.id)} runs at ${sayRate(there)} and ${sayPort(studio, to.id)} at ${sayRate(here)}, and nothing converts between: noise or silence arrives.`,
				cure: "Set both to one rate, or send through a sample rate converter.",
			}),
		];
	});
});

/** On a network any rate may run beside any other; only who runs at one rate hears each other. */
const networkRates = perLinks(({ studio, domains, session }) =>
	domains.networks.flatMap(({ format, ports }) => {
		const clocked = ports.filter(({ unit }) => domains.units.get(unit.id)?.isClocked);
		const [first] = clocked;
		const own = first && runsAt(domains, first.unit, session);
		return clocked.flatMap(({ id, unit }) => {
			const here = runsAt(domains, unit, session);
			if (!first || own === undefined || here === undefined || here === own) return [];
			return [
				finding({
					code: "digital.network-rate",
					severity: "note",
					places: [first.id, id],
					numbers: { "one kHz": own / 1000, "other kHz": here / 1000 },
					sentence: `${sayUnit(studio, unit.id)} runs at ${sayRate(here)} and ${sayUnit(studio, first.unit.id)} at ${sayRate(own)} on one ${format} network: neither can take a channel of the other.`,
					cure: "Set both to one rate, or let a unit with a sample rate converter stand between.",
				}),
			];
		});
	}),
);

const oneWay = (clocked: Clocked): DigitalLink[] =>
	sounding(clocked).filter(({ from, to }) => !isNetwork(from.port) && !isNetwork(to.port));

/** More sent than is taken: MADI of 64 channels into 56. */
const channels = perLinks((clocked) => {
	const { studio, domains, session } = clocked;
	return oneWay(clocked).flatMap(({ from, to }) => {
		const at = runsAt(domains, from.unit, session) ?? session;
		const [sent, taken] = [channelsAt(from.port, at), channelsAt(to.port, at)];
		if (taken === 0 || sent <= taken) return [];
		return [
			finding({
				code: "digital.channels",
				severity: "note",
				places: [from.id, to.id],
				numbers: { sent, taken },
				sentence: `${sayPort(studio, from.id)} sends ${sent} channels at ${sayRate(at)} and ${sayPort(studio, to.id)} takes ${taken}: the last ${sent - taken} are lost.`,
				cure: "Put what is needed on the first channels, or set both ends to one count.",
			}),
		];
	});
});

/** At twice the rate a channel takes the room of two. A second line of the same kind carries the rest. */
const halved = perLinks((clocked) => {
	const { studio, domains, session } = clocked;
	const between = Map.groupBy(
		oneWay(clocked),
		({ from, to }) => `${from.unit.id} ${to.unit.id} ${from.port.format}`,
	);
	return [...between.values()].flatMap(([link, ...others]) => {
		if (!link || others.length > 0) return [];
		const { from, to } = link;
		const at = runsAt(domains, from.unit, session) ?? session;
		const [all, carried] = [from.port.channels, channelsAt(from.port, at)];
		if (all === undefined || carried === 0 || carried >= all) return [];
		return [
			finding({
				code: "digital.smux",
				severity: "note",
				places: [from.id, to.id],
				numbers: { channels: all, carried },
				sentence: `At ${sayRate(at)} ${from.port.format} carries ${carried} of the ${all} channels of ${sayPort(studio, from.id)} to ${sayPort(studio, to.id)}: ${all - carried} stay behind.`,
				cure: "Use a second line for the rest, or work at 48 kHz or less.",
			}),
		];
	});
});

export const digitalRateRules = [rate, ratesApart, networkRates, channels, halved];

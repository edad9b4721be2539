import { type Domains, domainsOf, isOnNetwork, runsAt } from "#model/clock-domain.ts";
import { isClockOnly, speakAlike } from "#model/digital.ts";
import { type DigitalLink, isHeard, isNetwork, linksOf, rateOf, receives } from "#model/digital-links.ts";
import type { Finding } from "#model/finding.ts";
import { type Hertz, sayRate, semitonesBetween } from "#model/level.ts";
import { type Studio, sayPort, sayUnit } from "#model/studio.ts";
import { terminationRule } from "./clock-line.ts";
import { clockPages } from "./pages-clock.ts";
import { finding, listed, type Rule, type RuleGroup } from "./rule.ts";

/** The digital links of a studio with who follows whom, and the rate of the session. */
export type Clocked = {
	readonly studio: Studio;
	readonly links: readonly DigitalLink[];
	readonly domains: Domains;
	readonly session: Hertz;
};

/** A rule that looks at links and clocks only: as long as these are the same, it is not asked again. */
export const perLinks = (read: (clocked: Clocked) => readonly Finding[]): Rule => {
	const told = new WeakMap<
		readonly DigitalLink[],
		{ readonly rate: Hertz; readonly found: readonly Finding[] }
	>();
	return ({ studio, netlist, session: { header } }) => {
		const links = linksOf(studio, netlist);
		const before = told.get(links);
		if (before?.rate === header.rate) return before.found;
		const found = read({ studio, links, domains: domainsOf(studio, links), session: header.rate });
		told.set(links, { rate: header.rate, found });
		return found;
	};
};

const sayAt = ({ studio, domains }: Clocked, at: string): string => {
	const network = domains.networks.find(({ id }) => id === at);
	return network ? `the ${network.format} network` : sayUnit(studio, at);
};

const ring = perLinks((clocked) =>
	clocked.domains.rings.map((members) => {
		const names = members.map((at) => sayAt(clocked, at));
		const follows = names.map((name, i) => `${name} follows ${names[(i + 1) % names.length]}`);
		return finding({
			code: "clock.no-master",
			severity: "stop",
			places: members.toSorted(),
			numbers: { units: members.length },
			sentence: `The clock goes round in a ring: ${listed(follows)}. Nobody is master, and the rate runs off until they lose each other.`,
			cure: "Set one of them to its internal clock, or let it follow a clock from outside the ring.",
		});
	}),
);

/** Between two clocks of AES11 grade 2, each within 10 ppm. */
const APART = 20;
const secondsPerSlip = (rate: Hertz): number => 1 / (APART * 1e-6 * rate);

const saySlips = (rate: Hertz): string =>
	`two crystals ${APART} ppm apart slip a sample every ${secondsPerSlip(rate).toFixed(2)} s at ${sayRate(rate)}, and each slip clicks`;

const slips = (rate: Hertz): Record<string, number> => ({ ppm: APART, "s per slip": secondsPerSlip(rate) });

const tieClocks =
	"Let one of the two follow the other, or both a common clock; else send through a sample rate converter.";

/** Sound on its way from one domain to another, with nobody to convert it. Networks are asked by themselves. */
const isCrossing = ({ domains, session }: Clocked, { from, to }: DigitalLink): boolean => {
	const isSound = !isClockOnly(from.port.format) && speakAlike(from.port.format, to.port.format);
	if (!isSound || !isHeard({ from, to }) || isOnNetwork(domains, to)) return false;
	const [one, other] = [domains.masterOf(from.unit.id), domains.masterOf(to.unit.id)];
	const [there, here] = [from, to].map(({ unit }) => runsAt(domains, unit, session));
	return one !== undefined && other !== undefined && one !== other && there === here;
};

const acrossDomains = perLinks((clocked) => {
	const { studio, links, domains, session } = clocked;
	const crossing = links.filter((link) => isCrossing(clocked, link));
	const between = Map.groupBy(crossing, ({ from, to }) => [from.unit.id, to.unit.id].sort().join(" "));
	return [...between.values()].flatMap((those) => {
		const [link] = those;
		if (!link) return [];
		const { from, to } = link;
		const rate = rateOf(to.unit, session);
		const [one, other] = [from, to].map(({ unit }) => sayAt(clocked, domains.masterOf(unit.id) ?? ""));
		return [
			finding({
				code: "clock.two-masters",
				severity: "stop",
				places: [...new Set(those.flatMap(({ from, to }) => [from.id, to.id]))],
				numbers: slips(rate),
				sentence: `${sayPort(studio, from.id)} runs on the clock of ${one}, ${sayPort(studio, to.id)} on that of ${other}, and nothing converts between them: ${saySlips(rate)}.`,
				cure: tieClocks,
			}),
		];
	});
});

const twoLeaders = perLinks(({ studio, domains: { networks, masterOf }, session }) =>
	networks.flatMap(({ format, leaders }) => {
		const [first, ...others] = leaders;
		const master = first && masterOf(first.unit.id);
		const rivals = others.filter(({ unit }) => {
			const theirs = masterOf(unit.id);
			return master !== undefined && theirs !== undefined && theirs !== master;
		});
		if (!first || rivals.length === 0) return [];
		const rate = rateOf(first.unit, session);
		const those = [first, ...rivals];
		return [
			finding({
				code: "clock.two-masters",
				severity: "stop",
				places: those.map(({ id }) => id),
				numbers: slips(rate),
				sentence: `${listed(those.map(({ unit }) => sayUnit(studio, unit.id)))} both bring a clock of their own to the ${format} network: ${saySlips(rate)}.`,
				cure: tieClocks,
			}),
		];
	}),
);

const followsNothing = perLinks(({ studio, domains: { units, feeding } }) =>
	[...units.values()].flatMap(({ unit, follows, isClocked, ports }) => {
		const port = ports.get(follows ?? "");
		const id = `${unit.id}/${follows}`;
		if (unit.clock === undefined || !isClocked || !port || feeding(id).length > 0) return [];
		return [
			finding({
				code: "clock.follows-nothing",
				severity: "warn",
				places: [id],
				sentence: `${unit.name} takes its clock from ${sayPort(studio, id)}, and nothing that sends one arrives there: it runs free on its own crystal, or mutes.`,
				cure: "Plug the clock in, or set the unit to internal; a cable that is there belongs into studio.yaml.",
			}),
		];
	}),
);

/** Word clock and the reference of a clock box may be half the rate or a quarter, or as much more: units multiply it. */
const isMultiple = (one: Hertz, other: Hertz): boolean => Number.isInteger(Math.log2(one / other));

const rateApart = perLinks(({ studio, domains: { units, giverOf }, session }) =>
	[...units.values()].flatMap(({ unit, follows, isClocked, ports }) => {
		const port = ports.get(follows ?? "");
		const giver = giverOf(unit.id);
		if (!isClocked || !port || !giver || isNetwork(port)) return [];
		const [own, given] = [rateOf(unit, session), rateOf(giver.unit, session)];
		const isReference = isClockOnly(port.format) || studio.models[giver.unit.model]?.kind === "clock";
		if (own === given || (isReference && isMultiple(own, given))) return [];
		const semitones = semitonesBetween(own, given);
		const pitch = `${Math.abs(semitones).toFixed(2)} semitones ${semitones < 0 ? "flat" : "sharp"}`;
		return [
			finding({
				code: "clock.rate-differs",
				severity: "stop",
				places: [`${unit.id}/${follows}`, giver.unit.id],
				numbers: { "own kHz": own / 1000, "given kHz": given / 1000, semitones },
				sentence: `${sayUnit(studio, unit.id)} is set to ${sayRate(own)} and follows ${sayUnit(studio, giver.unit.id)} at ${sayRate(given)}: what it records plays back ${pitch}, the take is lost.`,
				cure: `Set both to one rate: ${sayRate(session)} is the session's.`,
			}),
		];
	}),
);

/** A unit whose clock nobody has said matters only where it meets another's without a converter between. */
const unsaid = perLinks(({ studio, links, domains: { units } }) => {
	const met = new Set(
		links
			.filter(({ from, to }) => !to.port.converts && speakAlike(from.port.format, to.port.format))
			.flatMap(({ from, to }) => [from.unit.id, to.unit.id]),
	);
	return [...units.values()]
		.filter(({ unit, follows, isClocked, ports }) => {
			const isFed = [...ports.values()].some(receives);
			return follows === undefined && isClocked && isFed && met.has(unit.id);
		})
		.map(({ unit }) =>
			finding({
				code: "clock.unknown",
				severity: "note",
				places: [unit.id],
				sentence: `Nobody has said what ${sayUnit(studio, unit.id)} takes its clock from: whether its digital links slip cannot be told.`,
				cure: "Write clock: internal, or the port that it follows, at the unit in studio.yaml.",
			}),
		);
});

export const clockRules: RuleGroup = {
	name: "clock",
	codes: clockPages,
	scene: [ring, acrossDomains, twoLeaders, followsNothing, rateApart, unsaid, terminationRule],
};

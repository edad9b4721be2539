import type { Scene } from "#model/rules/rule.ts";
import { minutesToWarm } from "#model/rules/warm-up.ts";
import type { Finding } from "./finding.ts";
import type { DeviceState } from "./live.ts";
import type { ChainReading, PreflightItem } from "./readings.ts";
import { type Latency, unitsOf } from "./session.ts";

/** What only the daemon can know: the time, the disk, the interface, the devices. */
export type Facts = {
	readonly now: number;
	readonly engine: { readonly ready: boolean; readonly sentence: string };
	readonly devices: readonly DeviceState[];
	/** Bytes free where takes are written; null where the system does not say. */
	readonly freeBytes: number | null;
};

type Looking = {
	readonly scene: Scene;
	readonly reading: Omit<ChainReading, "preflight">;
	readonly findings: readonly Finding[];
	readonly facts: Facts;
};
type Look = (looking: Looking) => readonly PreflightItem[];

const HOURS = 3_600_000;
/** A take of an hour at 96 kHz, 24 bit, stereo. */
const ENOUGH_DISK = 2e9;

/** A latency is true for the wiring it was measured through: cords, units and converter lines, in one line of text. */
export const routeOf = (reading: Pick<ChainReading, "hops">): string =>
	reading.hops.map(({ from, to }) => `${from}>${to}`).join(" ");

export const latencyFor = (
	{ session, studio }: Pick<Scene, "session" | "studio">,
	reading: Pick<ChainReading, "chain" | "hops">,
): Latency | undefined =>
	session.latencies.find(
		({ chain, route, rate, interface: unit }) =>
			chain === reading.chain &&
			route === routeOf(reading) &&
			rate === session.header.rate &&
			unit === studio.interface.unit,
	);

const patch: Look = ({ reading: { plan } }) => {
	const missing = plan.missing.map(({ sentence }) => sentence).join(" ");
	if (missing) return [{ what: "patch", verdict: "stop", sentence: missing }];
	const todo = plan.steps.length;
	return todo > 0
		? [
				{
					what: "patch",
					verdict: "stop",
					sentence: `${todo} step${todo > 1 ? "s" : ""} of the patch still to do.`,
				},
			]
		: [{ what: "patch", verdict: "ok", sentence: "Patched as planned." }];
};

const level: Look = ({ reading: { hops } }) => {
	const rooms = hops.flatMap(({ headroom, says }) => (headroom === null ? [] : [{ headroom, at: says.to }]));
	const least = rooms.sort((a, b) => a.headroom - b.headroom).at(0);
	return least
		? [
				{
					what: "level",
					verdict: "ok",
					sentence: `Least headroom ${least.headroom.toFixed(1)} dB, at ${least.at}.`,
				},
			]
		: [
				{
					what: "level",
					verdict: "ok",
					sentence: "Levels are unknown: a knob or a figure on the way is not known.",
				},
			];
};

const latency: Look = ({ scene, reading, facts }) => {
	const known = latencyFor(scene, reading);
	if (!known) return [{ what: "latency", verdict: "ok", sentence: "Latency is measured before the pass." }];
	const hours = (facts.now - Date.parse(known.at)) / HOURS;
	const age = hours < 1 ? "just now" : `${Math.round(hours)} h ago`;
	return [
		{
			what: "latency",
			verdict: "ok",
			sentence: `Latency ${known.samples.toFixed(2)} samples, measured ${age}.`,
		},
	];
};

const warmUp: Look = ({ scene }) => {
	const cold = [...scene.inUse].filter(
		(unit) => minutesToWarm(scene, unit) !== undefined && minutesToWarm(scene, unit) !== 0,
	);
	return cold.length > 0
		? []
		: [{ what: "warm-up", verdict: "ok", sentence: "Everything that must be warm is." }];
};

const disk: Look = ({ facts: { freeBytes } }) => {
	if (freeBytes === null || freeBytes > ENOUGH_DISK) return [];
	return [
		{
			what: "disk",
			verdict: "stop",
			sentence: `Only ${(freeBytes / 1e9).toFixed(1)} GB are free where takes are written: make room for 2 GB.`,
		},
	];
};

const audioInterface: Look = ({ facts: { engine } }) => [
	{ what: "interface", verdict: engine.ready ? "ok" : "stop", sentence: engine.sentence },
];

const devices: Look = ({ scene, facts }) =>
	facts.devices
		.filter(({ unit, link }) => scene.inUse.has(unit) && link !== "connected")
		.map(({ sentence }) => ({ what: "device", verdict: "ask", sentence, finding: sentence }));

/** Trouble of this chain, trouble at a place that it uses, and what is dangerous wherever it is. */
const concerns = (found: Finding, { scene, reading }: Looking): boolean => {
	if (found.chain !== undefined) return found.chain === reading.chain;
	const chain = scene.session.chains.find(({ id }) => id === reading.chain);
	const used = new Set([
		...(chain ? unitsOf(chain) : []),
		...reading.hops.flatMap(({ from, to }) => [from, to]),
	]);
	return found.asksEachTime || found.places.some((place) => used.has(place));
};

/** Stops block; warnings ask, unless a person accepted them with a reason and they may be accepted for good. */
const troubles: Look = (looking) =>
	looking.findings
		.filter(
			(found) => found.severity !== "note" && found.code !== "chain.impossible" && concerns(found, looking),
		)
		.map(({ id, severity, sentence, asksEachTime }) => {
			const accepted = !asksEachTime && looking.scene.session.accepted.some(({ finding }) => finding === id);
			if (severity === "stop") return { what: "finding", verdict: "stop", sentence, finding: id };
			return {
				what: "finding",
				verdict: accepted ? "ok" : "ask",
				sentence: accepted ? `Accepted: ${sentence}` : sentence,
				finding: id,
			};
		});

const looks: readonly Look[] = [patch, audioInterface, level, latency, warmUp, disk, devices, troubles];

/** Whether a pass may start: a stop blocks, "ask" wants a plain yes from a person, ok is said too. */
export const preflight = (looking: Looking): PreflightItem[] => looks.flatMap((look) => look(looking));

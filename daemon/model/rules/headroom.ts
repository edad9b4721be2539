import { sayDb } from "#model/level.ts";
import type { ChainReading, HopReading } from "#model/readings.ts";
import { sayBy } from "#model/say-figure.ts";
import { portOf, type Studio } from "#model/studio.ts";
import { type ChainRule, finding, type Rules } from "./rule.ts";

/** dB above the operating level. Below this the first loud bar clips. */
const LITTLE = 6;

type Clip = NonNullable<ChainReading["firstClip"]>;

const headroomTo = ({ operating }: Pick<ChainReading, "operating">, { dBFS }: Clip): number =>
	operating === null ? Number.POSITIVE_INFINITY : dBFS - operating;

const isConverter = (studio: Studio, { at }: Clip): boolean =>
	portOf(studio, at)?.port.fullScale !== undefined;

/** A valve amplifier is played into clipping: that is what a chain goes through it for. */
const isMeant = (studio: Studio, { at }: Clip): boolean => {
	const port = portOf(studio, at)?.port;
	return port?.direction === "out" && port.needsLoad;
};

/** What clips first along a chain, and that it need not be what the meters show. */
const clipsFirst: ChainRule = ({ studio }, reading) => {
	const { chain, firstClip, hops } = reading;
	if (!firstClip || isMeant(studio, firstClip) || headroomTo(reading, firstClip) < LITTLE) return [];
	const early = -firstClip.dBFS;
	const isReturn = isConverter(studio, firstClip);
	const send = hops[0]?.says.from ?? "the converter";
	return [
		finding({
			code: isReturn ? "level.return-clips-first" : "level.unit-clips-first",
			severity: "warn",
			chain,
			places: [chain, firstClip.at],
			numbers: { "before full scale dB": early, "clips at dBFS": firstClip.dBFS },
			sentence: `${firstClip.says} clips ${sayBy(early)} before ${send} does: at ${sayDb(firstClip.dBFS, "dBFS")} on the send.`,
			cure: `Trim the send by ${sayDb(-early)}, or take ${sayBy(early)} off the output of the unit before it.`,
		}),
	];
};

/** The first clip is so near that the operating level itself is no longer safe. */
const lowHeadroom: ChainRule = ({ studio }, reading) => {
	const { chain, firstClip, operating } = reading;
	if (!firstClip || operating === null || isMeant(studio, firstClip)) return [];
	const headroom = headroomTo(reading, firstClip);
	if (headroom >= LITTLE) return [];
	const how =
		headroom < 0
			? `clips ${sayBy(headroom)} below the operating level`
			: `clips ${sayBy(headroom)} above the operating level`;
	return [
		finding({
			code: "level.low-headroom",
			severity: "warn",
			chain,
			places: [chain, firstClip.at],
			numbers: { "headroom dB": headroom, "clips at dBFS": firstClip.dBFS },
			sentence: `${firstClip.says} ${how} of the chain: at ${sayDb(firstClip.dBFS, "dBFS")} on the send, which plays ${sayDb(operating, "dBFS")}.`,
			cure: `Take gain off before ${firstClip.says}: ${sayBy(LITTLE - headroom)} less give it ${LITTLE} dB.`,
		}),
	];
};

/** dB by which a loop of nothing but cable may miss 0. */
const UNITY = 0.5;

const isUntouched = ({ hops }: Pick<ChainReading, "hops">): boolean =>
	hops.every(({ through }) => through === null || (through.gain === 0 && through.how !== "unknown"));

const fullScales = (studio: Studio, hops: readonly HopReading[]) => {
	const main = hops.filter(({ way }) => way === "main");
	const [out, back] = [main[0]?.from, main.at(-1)?.to].map(
		(port) => portOf(studio, port ?? "")?.port.fullScale,
	);
	return typeof out === "number" && typeof back === "number" ? { out, back } : undefined;
};

/** Full scale out and full scale in are different voltages, and nothing in the chain makes up for it. */
const loopNotUnity: ChainRule = ({ studio }, reading) => {
	const { chain, gain, hops, firstClip } = reading;
	const scales = fullScales(studio, hops);
	if (!scales || gain === null || !isUntouched(reading)) return [];
	const isTold = firstClip !== null && isConverter(studio, firstClip);
	const differ = scales.out - scales.back;
	const isWhy = Math.abs(differ) > UNITY && Math.abs(gain - differ) < Math.abs(differ) / 2;
	if (!isWhy || isTold) return [];
	const way = gain < 0 ? "down" : "up";
	return [
		finding({
			code: "level.loop-not-unity",
			severity: "note",
			chain,
			places: [chain],
			numbers: { "gain dB": gain },
			sentence: `Full scale is ${sayDb(scales.out, "dBu")} out and ${sayDb(scales.back, "dBu")} back, and no unit of the chain makes up for it: it comes back ${sayBy(gain)} ${way}.`,
			cure: `Add ${sayDb(-gain)} after the print, or set both converters to one full scale.`,
		}),
	];
};

/** dB between the operating level and the noise that a print should have. */
const QUIET = 60;

const sayMaker = ({ loudest }: HopReading): string => {
	if (!loudest) return "";
	const who = loudest.makes === "thermal" ? `the resistance of the line into ${loudest.says}` : loudest.says;
	return `; ${who} makes most of it (${sayDb(loudest.level, "dBu")} there)`;
};

/** The first place along a chain where the noise is nearer than it should be, and who makes it. */
const noisy: ChainRule = (_, { chain, hops }) => {
	const ratio = ({ level, noise }: HopReading): number | null =>
		level === null || noise === null ? null : level - noise;
	const hop = hops.find((here) => (ratio(here) ?? QUIET) < QUIET);
	const lying = hop && ratio(hop);
	if (!hop || lying === undefined || lying === null) return [];
	return [
		finding({
			code: "level.noise",
			severity: "note",
			chain,
			places: [chain, hop.to],
			numbers: { "signal to noise dB": lying, "noise dBu": hop.noise ?? 0 },
			sentence: `At ${hop.says.to} the noise lies ${hop.noiseIsAtLeast ? "at most " : ""}${sayBy(lying)} below the operating level${sayMaker(hop)}.`,
			cure: "Bring the level up before the place that makes the noise, not behind it.",
		}),
	];
};

/** How much room a chain has between its noise and its first clip. */
export const headroomRules: Rules = {
	chain: [clipsFirst, lowHeadroom, loopNotUnity, noisy],
	codes: {
		"level.return-clips-first": {
			title: "The return clips first",
			severity: "warn",
			physics:
				"Full scale belongs to a port: a converter may play 0 dBFS as +24 dBu and hear +18 dBu as 0 dBFS. A loop of nothing but cable then reads 6 dB up, and the return is full while the send's meter still shows −6 dBFS.",
			cure: "Trim the send, or take gain off before the return.",
			example: "Interface AD1 clips 6.0 dB before Interface DA1 does: at −6.0 dBFS on the send.",
		},
		"level.unit-clips-first": {
			title: "A unit clips first",
			severity: "warn",
			physics:
				"The headroom of a hop is the receiver's maximum less the level that arrives, and of an output its own maximum less its level. The least of them ends the chain's headroom, and the converter's meter does not show it.",
			cure: "Take gain off before the unit that clips, and make it up behind it.",
			example: "Box IN clips 4.0 dB before Interface DA1 does: at −4.0 dBFS on the send.",
		},
		"level.low-headroom": {
			title: "Little headroom",
			severity: "warn",
			physics:
				"Programme peaks stand 10 to 20 dB above its average. With less than 6 dB between the operating level and the first clip of the chain ordinary peaks are cut off; below 0 dB a steady tone is.",
			cure: "Take gain off before the stage that clips.",
			example:
				"Box OUT clips 2.0 dB above the operating level of the chain: at −18.0 dBFS on the send, which plays −20.0 dBFS.",
		},
		"level.loop-not-unity": {
			title: "The loop is not unity",
			severity: "note",
			physics:
				"dBFS is dBu less full scale, and the two full scales of a converter need not be one: +18 dBu out into +24 dBu in comes back 6 dB down, although nothing is lost. A blend with the dry sound is out by as much.",
			cure: "Set both converters to one full scale, or correct the print by the difference.",
			example:
				"Full scale is +18.0 dBu out and +24.0 dBu back, and no unit of the chain makes up for it: it comes back 6.0 dB down.",
		},
		"level.noise": {
			title: "Noise near the signal",
			severity: "note",
			physics:
				"Noises add as powers: −90 and −96 dBu make −89.0 dBu, and each is raised by every gain behind it. Less than 60 dB between operating level and noise is heard in every pause.",
			cure: "Bring the level up before the noisy place, not behind it.",
			example:
				"At Box IN the noise lies 54.0 dB below the operating level; Box IN makes most of it (−50.0 dBu there).",
		},
	},
};

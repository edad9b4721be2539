import { sayDb } from "#model/level.ts";
import type { ChainReading, HopReading } from "#model/readings.ts";
import { sayHertz } from "#model/say-figure.ts";
import { type Studio, sayUnit } from "#model/studio.ts";
import type { Through } from "#model/through.ts";
import { soft, table } from "./terminal.ts";

const HEAD = ["  From", "To", "Level", "Loss", "Headroom", "−3 dB", "Noise"];

/** "≥ −92.3 dBu": where somebody's noise is unknown, what is known is the least that it can be. */
const sayNoise = (noise: number | null, isAtLeast: boolean, unit = "dBu"): string =>
	noise === null ? "unknown" : `${isAtLeast ? "≥ " : ""}${sayDb(noise, unit)}`;

const sayHop = ({ says, level, headroom, loss, corner, noise, noiseIsAtLeast }: HopReading): string[] => [
	`  ${says.from}`,
	`→ ${says.to}`,
	level === null ? "unknown" : sayDb(level, "dBu"),
	Number.isFinite(loss) ? sayDb(loss, "dB", 2) : "no signal",
	headroom === null ? "" : `${headroom.toFixed(1)} dB`,
	corner === null ? "" : sayHertz(corner),
	sayNoise(noise, noiseIsAtLeast),
];

const howKnown: Record<Through["how"], (way: Through) => string | undefined> = {
	set: () => undefined,
	measured: ({ gain, on }) => `${sayDb(gain ?? 0)} as measured on ${on}`,
	bypass: () => "bypassed",
	relay: () => "bypassed by its relay, not on the copper",
	unknown: () => "gain unknown",
};

/** Units whose gain is not the one that their knobs and their gear file say. */
const sayWays = (studio: Studio, { hops }: ChainReading): string[] => [
	...new Set(
		hops.flatMap(({ through }) => {
			const known = through && howKnown[through.how](through);
			return through && known ? [`  ${soft(`${sayUnit(studio, through.unit)}: ${known}`)}`] : [];
		}),
	),
];

const sayReturn = ({ gain, noise }: ChainReading): string[] =>
	noise === null
		? []
		: [
				`  comes back with gain ${gain === null ? "unknown" : sayDb(gain)}, noise ${sayNoise(noise.dBFS ?? noise.dBu, noise.isAtLeast, noise.dBFS === null ? "dBu" : "dBFS")}`,
			];

/** The levels of a chain hop by hop, how gains are known that no knob says, and what comes back. */
export const sayLevels = (studio: Studio, reading: ChainReading): string =>
	[table([HEAD, ...reading.hops.map(sayHop)]), ...sayWays(studio, reading), ...sayReturn(reading)].join("\n");

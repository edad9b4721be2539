import type { Island, WiredAnalogue } from "#model/copper/island.ts";
import { type DigitalFormat, digitalLines } from "#model/digital.ts";
import { digitalOn, touch, touchIn, type WiredDigital } from "#model/digital-links.ts";
import type { Finding } from "#model/finding.ts";
import { dbFromRatio, sayDb, voltsFromDBu, ZERO_DBU } from "#model/level.ts";
import { type Studio, sayPort } from "#model/studio.ts";
import { unplugging } from "#model/unplugging.ts";
import { finding, type PatchRule } from "./rule.ts";

/** Analogue and digital ports that share a wire. */
const meetings = (island: Island): (readonly [digital: WiredDigital, analogue: WiredAnalogue])[] => {
	const digital = digitalOn(island);
	if (digital.length === 0) return [];
	const analogue = island.analogue;
	return digital.flatMap((one) =>
		analogue.filter((other) => touch(island, one.copper, other.copper)).map((other) => [one, other] as const),
	);
};

const isOverCat = (format: DigitalFormat): boolean => digitalLines[format].connectors.includes("RJ45");

/** A square wave has the rms value of its half: 5 V peak to peak are 2.5 V, +10.2 dBu. */
const levelOf = (format: DigitalFormat): number =>
	dbFromRatio((digitalLines[format].volts ?? 0) / 2 / ZERO_DBU);

const dataAsSound = (studio: Studio, { at: from }: WiredDigital, { at: to }: WiredAnalogue): Finding => {
	const { format } = from.port;
	const level = levelOf(format);
	return finding({
		code: "digital.into-analogue",
		severity: "stop",
		places: [from.id, to.id],
		numbers: { "level dBu": level },
		sentence: `${sayPort(studio, from.id)} sends ${format} into the analogue input ${sayPort(studio, to.id)}: ${digitalLines[format].volts} V of pulses, ${sayDb(level, "dBu")} of noise for whoever listens.`,
		cure: "Unplug it, and take the analogue output of the unit or a digital input.",
	});
};

const soundAsData = (studio: Studio, { at: to }: WiredDigital, { at: from }: WiredAnalogue): Finding => {
	const { format } = to.port;
	const { maximum } = from.port;
	const swing = maximum === null ? undefined : 2 * Math.SQRT2 * voltsFromDBu(maximum);
	const made = digitalLines[format].volts;
	const harm =
		swing !== undefined && made !== null && swing > made
			? `, and its ${swing.toFixed(1)} V peak to peak stand on a socket made for ${made} V`
			: "";
	return finding({
		code: "digital.analogue-into-digital",
		severity: "stop",
		places: [from.id, to.id],
		numbers: swing === undefined ? {} : { "volts peak to peak": swing },
		sentence: `${sayPort(studio, from.id)} is analogue and ${sayPort(studio, to.id)} expects ${format}: it never locks${harm}.`,
		cure: "Go through an analogue-to-digital converter, or use an analogue input of the unit.",
	});
};

/** The coil that an Ethernet transformer must show at least, 350 µH, is next to a short for sound. IEEE 802.3. */
const TRANSFORMER = 350e-6;
const atOneKilohertz = 2 * Math.PI * 1000 * TRANSFORMER;

const soundOnNetwork = (
	studio: Studio,
	{ at: network }: WiredDigital,
	{ at: line }: WiredAnalogue,
): Finding =>
	finding({
		code: "digital.network-on-analogue",
		severity: "stop",
		places: [network.id, line.id],
		numbers: { "Ω at 1 kHz": atOneKilohertz },
		sentence: `${sayPort(studio, line.id)} is an analogue line on the network socket ${sayPort(studio, network.id)}: its transformer is ${atOneKilohertz.toFixed(1)} Ω to 1 kHz, the sound is shorted and no ${network.port.format} link comes up.`,
		cure: "RJ45 is only the plug: put the analogue snake into its own box, and a network cable into the network.",
	});

const tell = (studio: Studio, digital: WiredDigital, analogue: WiredAnalogue): Finding[] => {
	const { port } = digital.at;
	if (isOverCat(port.format)) return [soundOnNetwork(studio, digital, analogue)];
	if (port.direction === "digital out")
		return analogue.at.port.direction === "in" ? [dataAsSound(studio, digital, analogue)] : [];
	return analogue.at.port.direction === "out" ? [soundAsData(studio, digital, analogue)] : [];
};

/** Sound and data on one wire: the same plug, another world. */
export const digitalStrangers: PatchRule = (scene, island) =>
	meetings(island).flatMap(([digital, analogue]) =>
		tell(scene.studio, digital, analogue).map((found) => ({
			...found,
			...unplugging(scene, (netlist) => touchIn(netlist, digital.at.id, analogue.at.id)),
		})),
	);

import type { Island } from "#model/copper/island.ts";
import { hopsOn } from "#model/copper/link.ts";
import type { Finding } from "#model/finding.ts";
import type { InputPort, OutputPort } from "#model/gear-model.ts";
import { dbFromRatio, type Ohms, ratioFromDb } from "#model/level.ts";
import { type PortOfUnit, type Studio, sayPort } from "#model/studio.ts";
import { type CopperRule, finding, listed } from "./rule.ts";

type Of<P> = Omit<PortOfUnit, "port"> & { readonly port: P };

/** A speaker output with the loads that lie across both of its terminals. Loads in series are not seen as such. */
type Loaded = {
	readonly island: Island;
	readonly amplifier: Of<OutputPort>;
	readonly loads: readonly Of<InputPort>[];
	/** All of them in parallel; nothing while one is unknown. */
	readonly ohms: Ohms | undefined;
};

const parallel = (loads: readonly Of<InputPort>[]): Ohms | undefined => {
	const siemens = loads.map(({ port: { impedance } }) => (impedance ? 1 / impedance : undefined));
	return loads.length === 0 || siemens.includes(undefined)
		? undefined
		: 1 / siemens.reduce<number>((sum, each) => sum + (each ?? 0), 0);
};

const loadedOn = (island: Island): Loaded[] =>
	island.outputs.flatMap(({ at, copper: { hot, cold } }) => {
		const { port } = at;
		const isDown = port.stage === "bridged speaker" && (hot === island.earth || cold === island.earth);
		const isAmplifier = port.stage === "speaker" || port.stage === "bridged speaker";
		if (port.direction !== "out" || !isAmplifier || isDown) return [];
		const loads = island.inputs.flatMap(({ at: load, copper: across }): Of<InputPort>[] => {
			const isAcross =
				(across.hot === hot && across.cold === cold) || (across.hot === cold && across.cold === hot);
			const { port: input } = load;
			return input.direction === "in" && input.stage === "speaker load" && isAcross
				? [{ ...load, port: input }]
				: [];
		});
		return loads.length === 0 ? [] : [{ island, amplifier: { ...at, port }, loads, ohms: parallel(loads) }];
	});

type LoadRule = (studio: Studio, loaded: Loaded) => readonly Finding[];

const sayLoads = (studio: Studio, loads: readonly Of<InputPort>[]): string =>
	listed(loads.map(({ id }) => sayPort(studio, id)));
const sayOhms = (ohms: Ohms): string => `${Number(ohms.toFixed(1))} Ω`;
const placesOf = ({ amplifier, loads }: Loaded): string[] => [amplifier.id, ...loads.map(({ id }) => id)];

/** Nominal impedances are rounded: 8 Ω beside 8 Ω are 4. */
const ROUNDED = 0.97;

const isTooLow = ({ amplifier: { port }, ohms }: Loaded): boolean =>
	ohms !== undefined && port.leastLoad !== undefined && ohms < port.leastLoad * ROUNDED;

const tooLow: LoadRule = (studio, loaded) => {
	const { amplifier, loads, ohms } = loaded;
	const least = amplifier.port.leastLoad;
	if (!isTooLow(loaded) || ohms === undefined || least === undefined) return [];
	const together = loads.length > 1 ? "together are" : "is";
	return [
		finding({
			code: "speaker.load-low",
			severity: "stop",
			places: placesOf(loaded),
			asksEachTime: true,
			numbers: { "load Ω": ohms, "least Ω": least },
			sentence: `${sayLoads(studio, loads)} ${together} ${sayOhms(ohms)}, and ${sayPort(studio, amplifier.id)} drives ${sayOhms(least)} at least: ${(least / ohms).toFixed(1)} times its current, it shuts down or burns.`,
			cure: "Take a loudspeaker off, or connect them in series.",
		}),
	];
};

/** A cabinet of 6 Ω is at home on a tap of 8. Twice or half is borne for a while; four times is not. */
const NEAR = 1.5;
const BORNE = 2.1;

const onOtherTap: LoadRule = (studio, loaded) => {
	const { amplifier, loads, ohms } = loaded;
	const { needsLoad, termination: tap } = amplifier.port;
	if (!needsLoad || tap === undefined || ohms === undefined || isTooLow(loaded)) return [];
	const ratio = ohms / tap;
	const apart = Math.max(ratio, 1 / ratio);
	if (apart < NEAR) return [];
	const what =
		ratio > 1
			? "and their voltage peaks rise with it until they strike over"
			: "and wear out at the current that it takes";
	return [
		finding({
			code: "valve.load-mismatch",
			severity: apart > BORNE ? "warn" : "note",
			places: placesOf(loaded),
			asksEachTime: apart > BORNE,
			numbers: { "load Ω": ohms, "tap Ω": tap, ratio },
			sentence: `${sayLoads(studio, loads)} (${sayOhms(ohms)}) ${loads.length > 1 ? "hang" : "hangs"} on the ${sayOhms(tap)} tap ${sayPort(studio, amplifier.id)}: the valves see ${ratio.toFixed(2)} times the load that they are made for, ${what}.`,
			cure: "Use the tap of the cabinet's impedance.",
		}),
	];
};

const onUnknownLoad: LoadRule = (studio, loaded) => {
	const { amplifier, loads, ohms } = loaded;
	if (!amplifier.port.needsLoad || amplifier.port.termination === undefined || ohms !== undefined) return [];
	return [
		finding({
			code: "valve.load-unknown",
			severity: "note",
			places: placesOf(loaded),
			sentence: `The impedance of ${sayLoads(studio, loads)} is unknown: whether it fits the ${sayOhms(amplifier.port.termination)} tap ${sayPort(studio, amplifier.id)} cannot be told.`,
			cure: "Read it off the back of the cabinet and write it into its gear file.",
		}),
	];
};

/**
 * What an amplifier can give into each load. A transistor stage keeps its voltage, so half the load takes twice the
 * power; a valve stage gives its power into the tap that fits.
 */
const powerInto = ({ power, leastLoad, needsLoad }: OutputPort, ohms: Ohms): number | undefined => {
	if (power === undefined) return undefined;
	if (needsLoad) return power;
	return leastLoad === undefined ? undefined : (power * leastLoad) / ohms;
};

/** Transistor amplifiers are bought with twice the power for the peaks; valves are played into clipping. */
const headroomOf = ({ needsLoad }: OutputPort): number => (needsLoad ? 1 : 2);

const tooStrong: LoadRule = (studio, { amplifier, loads, ohms }) =>
	loads.flatMap(({ id, port: { impedance, power: borne } }) => {
		const given = impedance ? powerInto(amplifier.port, impedance) : undefined;
		if (given === undefined || borne === undefined || !impedance || ohms === undefined) return [];
		const share = amplifier.port.needsLoad ? (given * ohms) / impedance : given;
		if (share <= borne * headroomOf(amplifier.port) * 1.01) return [];
		return [
			finding({
				code: "speaker.power",
				severity: "warn",
				places: [amplifier.id, id],
				asksEachTime: true,
				numbers: { "power W": share, "bears W": borne },
				sentence: `${sayPort(studio, amplifier.id)} can give ${share.toFixed(0)} W into ${sayPort(studio, id)}, which bears ${borne} W: turned up, it burns the voice coil.`,
				cure: "Use a cabinet that bears it, a second one beside it, or a power soak between.",
			}),
		];
	});

/** A twentieth of the load in the cable costs 0.4 dB and is the limit of practice. */
const NOTICED = 0.5;

const thinCable: LoadRule = (studio, { island, amplifier, loads, ohms }) => {
	const { impedance } = amplifier.port;
	if (impedance === null || ohms === undefined) return [];
	const whole = dbFromRatio(ohms / (impedance + ohms));
	return hopsOn(island)
		.filter(({ from, to }) => from.id === amplifier.id && loads.some(({ id }) => id === to.id))
		.flatMap(({ to, gain, metres }) => {
			const loss = whole - gain;
			if (loss < NOTICED) return [];
			const ratio = ratioFromDb(gain);
			const damping = ratio / (1 - ratio);
			return [
				finding({
					code: "speaker.thin-cable",
					severity: "note",
					places: [amplifier.id, to.id],
					numbers: { "loss dB": loss, "damping factor": damping, metres },
					sentence: `The cable from ${sayPort(studio, amplifier.id)} to ${sayPort(studio, to.id)} takes ${loss.toFixed(1)} dB, and leaves a damping factor of ${damping.toFixed(0)}.`,
					cure: "Use loudspeaker cable of a larger cross-section, or a shorter one.",
				}),
			];
		});
};

const rules: readonly LoadRule[] = [tooLow, onOtherTap, onUnknownLoad, tooStrong, thinCable];

/** What hangs on a speaker output, against what it is made for. */
export const loadRules: readonly CopperRule[] = [
	({ studio }, island) => loadedOn(island).flatMap((loaded) => rules.flatMap((rule) => rule(studio, loaded))),
];

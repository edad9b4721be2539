import type { Island } from "#model/copper/island.ts";
import type { Hop } from "#model/copper/link.ts";
import { hasPad, type Loaded, loadedOn, placesOf, terminationsOf } from "#model/copper/load.ts";
import { hearsBetweenLegs } from "#model/copper/stages.ts";
import { dbFromRatio, type Ohms } from "#model/level.ts";
import { gives, isSpeaker, meetingOf } from "#model/meeting.ts";
import { sayBy, sayOhms } from "#model/say-figure.ts";
import { type Studio, sayPort } from "#model/studio.ts";
import { type CopperRule, finding, groupOf, listed, type RuleGroup, type Rules } from "./rule.ts";
import { terminationRules } from "./termination.ts";

/** A bridging load is this many times its source; a microphone is content with half of it. */
const BRIDGING = 10;
const FOR_MICROPHONES = 5;
/** dB that a load may take before it is worth a word. */
const TAKEN = 0.9;
/** What a pickup wants to see at the least, and an old valve stage whose impedance nobody knows. */
const FOR_PICKUPS: Ohms = 200e3;
const AFTER_VALVES: Ohms = 100e3;

const names = (studio: Studio, { hops }: Loaded): string =>
	listed(hops.map(({ to }) => sayPort(studio, to.id)));

const loads = ({ hops }: Loaded): string => (hops.length > 1 ? "load" : "loads");

/** Behind a pad the load that an output sees is not the input's. */
const loaded = (island: Island): readonly Loaded[] => (hasPad(island) ? [] : loadedOn(island));

/** What makes a loss of its own kind, and is told by its own rule. */
const hasOwnRule = ({ from, hops }: Loaded): boolean =>
	isSpeaker(from) ||
	from.port.stage === "valve" ||
	gives(from) === "microphone" ||
	gives(from) === "instrument" ||
	hops.some((hop) => meetingOf(hop) === "instrument into line");

/** The load that a vintage output was built for is not too heavy for it. */
const isWanted = ({ from: { port } }: Loaded, load: Ohms): boolean =>
	port.direction === "out" && port.termination !== undefined && load >= 0.8 * port.termination;

/** What the load takes. An input that hears one leg of a pair loses the other half to its wiring, not to the load. */
const takenBy = ({ from, to, gain }: Hop): number => {
	const isPair = from.port.stage === "ground-referenced" || from.port.stage === "cross-coupled";
	const hearsHalf = isPair && to.port.direction === "in" && !hearsBetweenLegs(to.port);
	return hearsHalf ? -gain - dbFromRatio(2) : -gain;
};

/**
 * An input that is not at least ten times its source costs level and treble. What a box joins inside itself, a side
 * chain's send and return, is its maker's affair.
 */
const heavyLoad: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, hops } = line;
		return hops.flatMap((hop) => {
			const { to } = hop;
			const taken = takenBy(hop);
			const [source, load] = [from.port.impedance, to.port.impedance];
			const isInside = from.unit.id === to.unit.id;
			if (source === null || load === null || isInside) return [];
			if (hasOwnRule(line) || isWanted(line, load)) return [];
			if (load >= BRIDGING * source || taken < TAKEN || terminationsOf(line).length > 1) return [];
			return [
				finding({
					code: "impedance.heavy-load",
					severity: "note",
					places: [from.id, to.id],
					numbers: { "loss dB": taken, "source Ω": source, "load Ω": load },
					sentence: `${sayPort(studio, to.id)} (${sayOhms(load)}) loads ${sayPort(studio, from.id)} (${sayOhms(source)}): ${sayBy(taken)} lost.`,
					cure: "Bridging wants ten times the source's impedance: use a buffer or another input.",
				}),
			];
		});
	});

/** Inputs that bridge one by one, and together do not. */
const multed: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, hops, load } = line;
		const source = from.port.impedance;
		const [hop] = hops;
		if (!hop || hops.length < 2 || source === null || load === null || hasOwnRule(line)) return [];
		const each = hops.every(({ to }) => (to.port.impedance ?? 0) >= BRIDGING * source);
		if (!each || load >= BRIDGING * source || terminationsOf(line).length > 0) return [];
		return [
			finding({
				code: "impedance.multed",
				severity: "note",
				places: placesOf(line),
				numbers: { "loss dB": -hop.gain, "source Ω": source, "load Ω": load, inputs: hops.length },
				sentence: `${sayPort(studio, from.id)} (${sayOhms(source)}) feeds ${hops.length} inputs, ${sayOhms(load)} together: ${sayBy(hop.gain)} lost at ${names(studio, line)}.`,
				cure: "Unplug the mult, or feed it from a distribution amplifier.",
			}),
		];
	});

/** A guitar without a known coil in an input that is no instrument's. */
const pickupLoaded: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, hops, load } = line;
		const source = from.port.impedance;
		const [hop] = hops;
		const isGuitar = from.model.kind === "instrument" && gives(from) === "instrument";
		if (!hop || !isGuitar || source === null || load === null || load >= FOR_PICKUPS) return [];
		const isTold = from.port.direction === "out" && from.port.coil !== undefined;
		if (isTold || hops.some((one) => meetingOf(one) === "instrument into line")) return [];
		return [
			finding({
				code: "impedance.pickup-loaded",
				severity: "note",
				places: placesOf(line),
				numbers: { "loss dB": -hop.gain, "source Ω": source, "load Ω": load },
				sentence: `${names(studio, line)} ${loads(line)} the pickup at ${sayPort(studio, from.id)} (${sayOhms(source)}) with ${sayOhms(load)}: ${sayBy(hop.gain)} lost, and more of the treble.`,
				cure: "Use an input of 1 MΩ, or a buffer between.",
			}),
		];
	});

/** A valve stage has little current to give: its distortion rises with the load. */
const afterValve: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, hops, load } = line;
		const source = from.port.impedance;
		const [hop] = hops;
		if (!hop || from.port.direction !== "out" || from.port.stage !== "valve" || load === null) return [];
		const wanted = source === null ? (from.port.leastLoad ?? AFTER_VALVES) : BRIDGING * source;
		if (load >= wanted || load < (from.port.leastLoad ?? 0)) return [];
		const known = source === null ? "an impedance that nobody knows" : sayOhms(source);
		const lost = source === null ? "" : `: ${sayBy(hop.gain)} lost`;
		return [
			finding({
				code: "impedance.after-valve",
				severity: "note",
				places: placesOf(line),
				numbers: {
					"load Ω": load,
					"wanted Ω": wanted,
					...(source === null ? {} : { "loss dB": -hop.gain, "source Ω": source }),
				},
				sentence: `The valve output ${sayPort(studio, from.id)} (${known}) works into ${sayOhms(load)} and wants ${sayOhms(wanted)}${lost}, and it distorts earlier.`,
				cure: "Use an input of a higher impedance, or a line amplifier between.",
			}),
		];
	});

/** A microphone's transformer and its capsule are voiced for a bridging load. */
const microphoneLoaded: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, hops, load } = line;
		const source = from.port.impedance;
		const [hop] = hops;
		if (!hop || gives(from) !== "microphone" || source === null || load === null) return [];
		if (load >= FOR_MICROPHONES * source) return [];
		return [
			finding({
				code: "impedance.microphone-loaded",
				severity: "note",
				places: placesOf(line),
				numbers: { "loss dB": -hop.gain, "source Ω": source, "load Ω": load },
				sentence: `${names(studio, line)} ${loads(line)} the microphone at ${sayPort(studio, from.id)} (${sayOhms(source)}) with ${sayOhms(load)}: ${sayBy(hop.gain)} lost, and its response changes.`,
				cure: "One microphone, one preamplifier, of five times its impedance or more; otherwise a splitter.",
			}),
		];
	});

/** Less than an output may drive at all. */
const belowLeast: CopperRule = ({ studio }, island) =>
	loaded(island).flatMap((line) => {
		const { from, load } = line;
		const least = from.port.direction === "out" ? from.port.leastLoad : undefined;
		if (least === undefined || load === null || load >= least || isSpeaker(from)) return [];
		return [
			finding({
				code: "impedance.least-load",
				severity: "warn",
				places: placesOf(line),
				numbers: { "load Ω": load, "least Ω": least },
				sentence: `${sayPort(studio, from.id)} may drive ${sayOhms(least)} and no less, and ${names(studio, line)} ${line.hops.length > 1 ? "make" : "makes"} ${sayOhms(load)}: it clips early and may overheat.`,
				cure: "Take an input off the line, switch a termination off, or put a line amplifier between.",
			}),
		];
	});

const loadRules: Rules = {
	copper: [heavyLoad, multed, pickupLoaded, afterValve, microphoneLoaded, belowLeast],
	codes: {
		"impedance.heavy-load": {
			title: "A heavy load",
			severity: "note",
			physics:
				"Source and load divide the voltage: 20·log10(load/(source + load)). A load of ten times the source costs 0.8 dB, a load as low as the source 6.0 dB, and the output stage gives the current for it.",
			cure: "Use a buffer, or an input of ten times the source's impedance.",
			example: "Sink IN (600 Ω) loads Source OUT (600 Ω): 6.0 dB lost.",
		},
		"impedance.multed": {
			title: "One output, many inputs",
			severity: "note",
			physics:
				"Inputs on one line lie in parallel. Two of 10 kΩ are 5 kΩ: 50 Ω do not notice, 600 Ω lose 1.0 dB, and every plug that goes into the mult changes the level of all the others.",
			cure: "Feed many inputs from a distribution amplifier.",
			example: "Source OUT (600 Ω) feeds 2 inputs, 5 kΩ together: 1.0 dB lost at One IN and Other IN.",
		},
		"impedance.pickup-loaded": {
			title: "A pickup in a low input",
			severity: "note",
			physics:
				"A passive pickup is some kilohms at 1 kHz and, being a coil, ten times as much at its resonance. 1 MΩ leaves it alone; 100 kΩ damp the resonance, and 20 kΩ take the treble away.",
			cure: "Use an input of 1 MΩ, or a buffer between.",
			example:
				"Sink IN loads the pickup at Source OUT (10 kΩ) with 47 kΩ: 1.7 dB lost, and more of the treble.",
		},
		"impedance.after-valve": {
			title: "A valve output in a low input",
			severity: "note",
			physics:
				"A valve stage without an output transformer has 600 Ω to some kilohms and little current to give. 2 kΩ into 10 kΩ lose 1.6 dB, the distortion rises, and its coupling capacitor takes the bass; old gear wants 100 kΩ.",
			cure: "Use an input of a higher impedance, or a line amplifier between.",
			example:
				"The valve output Source OUT (2 kΩ) works into 10 kΩ and wants 20 kΩ: 1.6 dB lost, and it distorts earlier.",
		},
		"impedance.microphone-loaded": {
			title: "A microphone that is loaded down",
			severity: "note",
			physics:
				"A microphone of 150 to 300 Ω wants five to ten times its impedance. Two preamplifiers of 1.5 kΩ are 750 Ω together: the level falls, and with a transformer or a ribbon so does the bass.",
			cure: "One microphone, one preamplifier; otherwise a splitter with transformers.",
			example:
				"One IN and Other IN load the microphone at Source OUT (200 Ω) with 750 Ω: 2.1 dB lost, and its response changes.",
		},
		"impedance.least-load": {
			title: "Less load than the output may drive",
			severity: "warn",
			physics:
				"An output stage has so much current and no more. Below the load that its maker names it reaches it before it reaches its voltage: half the load, half the maximum level, 6 dB of headroom.",
			cure: "Take an input off the line, or put a line amplifier between.",
			example:
				"Source OUT may drive 2 kΩ and no less, and Sink IN makes 600 Ω: it clips early and may overheat.",
		},
	},
};

export const impedanceRules: RuleGroup = groupOf("impedance", [loadRules, terminationRules]);

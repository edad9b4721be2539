import { modelOf, sayUnit } from "#model/studio.ts";
import { finding, type Rule, type RuleGroup, type Scene } from "./rule.ts";

/** Minutes until a unit is warm: 0 when it is, null while it is off; undefined for one that needs no warming up. */
export const minutesToWarm = ({ studio, session, now }: Scene, unitId: string): number | null | undefined => {
	const unit = studio.units.find(({ id }) => id === unitId);
	const warmUp = unit && studio.models[unit.model]?.warmUp;
	if (warmUp === undefined) return undefined;
	const since = session.powered[unitId];
	if (since === undefined) return null;
	return Math.max(0, (warmUp - (now - Date.parse(since)) / 1000) / 60);
};

/** The chain that a unit stands in, if it is one and no more: trouble of the unit is then trouble of that chain. */
const onlyChainOf = ({ session }: Scene, unit: string): { chain?: string } => {
	const [chain, ...others] = session.chains.filter(({ inserts }) => inserts.includes(unit));
	return chain && others.length === 0 ? { chain: chain.id } : {};
};

const hasValves = ({ studio }: Scene, unit: string): boolean => modelOf(studio, unit)?.valves !== undefined;

const cold: Rule = (scene) =>
	[...scene.inUse].flatMap((unit) => {
		const minutes = minutesToWarm(scene, unit);
		if (minutes === undefined || minutes === 0) return [];
		const name = sayUnit(scene.studio, unit);
		const off = minutes === null;
		return [
			finding({
				code: off ? "warm-up.off" : "warm-up.cold",
				severity: "warn",
				places: [unit],
				...onlyChainOf(scene, unit),
				numbers: off ? {} : { "minutes left": Math.ceil(minutes) },
				sentence: off
					? `${name} is not switched on as far as anybody has said, and it must warm up before it may be trusted.`
					: `${name} is still cold: ${Math.ceil(minutes)} minutes until ${hasValves(scene, unit) ? "its valves have" : "it has"} settled.`,
				cure: off
					? "Switch it on and tick it here; the clock starts then."
					: "Wait, or accept that a recall will not match.",
				...(off ? { apply: [{ do: "power" as const, unit, on: true, minutesAgo: 0 }] } : {}),
			}),
		];
	});

/** Valves in use whose gear file does not say how long they need: the checker cannot wait for them. */
const unknown: Rule = (scene) =>
	[...scene.inUse]
		.filter((unit) => hasValves(scene, unit) && modelOf(scene.studio, unit)?.warmUp === undefined)
		.map((unit) =>
			finding({
				code: "warm-up.unknown",
				severity: "note",
				places: [unit],
				...onlyChainOf(scene, unit),
				sentence: `${sayUnit(scene.studio, unit)} has valves, and its gear file does not say how long they need to settle.`,
				cure: "Write warmUp into its gear file; 20 to 30 minutes are usual, the manual knows.",
			}),
		);

export const warmUpRules: RuleGroup = {
	name: "warm-up",
	codes: {
		"warm-up.off": {
			title: "A unit that is not switched on",
			severity: "warn",
			physics:
				"A unit that must warm up stands in a chain, and nobody has said that it is on. Valves reach their emission in half a minute and their working point in twenty: bias, gain and distortion drift until chassis and transformers are warm.",
			cure: "Switch it on and tick it: its clock starts then.",
			example:
				"Box is not switched on as far as anybody has said, and it must warm up before it may be trusted.",
		},
		"warm-up.cold": {
			title: "A unit that is still cold",
			severity: "warn",
			physics:
				"What is printed while a unit warms up is not what it prints later, and a recall made then cannot be matched. The time is the maker's, from the gear file, counted from when the unit was ticked as on.",
			cure: "Wait, or print and write down that it was cold.",
			example: "Box is still cold: 13 minutes until its valves have settled.",
		},
		"warm-up.unknown": {
			title: "Nobody knows how long it must warm up",
			severity: "note",
			physics:
				"The gear file lists valves and no time. 20 to 30 minutes are usual, a large power amplifier takes 45; the checker does not guess, so it does not wait.",
			cure: "Write the time into the gear file.",
			example: "Box has valves, and its gear file does not say how long they need to settle.",
		},
	},
	scene: [cold, unknown],
};

import { finding, type Rule, type RuleGroup, type Scene } from "./rule.ts";
import { sayUnit } from "./studio.ts";

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

const coldValves: Rule = (scene) =>
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
					: `${name} is still cold: ${Math.ceil(minutes)} minutes until its valves have settled.`,
				cure: off
					? "Switch it on and tick it here; the clock starts then."
					: "Wait, or accept that a recall will not match.",
				...(off ? { apply: [{ do: "power" as const, unit, on: true, minutesAgo: 0 }] } : {}),
			}),
		];
	});

export const warmUpRules: RuleGroup = {
	name: "warm-up",
	codes: {},
	scene: [coldValves],
};

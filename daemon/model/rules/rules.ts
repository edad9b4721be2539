import { balanceRules } from "./balance.ts";
import { clockRules } from "./clock.ts";
import { connectorRules } from "./connector.ts";
import { digitalRules } from "./digital.ts";
import { impedanceRules } from "./impedance.ts";
import { levelRules } from "./level.ts";
import { loopRules } from "./loop.ts";
import { normallingRules } from "./normalling.ts";
import { phantomRules } from "./phantom.ts";
import { polarityRules } from "./polarity.ts";
import type { RuleGroup } from "./rule.ts";
import { speakerRules } from "./speaker.ts";
import { stageRules } from "./stage.ts";
import { stockRules } from "./stock.ts";
import { unknownRules } from "./unknown.ts";
import { warmUpRules } from "./warm-up.ts";
import { wiringRules } from "./wiring.ts";

/** Everything that is ever told, group by group, as it stands on the page of findings. */
export const ruleGroups: readonly RuleGroup[] = [
	connectorRules,
	wiringRules,
	levelRules,
	impedanceRules,
	balanceRules,
	stageRules,
	polarityRules,
	phantomRules,
	speakerRules,
	digitalRules,
	clockRules,
	normallingRules,
	loopRules,
	warmUpRules,
	stockRules,
	unknownRules,
];

export const copperRules = ruleGroups.flatMap(({ copper = [] }) => copper);
export const patchRules = ruleGroups.flatMap(({ patch = [] }) => patch);
export const sceneRules = ruleGroups.flatMap(({ scene = [] }) => scene);
export const chainRules = ruleGroups.flatMap(({ chain = [] }) => chain);

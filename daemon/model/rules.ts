import type { RuleGroup } from "./rule.ts";
import { balanceRules } from "./rules-balance.ts";
import { clockRules } from "./rules-clock.ts";
import { connectorRules } from "./rules-connector.ts";
import { digitalRules } from "./rules-digital.ts";
import { impedanceRules } from "./rules-impedance.ts";
import { levelRules } from "./rules-level.ts";
import { loopRules } from "./rules-loop.ts";
import { normallingRules } from "./rules-normalling.ts";
import { phantomRules } from "./rules-phantom.ts";
import { polarityRules } from "./rules-polarity.ts";
import { speakerRules } from "./rules-speaker.ts";
import { stageRules } from "./rules-stage.ts";
import { stockRules } from "./rules-stock.ts";
import { unknownRules } from "./rules-unknown.ts";
import { warmUpRules } from "./rules-warm-up.ts";
import { wiringRules } from "./rules-wiring.ts";

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

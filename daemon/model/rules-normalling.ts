import type { RuleGroup } from "./rule.ts";

export const normallingRules: RuleGroup = { name: "normalling", codes: {} };

import type { RuleGroup } from "./rule.ts";

export const stockRules: RuleGroup = { name: "stock", codes: {} };

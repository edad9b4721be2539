import type { RuleGroup } from "./rule.ts";

export const digitalRules: RuleGroup = { name: "digital", codes: {} };

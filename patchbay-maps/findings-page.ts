import type { CodePage, RuleGroup } from "#model/rules/rule.ts";
import { ruleGroups } from "#model/rules/rules.ts";

const heading = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const anchor = (text: string): string =>
	text
		.toLowerCase()
		.replaceAll(/[^a-z0-9 -]/g, "")
		.replaceAll(" ", "-");

const severityMeans = {
	stop: "stop: it blocks a pass",
	warn: "warn: it asks before a pass",
	note: "note: it is said, no more",
};

const entry = (code: string, { title, severity, physics, cure, example }: CodePage): string =>
	[
		`### ${code}`,
		`**${title}** (${severityMeans[severity]})`,
		physics,
		`> ${example}`,
		`*Cure:* ${cure}`,
	].join("\n\n");

const sectionOf = ({ name, codes }: RuleGroup): string =>
	[`## ${heading(name)}`, ...Object.entries(codes).map(([code, page]) => entry(code, page))].join("\n\n");

const contentsOf = ({ name, codes }: RuleGroup): string[] => [
	`- [${heading(name)}](#${anchor(name)})`,
	...Object.entries(codes).map(([code, { title }]) => `  - [${code}](#${anchor(code)}): ${title}`),
];

/** Every code that is ever told, with its page. */
export const codePages = (): ReadonlyMap<string, CodePage> =>
	new Map(ruleGroups.flatMap(({ codes }) => Object.entries(codes)));

/** The page of findings: what each code means, why it happens, what the checker says, and the cure. */
export const findingsPage = (): string =>
	[
		"# Findings",
		`What the checker tells, ${codePages().size} codes in ${ruleGroups.length} groups. A finding is read off the copper, the levels or the state of the gear; the sentence in quotes is what the checker says of a room with just that trouble. This page is generated: \`npm run -s halfnormal -- findings --write\`.`,
		ruleGroups.flatMap(contentsOf).join("\n"),
		...ruleGroups.map(sectionOf),
		"",
	].join("\n\n");

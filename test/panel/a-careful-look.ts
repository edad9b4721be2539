import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Tablet } from "./a-tablet.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] as const;

/** axe goes in beside the page's own scripts, because the panel's policy lets nothing else in. */
export const violations = async ({ cdp }: Tablet): Promise<unknown> => {
	const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
	await cdp.send("Runtime.evaluate", { expression: axe });
	const { result } = await cdp.send("Runtime.evaluate", {
		awaitPromise: true,
		returnByValue: true,
		expression: `axe.run(document, { runOnly: ${JSON.stringify(TAGS)} }).then(({ violations }) =>
			violations.filter(({ impact }) => impact === "serious" || impact === "critical")
				.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => id + ": " + html.slice(0, 160) + " " + (any[0]?.message ?? ""))))`,
	});
	return result.value;
};

/** What a finger would miss: anything that can be tapped and is smaller than 44 px either way. */
export const tooSmall = ({ page }: Tablet): Promise<string[]> =>
	page.evaluate(() =>
		[...document.querySelectorAll("button, a, input, select, summary, [role=slider]")]
			.map((target) => target.closest("label.check, label.file, label.find") ?? target)
			.filter((target) => {
				const { width, height } = target.getBoundingClientRect();
				return width > 0 && (width < 43.5 || height < 43.5);
			})
			.map((target) => target.outerHTML.slice(0, 120)),
	);

/** How far the page, or the dialog before it, could be pushed sideways. */
export const sideways = ({ page }: Tablet): Promise<number> =>
	page.evaluate(() =>
		Math.max(
			...[document.documentElement, ...document.querySelectorAll("main, dialog")].map(
				(box) => box.scrollWidth - box.clientWidth,
			),
		),
	);

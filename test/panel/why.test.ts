import type { Locator } from "playwright-core";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { codePages } from "#patchbay/findings-page.ts";
import { type Mix, mixBeforeEach } from "./a-mix.ts";

const mix = mixBeforeEach();
let stage: Mix["stage"];
let page: Mix["tablet"]["page"];
let complaints: Mix["tablet"]["complaints"];
beforeEach(() => {
	const { tablet, ...rest } = mix();
	({ stage } = rest);
	({ page, complaints } = tablet);
});

/** A finding of the room as it stands on the tablet, and what the page of findings says of its code. */
const aFinding = () => {
	const [finding] = stage.desk.readings().findings.filter(({ asksEachTime }) => !asksEachTime);
	const known = codePages().get(finding?.code ?? "");
	if (!finding || !known) throw new Error("The room has no finding with a page");
	const row = page.locator(".finding", { hasText: finding.sentence });
	return { known, row, why: row.getByRole("button", { name: "Why" }) };
};

/** A cord from output to output: the worst finding comes to stand before the one that was there. */
const makeAnother = async () => {
	await stage.desk.ask({ do: "plug", from: "PB1/A01", to: "PB1/A03" }, "stage");
	await page.locator(".finding[data-severity=stop]").waitFor();
};

const words = (row: Locator) => row.locator(".why").locator("h3, p").allTextContents();

describe("why a finding is told", () => {
	test("a tap unfolds its physics and the general cure in the words of the page of findings", async () => {
		const { known, row, why } = aFinding();
		expect(await why.getAttribute("aria-expanded")).toBe("false");
		await why.tap();
		await row.getByText(known.physics).waitFor();
		expect(await words(row)).toEqual([known.title, known.physics, `In general: ${known.cure}`]);
		expect(await why.getAttribute("aria-expanded")).toBe("true");
		expect(await why.getAttribute("aria-controls")).toBe(await row.locator(".why").getAttribute("id"));
		await why.tap();
		expect(await row.locator(".why").count()).toBe(0);
		expect(complaints).toEqual([]);
	});

	test("the keyboard opens and closes it", async () => {
		const { known, row, why } = aFinding();
		await why.focus();
		await page.keyboard.press("Enter");
		await row.getByText(known.physics).waitFor();
		await page.keyboard.press("Space");
		await row.locator(".why").waitFor({ state: "detached" });
	});

	test("it stays open while the room changes, and while a reason to accept is written", async () => {
		const { known, row, why } = aFinding();
		await why.tap();
		await row.getByText(known.physics).waitFor();
		await makeAnother();
		await row.getByRole("button", { name: "Accept" }).tap();
		await row.getByLabel("Why this finding may stay").waitFor();
		expect(await words(row)).toContain(known.physics);
	});

	test("all pages are asked for once, and only when the first is wanted", async () => {
		await makeAnother();
		const asked: string[] = [];
		page.on("request", (request) => asked.push(new URL(request.url()).pathname));
		const all = page.getByRole("button", { name: "Why" });
		expect(asked).toEqual([]);
		await all.nth(0).tap();
		await all.nth(1).tap();
		await vi.waitFor(async () => expect(await page.locator(".why h3").count()).toBe(2));
		expect(asked).toEqual(["/api/findings"]);
	});

	test("a daemon that does not give the pages is said, and asked anew the next time", async () => {
		const { known, row, why } = aFinding();
		await page.route("**/api/findings", (route) => route.fulfill({ status: 500 }), { times: 1 });
		await why.tap();
		await row.getByText("The daemon did not give the explanation.").waitFor();
		await why.tap();
		await why.tap();
		await row.getByText(known.physics).waitFor();
	});
});

import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Chain } from "#model/session.ts";
import { aChain } from "#test/builders.ts";
import { sideways, tooSmall, violations } from "./a-careful-look.ts";
import { aLargeRoom } from "./a-large-room.ts";
import { type House, openHouse, type Tablet, TIGHT, takeTablet } from "./a-tablet.ts";
import { openStage, type Stage } from "./stage.ts";

let house: House;
let stage: Stage;
let tablet: Tablet;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(async () => {
	stage = await openStage(aLargeRoom(), { folders: house.folders });
	tablet = await takeTablet(house, stage.address());
});
afterEach(async () => {
	await tablet[Symbol.asyncDispose]();
	await stage[Symbol.asyncDispose]();
});

/** Pictures are taken on the way when a folder is named for them. */
const pictures = process.env.HALFNORMAL_PICTURES;
const picture = async (name: string, { page }: Tablet = tablet): Promise<void> => {
	if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

const two = { sends: [1, 2], returns: [1, 2] };
const put = (chain: Chain) => stage.desk.ask({ do: "set chain", chain }, "stage");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const chains = () => stage.desk.session().chains;
const planned = () => stage.desk.readings().chains[0]?.plan;

const kinds: Readonly<Record<Chain["kind"], Chain>> = {
	mono: aChain(["opto"]),
	stereo: aChain(["bus"], { kind: "stereo", ...two }),
	"dual mono": aChain(["opto"], { kind: "dual mono", ...two, right: ["fet"] }),
	"mid/side": aChain(["bus"], { kind: "mid/side", ...two, matrix: "ms" }),
	parallel: aChain(["bus"], { kind: "parallel", ...two, blend: { sends: [3, 4], unit: "sum" } }),
	"re-amp": aChain(["reamp", "head", "load"], { kind: "re-amp" }),
};

describe("the form offers all kinds, each with just the fields that it needs", () => {
	const fields: readonly (readonly [string, readonly string[]])[] = [
		["Mono", ["Send", "Return"]],
		["Stereo", ["Send left", "Send right", "Return left", "Return right"]],
		["Dual mono", ["Send left", "The right side runs through units of its own"]],
		["Mid/side", ["Send left", "Mid/side box", "The side runs through units of its own"]],
		["Parallel", ["Send left", "Dry send left", "Dry send right", "Wet and dry meet in"]],
		["Re-amp", ["Send", "Return"]],
	];

	test.each(fields)("%s", async (kind, labels) => {
		const { page } = tablet;
		await button(page, "New").tap();
		await page.getByLabel("Name").fill(kind);
		await button(page, kind).tap();
		for (const label of labels) await page.locator("label", { hasText: label }).first().waitFor();
		const fields = (words: string) => page.locator("dialog label", { hasText: words }).count();
		expect(await fields("Dry send left")).toBe(kind === "Parallel" ? 1 : 0);
		expect(await fields("Mid/side box")).toBe(kind === "Mid/side" ? 1 : 0);
		expect(await fields("right")).toBe({ Mono: 0, "Re-amp": 0, "Dual mono": 3, Parallel: 3 }[kind] ?? 2);
		expect(await tooSmall(tablet)).toEqual([]);
		await picture(`form-${kind.toLowerCase().replace(/\W/g, "-")}`);
		await button(page, "Make it").tap();
		await vi.waitFor(() => expect(chains().map((chain) => chain.kind)).toEqual([kind.toLowerCase()]));
	});

	test("a parallel chain without a summing unit says where its dry sound comes back", async () => {
		const { page } = tablet;
		await button(page, "New").tap();
		await page.getByLabel("Name").fill("Drums");
		await button(page, "Parallel").tap();
		await page.getByLabel("Wet and dry meet in").selectOption("the workstation, on returns of their own");
		await page.getByLabel("Dry return left").selectOption({ index: 4 });
		await button(page, "Make it").tap();
		await vi.waitFor(() => expect(chains()[0]?.blend).toEqual({ sends: [3, 4], returns: [5, 4] }));
	});
});

describe("the flow", () => {
	const rows = (page: Page) =>
		page
			.locator(".flow")
			.evaluateAll((lists) =>
				lists.map((list) => [...list.querySelectorAll(".card strong")].map((card) => card.textContent)),
			);

	test.each<[Chain["kind"], string[][]]>([
		["stereo", [["Bus comp"]]],
		["dual mono", [["Opto comp"], ["FET comp"]]],
		["mid/side", [["M/S box", "Bus comp", "M/S box"]]],
		["parallel", [["Bus comp", "Summing mixer"], ["Summing mixer"]]],
		["re-amp", [["Re-amp box", "Valve head", "Load box"]]],
	])("of a %s chain", async (kind, cards) => {
		await put(kinds[kind]);
		await tablet.page.locator(".flow").first().waitFor();
		expect(await rows(tablet.page)).toEqual(cards);
		await picture(`flow-${kind.replace(/\W/g, "-")}`);
	});

	test("gear is put on the side that is chosen, and moved and taken out there", async () => {
		const { page } = tablet;
		await put(aChain(["opto"], { kind: "dual mono", ...two, right: [] }));
		await button(page, "Right").tap();
		await page.locator(".gear-unit", { hasText: "FET comp" }).tap();
		await page.locator(".gear-unit", { hasText: "Bus comp" }).tap();
		await vi.waitFor(() => expect(chains()[0]?.right).toEqual(["fet", "bus"]));
		await button(page, "Earlier").tap();
		await vi.waitFor(() => expect(chains()[0]?.right).toEqual(["bus", "fet"]));
		await button(page, "Take out").tap();
		await vi.waitFor(() => expect(chains()[0]).toMatchObject({ inserts: ["opto"], right: ["fet"] }));
	});

	test("a box that belongs to the kind stays where it is", async () => {
		await put(kinds["mid/side"]);
		await tablet.page.locator(".card", { hasText: "encodes" }).tap();
		await tablet.page.locator(".unit-page[aria-label='M/S box']").waitFor();
		expect(await button(tablet.page, "Earlier").count()).toBe(0);
	});
});

describe("the steps", () => {
	const toBay = () => tablet.page.locator("a[href='#bay']").tap();
	const tickFirst = async () => {
		const before = planned()?.steps.length ?? 0;
		await tablet.page.locator(".tick:enabled").first().tap();
		await vi.waitFor(() => expect(planned()?.steps.length).toBe(before - 1));
	};

	test("mute first, with its reason; the way back is offered when all is patched", async () => {
		const { page } = tablet;
		await put(kinds.mono);
		await toBay();
		await page.locator(".step[data-do=mute] summary", { hasText: "Mute Monitors." }).tap();
		await page.getByText("every plug would crack in them").waitFor();
		const unmute = page.getByLabel("Done: Unmute Monitors.");
		expect(await unmute.isDisabled()).toBe(true);
		await picture("steps-mute");
		for (let left = planned()?.steps.length ?? 0; left > 0; left--) await tickFirst();
		expect(stage.desk.session().settings.monitors?.mute?.setting).toBe("Muted");
		await page.locator(".steps h2", { hasText: "Patched" }).waitFor();
		await unmute.tap();
		await vi.waitFor(() => expect(stage.desk.session().settings.monitors?.mute?.setting).toBe("Open"));
		await unmute.waitFor({ state: "detached" });
	});

	test("a router is turned by a tick", async () => {
		await put(aChain([], { sends: [7], returns: [7] }));
		await toBay();
		await tablet.page
			.locator(".step[data-do=turn]", { hasText: "Let Router OUT1 give Router IN1." })
			.waitFor();
		await picture("steps-turn");
		await tickFirst();
		await tickFirst();
		expect(stage.desk.session().settings.router?.["route-out1"]?.setting).toBe("in1");
	});

	test("nothing after a stop is ticked before a person has said yes to it, each time anew", async () => {
		const { page } = tablet;
		await put(kinds["re-amp"]);
		await toBay();
		const standby = page.getByLabel(/^Done: Put Valve head on standby/);
		const after = page.locator(".step[data-do=plug] .tick").first();
		expect(await after.isDisabled()).toBe(true);
		await standby.tap();
		expect(await after.isEnabled()).toBe(true);
		await stage.desk.ask({ do: "set chain", chain: kinds.mono }, "stage");
		await standby.waitFor({ state: "detached" });
		await stage.desk.ask({ do: "set chain", chain: kinds["re-amp"] }, "stage");
		await standby.waitFor();
		expect(await after.isDisabled()).toBe(true);
	});

	test("what is missing is said with its cure, and who else wants the same", async () => {
		const { page } = tablet;
		await put(aChain(["opto"], { kind: "stereo", ...two }));
		await put(
			aChain(["bus"], { id: "other", name: "Other", kind: "stereo", sends: [1, 2], returns: [5, 6] }),
		);
		await put(
			aChain(["bus"], { id: "third", name: "Third", kind: "stereo", sends: [3, 4], returns: [3, 4] }),
		);
		await toBay();
		await page.getByText("Opto comp has one channel only").waitFor();
		await page.locator(".steps h2", { hasText: "Cannot be patched" }).waitFor();
		await page.locator(".steps").getByRole("button", { name: "Third" }).tap();
		await page.getByText("Bus comp is in Other too: Third and Other cannot be patched").waitFor();
		await picture("steps-missing");
	});
});

describe("the bay", () => {
	test("shows every row by its letter, and plugs into the third one", async () => {
		const { page } = tablet;
		await page.locator("a[href='#bay']").tap();
		await page.getByLabel(/^PB1 A08, /).tap();
		await page.getByLabel(/^PB1 C01, Interface AD8, free/).tap();
		await vi.waitFor(() =>
			expect(stage.desk.session().cords).toEqual([{ cord: "TT-60-blue #1", from: "PB1/A08", to: "PB1/C01" }]),
		);
		expect(await page.locator(".bay-row legend").allTextContents()).toEqual(["Row A", "Row B", "Row C"]);
		expect(await page.locator(".jack-column").nth(48).textContent()).toBe("C01");
		await picture("bay-three-rows");
		await button(page, "Mic panel").tap();
		await page.getByLabel(/^MIC A08, /).waitFor();
		expect(await page.locator(".jack").count()).toBe(8);
		await picture("bay-one-row");
	});

	test("the rows stand under each other and no cord hides a jack's place", async () => {
		const { page } = tablet;
		await page.locator("a[href='#bay']").tap();
		const tops = await page
			.locator(".bay-row .jacks")
			.evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().top));
		const field = await page.locator(".bay-field").evaluate((box) => box.getBoundingClientRect().top);
		expect(tops.map((top) => Math.round(top - field))).toEqual([60, 116, 308]);
	});
});

describe.each(TIGHT)("on %s", (name, size) => {
	test.each(["dual mono", "parallel", "mid/side"] as const)(
		"a %s chain can be used by everybody",
		async (kind) => {
			await put(kinds[kind]);
			await using other = await takeTablet(house, stage.address(), size);
			await other.page.locator(".card").first().waitFor();
			expect(await violations(other)).toEqual([]);
			expect(await tooSmall(other)).toEqual([]);
			expect(await sideways(other)).toBe(0);
			await picture(`flow-${kind.replace(/\W/g, "-")}-${name.replaceAll(" ", "-")}`, other);
			await other.page.locator("a[href='#bay']").tap();
			await other.page.locator(".bay-row").nth(2).waitFor();
			expect(await violations(other)).toEqual([]);
			expect(await tooSmall(other)).toEqual([]);
			expect(await sideways(other)).toBe(0);
			expect(other.complaints).toEqual([]);
			await picture(`bay-${kind.replace(/\W/g, "-")}-${name.replaceAll(" ", "-")}`, other);
		},
	);
});

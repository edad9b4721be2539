import { beforeEach, describe, expect, test, vi } from "vitest";
import { type Mix, mixBeforeEach, openUnit, settingOn, slider, travelOn, up } from "./a-mix.ts";
import { middleOf } from "./a-tablet.ts";

const mix = mixBeforeEach();
let stage: Mix["stage"];
let tablet: Mix["tablet"];
beforeEach(() => {
	({ stage, tablet } = mix());
});

describe("a knob under a finger", () => {
	beforeEach(() => openUnit(tablet.page, "Comp"));

	test("88 px up turns it by 0.400 of its range, and the daemon is told", async () => {
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		expect(await travelOn(tablet.page, "Comp Threshold")).toBe(25);
		await tablet.fingers.drag(knob, up(knob, 30), up(knob, 60), up(knob, 88));
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBeCloseTo(-40 + 0.65 * 50, 2));
		expect(await travelOn(tablet.page, "Comp Threshold")).toBe(65);
		expect(await tablet.page.evaluate(() => document.querySelector("main")?.scrollTop)).toBe(0);
	});

	test("the first touch does not move it", async () => {
		await tablet.fingers.tap(await middleOf(tablet.page, slider("Comp Threshold")));
		await tablet.page.evaluate(() => new Promise(requestAnimationFrame));
		expect(await travelOn(tablet.page, "Comp Threshold")).toBe(25);
		expect(stage.asked.filter(({ command }) => command.do === "turn")).toEqual([]);
	});

	test("a second finger makes it ten times as fine", async () => {
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		const rest = { x: 600, y: 100 };
		await tablet.fingers.touch(knob);
		await tablet.fingers.touch(knob, rest);
		await tablet.fingers.touch(up(knob, 44), rest);
		await tablet.fingers.touch(up(knob, 88), rest);
		await tablet.fingers.touch();
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBeCloseTo(-40 + 0.29 * 50, 2));
	});

	test("more than 120 px to the side makes it ten times as fine", async () => {
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		await tablet.fingers.drag(knob, up(knob, 0, 130), up(knob, 44, 130), up(knob, 88, 130));
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBeCloseTo(-40 + 0.29 * 50, 2));
	});

	test("a double tap goes to the default, and undo takes it back", async () => {
		await stage.desk.ask({ do: "turn", unit: "comp", control: "threshold", setting: 5 }, "stage");
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		await tablet.fingers.tap(knob);
		await tablet.fingers.tap(knob);
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBe(-27.5));
		await tablet.page.locator(".undo").tap();
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBe(5));
		await vi.waitFor(async () => expect(await travelOn(tablet.page, "Comp Threshold")).toBe(90));
	});

	test("keys turn it by 1 %, 0.1 %, 10 %, to its ends and to its default", async () => {
		const knob = tablet.page.locator(slider("Comp Make-up"));
		await knob.focus();
		const keys = ["ArrowUp", "Shift+ArrowUp", "PageUp", "Home", "End", "Delete"];
		const stands: number[] = [];
		for (const key of keys) {
			await knob.press(key);
			stands.push(await travelOn(tablet.page, "Comp Make-up"));
		}
		expect(stands).toEqual([26, 26.1, 36.1, 0, 100, 25]);
	});

	test("a typed figure sets it, with minus and unit, and is held to its range", async () => {
		await tablet.page.getByLabel("Comp Threshold: −27.5 dB. Type a value").tap();
		await tablet.page.getByLabel("Comp Threshold, in dB").fill("−12,5 dB");
		await tablet.page.keyboard.press("Enter");
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBe(-12.5));
		await tablet.page.locator(slider("Comp Threshold")).press("9");
		await tablet.page.keyboard.type("9");
		await tablet.page.keyboard.press("Enter");
		await vi.waitFor(() => expect(settingOn(stage, "comp", "threshold")).toBe(10));
	});

	test("a switch of two positions changes by a tap, one of several by its list", async () => {
		await tablet.page.getByLabel(/^Comp In: In/).tap();
		await vi.waitFor(() => expect(settingOn(stage, "comp", "in")).toBe("Out"));
		await tablet.page.locator("select[aria-label='Comp Ratio']").selectOption("10:1");
		await vi.waitFor(() => expect(settingOn(stage, "comp", "ratio")).toBe("10:1"));
	});
});

describe("what is known of a control", () => {
	test("unknown has no pointer and says so; a turn of a hand control makes it known", async () => {
		await openUnit(tablet.page, "Equaliser");
		const control = tablet.page.locator(".control", { hasText: "Treble" });
		expect(await control.getAttribute("data-certainty")).toBe("unknown");
		expect(await control.locator(".body").textContent()).toContain("?");
		await tablet.page.locator(slider("Equaliser Treble")).press("ArrowUp");
		await vi.waitFor(async () => expect(await control.getAttribute("data-certainty")).toBe("told"));
	});

	test("a driven value that the unit did not confirm is not drawn like one that was read", async () => {
		await openUnit(tablet.page, "Driven");
		const control = tablet.page.locator(".control", { hasText: "Gain" });
		const look = () =>
			control.locator(".body path").evaluate((path) => getComputedStyle(path).strokeDasharray);
		expect(await control.getAttribute("data-certainty")).toBe("read");
		const whole = await look();
		stage.now.answers = false;
		await tablet.page.locator(slider("Driven Gain")).press("ArrowUp");
		await vi.waitFor(async () => expect(await control.getAttribute("data-certainty")).toBe("assumed"));
		expect(await look()).not.toBe(whole);
	});
});

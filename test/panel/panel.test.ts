import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Mix, mixBeforeEach, openUnit, slider, travelOn, up } from "./a-mix.ts";
import { aRoom } from "./a-room.ts";
import { middleOf, type Tablet, takeTablet } from "./a-tablet.ts";
import { openStage } from "./stage.ts";

const mix = mixBeforeEach();
let house: Mix["house"];
let stage: Mix["stage"];
let tablet: Mix["tablet"];
beforeEach(() => {
	({ house, stage, tablet } = mix());
});

const cards = ({ page }: Tablet) => page.locator(".card strong").allTextContents();

describe("two tablets", () => {
	let other: Tablet;
	beforeEach(async () => {
		other = await takeTablet(house, stage.address());
		await openUnit(tablet.page, "Comp");
		await openUnit(other.page, "Comp");
	});
	afterEach(() => other[Symbol.asyncDispose]());

	test("they take two names and see each other", async () => {
		await vi.waitFor(() => expect(stage.desk.live().tablets.toSorted()).toEqual(["Tablet 1", "Tablet 2"]));
		await other.page.locator(".connection", { hasText: "2 tablets" }).waitFor();
	});

	test("a value that is turned on one follows on the other", async () => {
		await tablet.page.locator(slider("Comp Threshold")).press("End");
		await vi.waitFor(async () => expect(await travelOn(other.page, "Comp Threshold")).toBe(100));
	});

	test("a control that is held is dashed on the other with the holder's name, and is not stolen", async () => {
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		await tablet.fingers.touch(knob);
		await tablet.fingers.touch(up(knob, 44));
		const held = other.page.locator(".control[data-held=true]", { hasText: "Threshold" });
		await held.getByText("held by Tablet 1").waitFor();
		const asked = stage.asked.length;
		const theirs = await middleOf(other.page, slider("Comp Threshold"));
		await other.fingers.drag(theirs, up(theirs, 40), up(theirs, 80));
		await other.page.locator(slider("Comp Threshold")).press("End");
		expect(stage.asked.length).toBe(asked);
		await tablet.fingers.touch();
		await vi.waitFor(() => expect(stage.desk.live().holds).toEqual([]));
	});

	test("a card that is carried to the second place stands there on both", async () => {
		const from = await middleOf(tablet.page, ".leg:nth-child(4) .card");
		const to = await middleOf(tablet.page, ".leg:nth-child(3) .card");
		const short = { x: to.x - 30, y: to.y };
		await tablet.fingers.drag(from, { x: from.x - 40, y: from.y + 4 }, short, short);
		for (const each of [tablet, other])
			await vi.waitFor(async () => expect(await cards(each)).toEqual(["Comp", "Driven", "Equaliser"]));
	});

	test("a step that is ticked hangs the cord on both", async () => {
		for (const { page } of [tablet, other]) await page.locator("a[href='#bay']").tap();
		const steps = stage.desk.readings().chains[0]?.plan.steps.length ?? 0;
		await tablet.page.locator(".tick").first().tap();
		await vi.waitFor(() => expect(stage.desk.session().cords.length).toBe(1));
		await other.page.locator(".steps h2", { hasText: `${steps - 1} step` }).waitFor();
		expect(await other.page.locator(".jack[data-plugged=true]").count()).toBeGreaterThan(0);
	});
});

describe("the chain", () => {
	test("earlier, later and out do what carrying does", async () => {
		await openUnit(tablet.page, "Equaliser");
		await tablet.page.getByRole("button", { name: "Earlier" }).tap();
		await vi.waitFor(async () => expect(await cards(tablet)).toEqual(["Equaliser", "Comp", "Driven"]));
		await tablet.page.getByRole("button", { name: "Take out" }).tap();
		await vi.waitFor(async () => expect(await cards(tablet)).toEqual(["Comp", "Driven"]));
		await tablet.page.getByLabel("Find gear").fill("equal");
		await tablet.page.locator(".gear-unit").tap();
		await vi.waitFor(async () => expect(await cards(tablet)).toEqual(["Comp", "Driven", "Equaliser"]));
	});

	test("a finding is accepted with a reason and stays to be seen", async () => {
		const [finding] = stage.desk.readings().findings.filter(({ asksEachTime }) => !asksEachTime);
		const row = tablet.page.locator(".finding", { hasText: finding?.sentence ?? "no finding" });
		await row.getByRole("button", { name: "Accept" }).tap();
		await row.getByLabel("Why this finding may stay").fill("It is meant to be");
		await row.getByRole("button", { name: "Accept" }).tap();
		await row.getByText("Accepted by Tablet 1: It is meant to be").waitFor();
		expect(stage.desk.session().accepted.map(({ because }) => because)).toEqual(["It is meant to be"]);
	});

	test("what hands have done about a finding is said with one tap, and the finding goes", async () => {
		const [finding] = stage.desk.readings().findings.filter(({ code }) => code === "warm-up.off");
		await tablet.page.getByRole("button", { name: `Done: ${finding?.cure}` }).tap();
		await tablet.page.locator(".finding", { hasText: finding?.sentence }).waitFor({ state: "detached" });
		expect(Object.keys(stage.desk.session().powered)).toEqual(["equaliser"]);
	});

	test("a refusal is shown with its cure until it is closed", async () => {
		stage.happen({ was: "closed" });
		await openUnit(tablet.page, "Comp");
		await tablet.page.locator(slider("Comp Threshold")).press("ArrowUp");
		await tablet.page.getByRole("alert").getByText("The session is closed.").waitFor();
		await tablet.page.getByLabel("Close the message").tap();
		expect(await tablet.page.locator(".refused").count()).toBe(0);
	});
});

describe("the bay", () => {
	test("a source and then a target are tapped, and a cord hangs; tapped again it can be unplugged", async () => {
		const { page } = tablet;
		await page.locator("a[href='#bay']").tap();
		await page.getByLabel(/^PB1 A01, /).tap();
		await page.getByLabel(/^PB1 B05, /).tap();
		await vi.waitFor(() =>
			expect(stage.desk.session().cords).toEqual([{ cord: "TT-90-red #1", from: "PB1/A01", to: "PB1/B05" }]),
		);
		await page.getByLabel(/^PB1 A01, .* holds TT-90-red #1/).tap();
		await page.getByRole("button", { name: "Unplug TT-90-red #1" }).tap();
		await vi.waitFor(() => expect(stage.desk.session().cords).toEqual([]));
	});

	test("the list finds the same jacks by name", async () => {
		const { page } = tablet;
		await page.locator("a[href='#bay']").tap();
		await page.getByLabel("Find a jack").fill("equaliser in");
		await vi.waitFor(async () =>
			expect(await page.locator(".jack-list code").allTextContents()).toEqual(["PB1 B05", "PB1 B06"]),
		);
	});
});

describe("a pass", () => {
	const patch = async () => {
		const steps = () => stage.desk.readings().chains[0]?.plan.steps ?? [];
		for (let [step] = steps(); step?.tick; [step] = steps()) await stage.desk.ask(step.tick, "stage");
	};

	test("is printed by holding for a second, shows its time everywhere, and stops from any place", async () => {
		await patch();
		const { page } = tablet;
		await page.locator("a[href='#print']").tap();
		await page.locator(".row", { hasText: "Mix.wav" }).tap();
		for (const box of await page.getByRole("checkbox").all()) await box.check();
		const hold = page.locator(".hold");
		await vi.waitFor(async () => expect(await hold.isEnabled()).toBe(true));
		await hold.scrollIntoViewIfNeeded();
		await tablet.fingers.tap(await middleOf(page, ".hold"));
		expect(stage.desk.session().pass).toBeNull();
		await tablet.fingers.touch(await middleOf(page, ".hold"));
		await vi.waitFor(() => expect(stage.desk.session().pass).not.toBeNull(), { timeout: 5000 });
		await tablet.fingers.touch();
		stage.show({ position: 40, remaining: 167, sends: [{ line: 1, peak: -8, rms: -15 }], returns: [] });
		await page.locator("a[href='#studio']").first().tap();
		await page.locator(".strip-time", { hasText: "−2:47" }).waitFor();
		await page.locator(".strip .stop").tap();
		await vi.waitFor(() => expect(stage.desk.session().takes.length).toBe(1));
		await page.locator("a[href='#print']").tap();
		await page.locator(".take", { hasText: "−14.2 LUFS" }).waitFor();
		expect(await page.getByLabel("Download take 1").getAttribute("href")).toBe(
			"/files/2026-11-22-song/takes/take-001.wav",
		);
	});

	test("a clip stays red until somebody resets it", async () => {
		stage.show({ position: 1, remaining: 1, sends: [{ line: 2, peak: 0.1, rms: -3 }], returns: [] });
		const clip = tablet.page.getByRole("button", { name: /^Clipped: .*DA2/ });
		await clip.tap();
		await clip.waitFor({ state: "detached" });
	});
});

describe("a daemon that goes away", () => {
	test("makes the panel inert, and nothing that is touched then is sent later", async () => {
		await openUnit(tablet.page, "Comp");
		const knob = await middleOf(tablet.page, slider("Comp Threshold"));
		const asked = stage.asked.length;
		await stage.kill();
		await tablet.page.locator("main[inert]").waitFor();
		await tablet.page.getByText("Nothing you touch is sent.").waitFor();
		await tablet.fingers.drag(knob, up(knob, 40), up(knob, 88));
		stage.happen({ was: "turned", unit: "comp", control: "threshold", setting: 10, how: "by hand" });
		await stage.revive();
		const back = performance.now();
		await tablet.page.locator('.shell[data-state="live"]').waitFor();
		expect(performance.now() - back).toBeLessThan(1500);
		await vi.waitFor(async () => expect(await travelOn(tablet.page, "Comp Threshold")).toBe(100));
		expect(stage.asked.length).toBe(asked);
	});

	test("silently is noticed within three seconds", async () => {
		await using mute = await openStage(aRoom(), {
			folders: house.folders,
			limits: { silence: 3_600_000, beat: 3_600_000 },
		});
		await using listener = await takeTablet(house, mute.address());
		const silent = await listener.page.evaluate(
			() =>
				new Promise<number>((resolve) => {
					const since = performance.now();
					const main = document.querySelector("main");
					const watch = new MutationObserver(() => main?.inert && resolve(performance.now() - since));
					if (main) watch.observe(main, { attributes: true });
				}),
		);
		expect(silent).toBeLessThan(3000);
	});
});

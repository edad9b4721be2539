import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { DaemonLink } from "#daemon/cli/daemon-link.ts";
import { type House, middleOf, openHouse, type Tablet, takeTablet } from "#test/panel/a-tablet.ts";
import { aDaemon } from "./a-daemon.ts";
import { sendStereo } from "./recordings.ts";

let house: House;
beforeAll(async () => {
	house = await openHouse();
}, 60_000);
afterAll(() => house[Symbol.asyncDispose]());

/** Pictures for the README are taken on the way when a folder is named for them. */
const pictures = process.env.HALFNORMAL_PICTURES;
const picture = async ({ page }: Tablet, name: string): Promise<void> => {
	if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
};

const place = ({ page }: Tablet, name: string): Promise<void> => page.locator(`a[href='#${name}']`).tap();
const button = ({ page }: Tablet, name: string | RegExp) => page.getByRole("button", { name });

type Scene = { readonly tablet: Tablet; readonly link: DaemonLink };

/** A unit is added to the chain, and its knob is dragged down until the unit itself says so. */
const addAndTurn = async ({ tablet, link }: Scene): Promise<void> => {
	const { page, fingers } = tablet;
	await page.locator(".gear-unit", { hasText: "OSC EQ" }).tap();
	await page.getByRole("slider", { name: /trim/i }).waitFor();
	const { x, y } = await middleOf(page, "[role=slider][aria-label*='TRIM' i]");
	await fingers.drag({ x, y }, { x, y: y + 40 }, { x, y: y + 44 });
	const told = () => link.live().devices.find(({ unit }) => unit === "osc-eq")?.values.trim;
	const arrived = (): boolean => told()?.certainty === "confirmed" && Number(told()?.reported) < -1;
	await link.until(arrived, 10, "the unit to have it");
	await picture(tablet, "chain");
};

const tickAll = async ({ tablet, link }: Scene): Promise<void> => {
	await place(tablet, "bay");
	const ticks = tablet.page.locator(".tick");
	await ticks.first().waitFor();
	await picture(tablet, "bay");
	for (let left = await ticks.count(); left > 0; left--) {
		await ticks.first().tap();
		await expect.poll(() => ticks.count(), { timeout: 10_000 }).toBe(left - 1);
	}
	await link.until(() => link.readings().chains[0]?.plan.steps.length === 0, 10, "the plan to be done");
};

/** Source, answers, and a finger that stays on the button until the pass is armed. */
const holdToPrint = async ({ tablet, link }: Scene): Promise<void> => {
	const { page, fingers } = tablet;
	await place(tablet, "print");
	await button(tablet, /Words\.wav/).tap();
	for (const yes of await page.getByLabel(/^Print anyway/).all()) await yes.tap();
	await picture(tablet, "print");
	await fingers.touch(await middleOf(page, ".hold"));
	await link.until(() => link.live().pass !== null, 20, "the pass to be armed");
	await fingers.touch();
};

const watchThePass = async ({ tablet, link }: Scene): Promise<void> => {
	await button(tablet, /^stop/i).first().waitFor();
	await link.until(() => link.live().pass === "rolling", 40, "the tape to roll");
	await picture(tablet, "rolling");
	await link.until(() => link.session().takes.length === 1, 60, "the take");
	expect(link.session().takes[0]?.result).toMatchObject({ end: "printed", remarks: [] });
	await tablet.page.getByLabel("Download take 1").waitFor();
	await picture(tablet, "take");
};

const closeTheSession = async ({ tablet, link }: Scene): Promise<void> => {
	await place(tablet, "session");
	await button(tablet, "Close the session").tap();
	await button(tablet, "Close the session").last().tap();
	await link.until(() => link.session().closed !== null, 20, "the session to be closed");
	await tablet.page.getByLabel("Recall sheet as PDF").first().waitFor();
	await picture(tablet, "session");
};

test("by touch: a chain, its cords, a knob, a print, and the sheet", async () => {
	await using daemon = await aDaemon();
	await using link = await daemon.tablet("Watcher");
	await daemon.ready(link);
	await sendStereo(daemon, "Words.wav");
	await using tablet = await takeTablet(house, daemon.address);
	const scene = { tablet, link };
	await addAndTurn(scene);
	await tickAll(scene);
	await holdToPrint(scene);
	await watchThePass(scene);
	await closeTheSession(scene);
	const sheet = await readFile(join(daemon.data, "sessions", link.session().id, "sheet.pdf"));
	expect(sheet.subarray(0, 5).toString()).toBe("%PDF-");
	expect(tablet.complaints).toEqual([]);
}, 180_000);

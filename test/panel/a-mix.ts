import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { aRoom } from "./a-room.ts";
import { type House, openHouse, type Spot, type Tablet, takeTablet } from "./a-tablet.ts";
import { openStage, type Stage } from "./stage.ts";

const mixBus = {
	id: "mix-bus",
	name: "Mix bus",
	kind: "stereo" as const,
	sends: [1, 2],
	returns: [1, 2],
	inserts: ["comp", "equaliser", "driven"],
};

/** What a test of the panel works with; each test has a stage and a tablet of its own. */
export type Mix = { readonly house: House; readonly stage: Stage; readonly tablet: Tablet };

const setTheStage = async ({ folders }: House): Promise<Stage> => {
	const stage = await openStage(aRoom(), { folders });
	stage.now.devices = [
		{
			unit: "driven",
			transport: "osc",
			port: "127.0.0.1:10023",
			link: "connected",
			sentence: "Connected",
			values: { gain: { desired: 3, reported: 3, certainty: "confirmed" } },
		},
	];
	stage.now.sources = [{ file: "Mix.wav", rate: 48_000, channels: 2, bits: 24, seconds: 207 }];
	await stage.desk.ask({ do: "set chain", chain: mixBus }, "stage");
	return stage;
};

/** A mix bus through three boxes, and a live tablet, before every test of the file. */
export const mixBeforeEach = (): (() => Mix) => {
	let house: House | undefined;
	let mix: Mix | undefined;
	beforeAll(async () => {
		house = await openHouse();
	});
	afterAll(() => house?.[Symbol.asyncDispose]());
	beforeEach(async () => {
		if (!house) throw new Error("The browser did not start");
		const stage = await setTheStage(house);
		mix = { house, stage, tablet: await takeTablet(house, stage.address()) };
	});
	afterEach(async () => {
		await mix?.tablet[Symbol.asyncDispose]();
		await mix?.stage[Symbol.asyncDispose]();
	});
	return () => {
		if (!mix) throw new Error("There is no mix outside a test");
		return mix;
	};
};

export const slider = (name: string): string => `[role=slider][aria-label="${name}"]`;

export const openUnit = async (page: Page, unit: string): Promise<void> => {
	await page.locator(".card", { hasText: unit }).tap();
	await page.locator(`.unit-page[aria-label="${unit}"]`).waitFor();
};

/** Where a knob stands on a tablet, in percent of its range. */
export const travelOn = async (page: Page, name: string): Promise<number> =>
	Number(await page.locator(slider(name)).getAttribute("aria-valuenow"));

export const up = ({ x, y }: Spot, pixels: number, sideways = 0): Spot => ({
	x: x + sideways,
	y: y - pixels,
});

export const settingOn = ({ desk }: Stage, unit: string, control: string) =>
	desk.session().settings[unit]?.[control]?.setting;

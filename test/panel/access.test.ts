import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KINDS } from "#panel/chain-draft.ts";
import { titled } from "#panel/say.ts";
import { sideways, tooSmall, violations } from "./a-careful-look.ts";
import { aLargeRoom } from "./a-large-room.ts";
import { aRoom } from "./a-room.ts";
import { type House, openHouse, SIZES, type Tablet, TIGHT, takeTablet } from "./a-tablet.ts";
import { openStage, type Stage } from "./stage.ts";

const PLACES = ["chain", "bay", "print", "session", "studio"] as const;

let house: House;
let stage: Stage;

beforeAll(async () => {
	house = await openHouse();
	stage = await openStage(aRoom(), { folders: house.folders });
	stage.now.devices = [
		{
			unit: "driven",
			transport: "osc",
			port: "127.0.0.1:10023",
			link: "lost",
			sentence: "Driven did not answer for 2 s; is it on?",
			values: { gain: { desired: 3, reported: null, certainty: "assumed" } },
		},
	];
	stage.now.sources = [{ file: "Mix.wav", rate: 44_100, channels: 2, bits: 24, seconds: 207 }];
	const ask = (command: Parameters<Stage["desk"]["ask"]>[0]) => stage.desk.ask(command, "stage");
	const inserts = ["comp", "equaliser", "driven"];
	const chain = { name: "Mix", kind: "stereo" as const, sends: [1, 2], returns: [1, 2], inserts };
	await ask({ do: "set chain", chain: { ...chain, id: "mix" } });
	await ask({ do: "set chain", chain: { ...chain, id: "other", name: "Other", inserts: ["comp"] } });
	await ask({ do: "plug", from: "PB1/A01", to: "PB1/B05" });
	await ask({ do: "note", text: "The second chorus is the one." });
	await ask({ do: "print", chain: "mix", source: "Mix.wav", tail: 2, convert: false, answers: [] });
	await ask({ do: "stop" });
	await ask({ do: "power", unit: "equaliser", on: true, minutesAgo: 3 });
});
afterAll(async () => {
	await stage?.[Symbol.asyncDispose]();
	await house?.[Symbol.asyncDispose]();
});

const enter = async ({ page }: Tablet, place: (typeof PLACES)[number]): Promise<void> => {
	await page.locator(`.places a[href='#${place}']`).tap();
	await page.locator(`.${place}-place`).waitFor();
	if (place === "chain") await page.locator(".card", { hasText: "Driven" }).tap();
	if (place === "bay") await page.getByLabel(/^PB1 A02, /).tap();
	if (place === "print") await page.locator(".row", { hasText: "Mix.wav" }).tap();
};

describe.each(Object.entries(SIZES))("on %s", (_, size) => {
	test.each(PLACES)("the place %s can be used by everybody", async (place) => {
		await using tablet = await takeTablet(house, stage.address(), size);
		await enter(tablet, place);
		expect(await violations(tablet)).toEqual([]);
		expect(await tooSmall(tablet)).toEqual([]);
		expect(await sideways(tablet)).toBe(0);
		expect(tablet.complaints).toEqual([]);
	});

	test("a finding that says why can be used by everybody", async () => {
		await using tablet = await takeTablet(house, stage.address(), size);
		const why = tablet.page.getByRole("button", { name: "Why" });
		await why.first().tap();
		await tablet.page.locator(".why h3").waitFor();
		expect(await violations(tablet)).toEqual([]);
		expect(await tooSmall(tablet)).toEqual([]);
		expect(await sideways(tablet)).toBe(0);
		expect(tablet.complaints).toEqual([]);
	});
});

describe.each(TIGHT)("on %s", (_, size) => {
	test("the form of every kind of chain can be used by everybody", async () => {
		await using large = await openStage(aLargeRoom(), { folders: house.folders });
		await using tablet = await takeTablet(house, large.address(), size);
		const { page } = tablet;
		await page.getByRole("button", { name: "New" }).tap();
		for (const kind of KINDS) {
			await page.getByRole("button", { name: titled(kind), exact: true }).tap();
			for (const own of await page.getByLabel("through units of its own").all()) await own.check();
			for (const meet of await page.getByLabel("Wet and dry meet in").all()) await meet.selectOption("");
			expect(await page.getByLabel("Dry return left").count()).toBe(kind === "parallel" ? 1 : 0);
			expect(await violations(tablet), kind).toEqual([]);
			expect(await tooSmall(tablet), kind).toEqual([]);
			expect(await sideways(tablet), kind).toBe(0);
		}
		expect(tablet.complaints).toEqual([]);
	});
});

test("the dialogs and the list of jacks can be used by everybody", async () => {
	await using tablet = await takeTablet(house, stage.address());
	const { page } = tablet;
	await page.getByRole("button", { name: "Edit" }).tap();
	await page.getByRole("dialog").waitFor();
	expect(await violations(tablet)).toEqual([]);
	expect(await tooSmall(tablet)).toEqual([]);
	await page.keyboard.press("Escape");
	await enter(tablet, "bay");
	await page.getByRole("button", { name: "List", exact: true }).tap();
	expect(await violations(tablet)).toEqual([]);
	expect(await tooSmall(tablet)).toEqual([]);
	expect(tablet.complaints).toEqual([]);
});

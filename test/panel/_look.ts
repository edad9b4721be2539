import { mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { readStudio } from "#patchbay/map.ts";
import { openStage } from "./stage.ts";

const root = join(import.meta.dirname, "../..");
const read = await readStudio(join(root, "patchbay-maps/studios/demo"));
if ("troubles" in read) throw new Error(JSON.stringify(read.troubles));
const tmp = await mkdtemp("/tmp/look-");
await mkdir(join(tmp, "s"));
const stage = await openStage(read.studio, {
	folders: { panel: join(root, "web-panel/dist"), sessions: tmp, sources: join(tmp, "s") },
});
const ask = (c: any) => stage.desk.ask(c, "Tablet 9");
const report = (a: any, c: any) => a.done || console.log(c.do, a.because);
const run = async (c: any) => report(await ask(c), c);
stage.now.sources = [
	{ file: "Mix v7.wav", rate: 48000, channels: 2, bits: 24, seconds: 207 },
	{ file: "Voice mono 44k1.wav", rate: 44100, channels: 1, bits: 16, seconds: 12 },
];
stage.now.devices = [
	{
		unit: "osc-eq",
		transport: "osc",
		port: "127.0.0.1:10023",
		link: "connected",
		sentence: "Connected; everything was read.",
		values: {},
	},
	{
		unit: "serial-comp",
		transport: "serial",
		port: "/dev/ttyUSB0",
		link: "lost",
		sentence: "Serial comp did not answer for 2 s; is it on?",
		values: {},
	},
];
await run({
	do: "set chain",
	chain: {
		id: "mix-bus",
		name: "Mix bus",
		kind: "stereo",
		sends: [1, 2],
		returns: [1, 2],
		inserts: ["bus-comp", "valve-eq", "osc-eq"],
	},
});
await run({
	do: "set chain",
	chain: { id: "vocal", name: "Vocal", kind: "mono", sends: [3], returns: [3], inserts: ["opto"] },
});
await run({ do: "power", unit: "bus-comp", on: true, minutesAgo: 40 });
await run({ do: "power", unit: "valve-eq", on: true, minutesAgo: 5 });
await run({ do: "plug", from: "PB1/A01", to: "PB1/B03" });
await run({ do: "plug", from: "PB1/A30", to: "PB1/B10" });
const where = process.argv[2] ?? "/tmp/shots";
await mkdir(where, { recursive: true });
const browser = await chromium.launch({
	executablePath: "/usr/bin/chromium",
	args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
const sizes = { t: [1180, 820], l: [1366, 1024], p: [390, 844] } as const;
const only = (process.argv[3] ?? "t,p").split(",");
for (const [name, [width, height]] of Object.entries(sizes).filter(([n]) => only.includes(n))) {
	const context = await browser.newContext({
		viewport: { width, height },
		hasTouch: true,
		deviceScaleFactor: 1,
	});
	const page = await context.newPage();
	page.on("console", (m) => m.type() === "error" && console.log(name, m.text()));
	page.on("pageerror", (e) => console.log(name, "pageerror", e.message, e.stack));
	await page.goto(stage.address());
	await page.waitForSelector(".places");
	await page.waitForSelector(".connection[data-state=live]");
	const meters = setInterval(
		() =>
			stage.show({
				position: 40,
				remaining: 167,
				sends: [
					{ line: 1, peak: -8, rms: -15 },
					{ line: 2, peak: -4, rms: -17 },
				],
				returns: [
					{ line: 1, peak: -9, rms: -14 },
					{ line: 2, peak: 0.2, rms: -16 },
				],
			}),
		33,
	);
	await page.locator(".card").first().click();
	const shot = async (what: string) => page.screenshot({ path: `${where}/${name}-${what}.png` });
	await page.waitForTimeout(300);
	await shot("chain");
	await page.locator("main").evaluate((m) => m.scrollTo(0, 600));
	await shot("chain2");
	for (const place of ["bay", "print", "session", "studio"]) {
		await page.evaluate((p) => {
			location.hash = p;
		}, place);
		await page.waitForTimeout(200);
		if (place === "bay")
			await page
				.locator(".jack")
				.nth(4)
				.click()
				.catch(() => {});
		if (place === "print") await page.locator(".rows .row").first().click();
		await page.waitForTimeout(100);
		await shot(place);
		const wide = await page.evaluate(() => [
			document.documentElement.scrollWidth,
			document.querySelector("main")?.scrollWidth,
			innerWidth,
		]);
		console.log(name, place, wide.join(" "));
	}
	stage.happen({
		was: "armed",
		pass: {
			pass: "p",
			chain: "mix-bus",
			source: "Mix v7.wav",
			state: "armed",
			seconds: 207,
			at: "",
			by: "Tablet 1",
		},
	});
	stage.now.pass = "rolling";
	stage.tellLive();
	await page.evaluate(() => {
		location.hash = "print";
	});
	await page.waitForTimeout(300);
	await shot("running");
	await ask({ do: "stop" });
	await page.waitForTimeout(200);
	await shot("takes");
	clearInterval(meters);
	await context.close();
}
await browser.close();
await stage[Symbol.asyncDispose]();
process.exit(0);

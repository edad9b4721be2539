import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from "playwright-core";
import { build } from "vite";

const root = join(import.meta.dirname, "../..");

export type House = {
	readonly folders: { readonly panel: string; readonly sessions: string; readonly sources: string };
	readonly browser: Browser;
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

/** Builds the panel into a folder of its own and starts a browser; both go with it. */
export const openHouse = async (): Promise<House> => {
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-panel-"));
	const folders = {
		panel: join(folder, "panel"),
		sessions: join(folder, "sessions"),
		sources: join(folder, "sources"),
	};
	await Promise.all([mkdir(folders.sessions), mkdir(folders.sources)]);
	await build({
		configFile: join(root, "web-panel/vite.config.ts"),
		logLevel: "error",
		build: { outDir: folders.panel },
	});
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: [
			"--no-sandbox",
			"--disable-gpu",
			"--disable-quic",
			"--no-first-run",
			"--disable-background-networking",
			"--disable-component-update",
			"--disable-sync",
		],
	});
	return {
		folders,
		browser,
		[Symbol.asyncDispose]: async () => {
			await browser.close();
			await rm(folder, { recursive: true });
		},
	};
};

export const SIZES = {
	"a tablet": { width: 1180, height: 820 },
	"a tablet upright": { width: 820, height: 1180 },
	"a large tablet": { width: 1366, height: 1024 },
	"a phone": { width: 390, height: 844 },
} as const;

/** Where room is scarce: what fits there fits on a large tablet too. */
export const TIGHT = Object.entries(SIZES).filter(([name]) => name !== "a large tablet");

export type Spot = { readonly x: number; readonly y: number };

/** Fingers on glass, through the browser's own input. */
export type Fingers = {
	/** Everything that touches now; fingers that are missing have been lifted. */
	readonly touch: (...spots: readonly Spot[]) => Promise<void>;
	readonly drag: (from: Spot, ...way: readonly Spot[]) => Promise<void>;
	readonly tap: (at: Spot) => Promise<void>;
};

const fingersOn = (cdp: CDPSession): Fingers => {
	let down = 0;
	const touch: Fingers["touch"] = async (...spots) => {
		const type = spots.length > down ? "touchStart" : spots.length < down ? "touchEnd" : "touchMove";
		down = spots.length;
		await cdp.send("Input.dispatchTouchEvent", {
			type,
			touchPoints: spots.map(({ x, y }, id) => ({ x, y, id })),
		});
	};
	const drag: Fingers["drag"] = async (...way) => {
		for (const spot of way) await touch(spot);
		await touch();
	};
	return { touch, drag, tap: (at) => drag(at) };
};

export type Tablet = {
	readonly page: Page;
	readonly cdp: CDPSession;
	readonly fingers: Fingers;
	/** What the browser complained of, and what it asked of anybody else than the daemon. */
	readonly complaints: readonly string[];
	readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const listen = (page: Page, address: string): string[] => {
	const complaints: string[] = [];
	page.on("console", (message) => {
		if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
	});
	page.on("pageerror", (error) => complaints.push(error.message));
	page.on("request", (request) => {
		if (!request.url().startsWith(address)) complaints.push(`asked ${request.url()}`);
	});
	return complaints;
};

const live = (context: BrowserContext, page: Page, address: string) => async (): Promise<Tablet> => {
	const complaints = listen(page, address);
	await page.goto(address);
	// A new tab looks around before it takes a name and comes again under it.
	await page.waitForFunction(() => sessionStorage.length > 0);
	await page.locator('.shell[data-state="live"]').waitFor();
	const cdp = await context.newCDPSession(page);
	return { page, cdp, fingers: fingersOn(cdp), complaints, [Symbol.asyncDispose]: () => context.close() };
};

/** A tablet of its own, with its own storage, that is live. */
export const takeTablet = async (
	{ browser }: House,
	address: string,
	size: (typeof SIZES)[keyof typeof SIZES] = SIZES["a tablet"],
): Promise<Tablet> => {
	const context = await browser.newContext({ viewport: size, hasTouch: true });
	return live(context, await context.newPage(), address)();
};

export const middleOf = async (page: Page, selector: string): Promise<Spot> => {
	const box = await page.locator(selector).boundingBox();
	if (!box) throw new Error(`${selector} is not on the screen`);
	return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};

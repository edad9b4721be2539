import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DaemonLink, joinDaemon } from "#daemon/cli/daemon-link.ts";

export const root = join(import.meta.dirname, "..", "..");
const demo = join(root, "patchbay-maps", "studios", "demo");

/** A daemon of its own as a process, as a user starts it, in a folder that is thrown away. */
export type ADaemon = AsyncDisposable & {
	readonly address: string;
	readonly data: string;
	readonly pid: number;
	readonly said: () => string;
	readonly tablet: (name: string) => Promise<DaemonLink>;
	/** Ends it with a signal and waits until it is gone. */
	readonly end: (signal: NodeJS.Signals) => Promise<void>;
	/** Starts another on the same folder; the first must be gone. */
	readonly again: () => Promise<ADaemon>;
	/** Resolves when the daemon and all of its units are ready. */
	readonly ready: (tablet: DaemonLink) => Promise<void>;
};

type Wish = {
	/** What of the demo studio's file is to be other: pairs of a text and what stands there instead. */
	readonly changes?: readonly (readonly [string, string])[];
	/** Another program that runs Node, for example one inside a JACK room. */
	readonly node?: string;
	readonly port?: number;
};

const aFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "halfnormal-story-"));

const studioWith = async (folder: string, changes: NonNullable<Wish["changes"]>): Promise<string> => {
	const studio = join(folder, "studio");
	await cp(demo, studio, { recursive: true });
	const file = join(studio, "studio.yaml");
	const text = await readFile(file, "utf8");
	const missing = changes.find(([from]) => !text.includes(from));
	if (missing) throw new Error(`The demo studio does not say "${missing[0]}" any more: mend the story`);
	await writeFile(
		file,
		changes.reduce((changed, [from, to]) => changed.replace(from, to), text),
	);
	return studio;
};

const up = (child: ChildProcess, said: () => string): Promise<string> =>
	new Promise((found, lost) => {
		const look = (): void => {
			const [, address] = /up: (http\S+)/.exec(said()) ?? [];
			if (address) found(address);
		};
		child.stdout?.on("data", look);
		child.once("exit", (code) => lost(new Error(`The daemon ended with ${code}: ${said()}`)));
	});

const run = async (
	folder: string,
	{ node = process.execPath, changes = [], port = 0 }: Wish,
): Promise<ADaemon> => {
	const studio = await studioWith(folder, changes);
	const data = join(folder, "data");
	const main = join(root, "daemon", "main.ts");
	const child = spawn(node, [main, "--data", data, "--studio", studio, "--port", String(port)], {
		cwd: root,
	});
	let text = "";
	for (const stream of [child.stdout, child.stderr])
		stream.setEncoding("utf8").on("data", (words) => (text += words));
	const said = (): string => text;
	const gone = once(child, "exit");
	const address = await up(child, said);
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		if (child.exitCode === null && child.signalCode === null) child.kill(signal);
		await gone;
	};
	const tablet = (name: string): Promise<DaemonLink> => joinDaemon(address, { name });
	return {
		address,
		data,
		pid: child.pid ?? 0,
		said,
		tablet,
		end,
		again: () => run(folder, { node, changes, port: Number(new URL(address).port) }),
		ready: (link) =>
			link.until(
				() => link.live().engine.ready && link.live().devices.every((device) => device.link === "connected"),
				30,
				"engine and units",
			),
		[Symbol.asyncDispose]: async () => {
			await end("SIGTERM");
			await rm(folder, { recursive: true, force: true });
		},
	};
};

export const aDaemon = async (wish: Wish = {}): Promise<ADaemon> => run(await aFolder(), wish);

/** Carries out every step of a chain's plan, as a person who plugs and ticks. */
export const plugAll = async (tablet: DaemonLink, chain: string): Promise<number> => {
	const reading = () => tablet.readings().chains.find((one) => one.chain === chain);
	await tablet.until(() => reading() !== undefined, 10, `chain ${chain} to be read`);
	const steps = reading()?.plan.steps ?? [];
	for (const { tick, sentence } of steps) {
		const answer = tick && (await tablet.wish(tick));
		if (!answer?.done) throw new Error(`${sentence}: ${answer?.says}`);
	}
	await tablet.until(() => reading()?.plan.steps.length === 0, 10, "the plan to be done");
	return steps.length;
};

/** Every warning of the preflight, as a person who says yes to each. */
export const yesToAll = (tablet: DaemonLink, chain: string): string[] =>
	tablet
		.readings()
		.chains.find((one) => one.chain === chain)
		?.preflight.flatMap(({ verdict, finding }) => (verdict === "ask" && finding ? [finding] : [])) ?? [];

import { openAsBlob } from "node:fs";
import { copyFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { z } from "zod";
import { openWav } from "#engine/wav-read.ts";
import type { ChainReading, PreflightItem } from "#model/readings.ts";
import type { Take } from "#model/session.ts";
import { type ChainWish, chainOf } from "./chain-wish.ts";
import { type DaemonLink, linkToDaemon } from "./daemon-link.ts";
import { type Common, settingsOf, studioOf } from "./studio.ts";
import {
	askPerson,
	badInput,
	complain,
	exits,
	print,
	printJson,
	progressBar,
	severityMark,
} from "./terminal.ts";

type Options = Common &
	ChainWish & {
		readonly through: string;
		readonly tail: string;
		readonly convert?: boolean;
		readonly plugged?: boolean;
		readonly yes?: boolean;
		readonly out?: string;
	};

const asked = async (link: DaemonLink, command: Parameters<DaemonLink["wish"]>[0]): Promise<string> => {
	const answer = await link.wish(command);
	if (!answer.done) throw badInput(answer.says);
	return answer.says;
};

const readingOf = (link: DaemonLink): ChainReading | undefined =>
	link.readings().chains.find(({ chain }) => chain === "command-line");

/** Steps are ticked one by one as a person plugs, or all at once when he says that they are plugged. */
const plugAll = async (link: DaemonLink, plugged: boolean): Promise<void> => {
	for (const step of readingOf(link)?.plan.steps ?? []) {
		if (!plugged) {
			const answer = await askPerson(`${step.sentence} [Enter when done] `);
			if (answer === undefined)
				throw badInput(
					`Still to do: ${step.sentence}`,
					"Plug as halfnormal plan says and give --plugged, or run this in a terminal.",
				);
		}
		if (step.tick) await asked(link, step.tick);
	}
	await link.until(() => readingOf(link)?.plan.steps.length === 0, 10, "the patch to be taken in");
};

/** The warnings that a person says yes to. */
const yesTo = async (open: readonly PreflightItem[], yes: boolean): Promise<string[]> => {
	const answers: string[] = [];
	for (const { sentence, finding = "" } of open) {
		complain(`${severityMark.ask}  ${sentence}`);
		const answer = yes ? "y" : await askPerson("      Print all the same? [y/N] ");
		if (answer?.toLowerCase() !== "y")
			throw badInput(`This wants a yes first: ${sentence}`, "Cure it, or give --yes.");
		answers.push(finding);
	}
	return answers;
};

const Kept = z.object({ file: z.string() });

/** Sends the file to the daemon as the panel does; answers the name it got there. */
const addSource = async ({ address }: DaemonLink, file: string): Promise<string> => {
	const name = encodeURIComponent(basename(file));
	const body = await openAsBlob(file);
	const sent = await fetch(`${address}/api/sources?name=${name}`, { method: "POST", body });
	if (!sent.ok) throw badInput(`${file} was not taken: ${await sent.text()}`);
	return Kept.parse(await sent.json()).file;
};

const sayTake = ({ file, result }: Take): string => {
	const { figures } = result;
	const level = (value: number | null | undefined, unit: string): string =>
		value === null || value === undefined ? `– ${unit}` : `${value.toFixed(1)} ${unit}`;
	return [
		result.sentence,
		file ? `Take: ${file}` : "No take was kept.",
		...(figures
			? [
					`${(figures.frames / figures.rate).toFixed(2)} s, ${figures.rate} Hz, ${figures.bits} bit, ${figures.channels} channel${figures.channels > 1 ? "s" : ""}`,
					`Loudness ${level(figures.loudness, "LUFS")}, true peak ${level(figures.truePeak, "dBTP")}, latency ${figures.latency?.toFixed(2) ?? "unknown"} samples, lost frames ${figures.lostFrames}`,
				]
			: []),
		...result.remarks.map(
			({ severity, sentence }) =>
				`${severity === "fail" ? severityMark.stop : severityMark.warn}  ${sentence}`,
		),
	].join("\n");
};

/** Prints one WAV through a chain in real time: preflight, patch, latency, pass, take. */
export const printCommand = async (file: string, options: Options): Promise<number> => {
	const settings = settingsOf(options);
	const { studio } = await studioOf(options);
	const chain = chainOf(studio, options.through, options);
	const tail = Number(options.tail);
	if (!(tail >= 0 && tail <= 600))
		throw badInput(`--tail is "${options.tail}": write seconds from 0 to 600.`);
	const readable = await openWav(resolve(file));
	if (!readable.ok) throw badInput(readable.because, readable.cure);
	await readable.wav[Symbol.asyncDispose]();
	const bar = progressBar(basename(file));
	await using link = await linkToDaemon(settings, ({ position, remaining }) =>
		bar.at(position / Math.max(0.001, position + remaining), `−${remaining.toFixed(0)} s`),
	);
	if (link.session().closed !== null) await asked(link, { do: "open session", header: {} });
	await link.until(() => link.live().engine.ready, 30, "the audio interface");
	await asked(link, { do: "set chain", chain });
	await link.fresh();
	await plugAll(link, options.plugged ?? false);
	const preflight = readingOf(link)?.preflight ?? [];
	const stop = preflight.find(({ verdict }) => verdict === "stop");
	if (stop) {
		complain(`${severityMark.stop}  ${stop.sentence}`);
		return exits.trouble;
	}
	const answers = await yesTo(
		preflight.filter(({ verdict }) => verdict === "ask"),
		options.yes ?? false,
	);
	const source = await addSource(link, file);
	const before = link.session().takes.length;
	process.once("SIGINT", () => void link.wish({ do: "stop" }));
	await asked(link, {
		do: "print",
		chain: chain.id,
		source,
		tail,
		convert: options.convert ?? false,
		answers,
	});
	await link.until(() => link.session().takes.length > before, 6 * 3600, "the pass to end");
	bar.done();
	const take = link.session().takes.at(-1);
	if (!take) return exits.trouble;
	const path = take.file && join(settings.data, "sessions", link.session().id, "takes", take.file);
	if (options.out && path) await copyFile(path, options.out);
	if (options.json) printJson({ ...take, path: options.out ?? path });
	else print(sayTake(take));
	return take.result.end === "printed" ? exits.fine : exits.trouble;
};

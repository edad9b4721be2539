import { basename, join } from "node:path";
import type { Answered, Engine } from "#engine/engine.ts";
import type { Command } from "#model/command.ts";
import type { Happening } from "#model/event.ts";
import type { PassOrder, PassResult, PassState } from "#model/pass.ts";
import { latencyFor, routeOf } from "#model/preflight.ts";
import type { ChainReading, Readings } from "#model/readings.ts";
import type { Chain, Latency, Session } from "#model/session.ts";
import type { Studio } from "#model/studio.ts";
import type { SessionPaths } from "#store/folder.ts";
import { convertSource, findSource, type Source } from "./sources.ts";

export type Said =
	| { readonly done: true; readonly answer: string }
	| { readonly done: false; readonly because: string; readonly cure?: string };

/** What printing needs of the room. Everything is asked anew, because a pass outlives many events. */
export type Room = {
	readonly studio: Studio;
	readonly session: () => Session;
	readonly readings: () => Readings;
	/** Resolves when what is heard is what is wired and set. */
	readonly settled: () => Promise<void>;
	readonly engine: () => Engine | undefined;
	/** Tells the tablets where the pass is. */
	readonly say: (pass: PassState | null) => void;
	readonly paths: () => SessionPaths;
	readonly sources: string;
	readonly record: (happenings: readonly Happening[], by: string) => Promise<void>;
	readonly now: () => string;
};

const no = (because: string, cure?: string): Said => ({ done: false, because, ...(cure ? { cure } : {}) });
const unanswered = (answer: Extract<Answered<unknown>, { ok: false }>): Said =>
	no(answer.because, answer.cure);

type Ready = { readonly chain: Chain; readonly reading: ChainReading; readonly engine: Engine };

const ready = (room: Room, chainId: string): Ready | Said => {
	const chain = room.session().chains.find(({ id }) => id === chainId);
	const reading = room.readings().chains.find((one) => one.chain === chainId);
	const engine = room.engine();
	if (!chain || !reading) return no(`There is no chain "${chainId}".`);
	if (!engine) return no("The audio engine is not up yet.", "Wait a moment and try again.");
	if (room.session().closed !== null) return no("The session is closed.", "Open a new one.");
	if (room.session().pass) return no("A pass is running.", "Wait until it has ended, or press STOP.");
	return { chain, reading, engine };
};

/** Only what is plugged can be measured: with steps to do, the sweep would go astray. */
const unpatched = ({ reading: { plan } }: Ready): Said | undefined => {
	if (plan.missing.length > 0) return no(plan.missing.map(({ sentence }) => sentence).join(" "));
	if (plan.steps.length > 0)
		return no(`${plan.steps.length} steps of the patch are still to do.`, "Tick them off as you plug.");
	return undefined;
};

/** Sends the sweep through the chain and writes the latency down. The left side stands for both. */
const sweep = async (room: Room, { chain, reading, engine }: Ready, by: string): Promise<Latency | Said> => {
	const rate = room.session().header.rate;
	const answer = await engine.measure({ sends: chain.sends, returns: chain.returns, rate });
	if (!answer.ok) return unanswered(answer);
	const { perReturn, framesPerBlock } = answer.value;
	const lost = perReturn.find(({ samples }) => samples === null);
	const [first] = perReturn;
	if (lost || !first || first.samples === null || first.polarity === null)
		return no(
			`Nothing of the sweep came back on input ${lost?.return ?? chain.returns[0]}: ${lost?.because ?? "no answer"}`,
			"Check that every cord of the plan is plugged and that every unit of the chain is on and in.",
		);
	const latency: Latency = {
		chain: chain.id,
		samples: first.samples,
		polarity: first.polarity,
		gain: first.gain,
		rate,
		framesPerBlock,
		interface: room.studio.interface.unit,
		route: routeOf(reading),
		at: room.now(),
	};
	await room.record([{ was: "measured", latency }], by);
	return latency;
};

/** The sweep before a pass is part of it: every tablet sees it armed and can stop it. */
const armed = async (room: Room, at: Ready, by: string): Promise<Latency | Said> => {
	room.say("armed");
	const latency = await sweep(room, at, by);
	if ("done" in latency) room.say(null);
	return latency;
};

const sayLatency = ({ samples, rate, polarity, gain }: Latency): string =>
	`Latency ${samples.toFixed(2)} samples (${((1000 * samples) / rate).toFixed(2)} ms)${gain === null ? "" : `, gain ${gain.toFixed(1)} dB at 1 kHz`}${polarity < 0 ? ", polarity inverted" : ""}.`;

export const measure = async (
	room: Room,
	{ chain }: Extract<Command, { do: "measure" }>,
	by: string,
): Promise<Said> => {
	await room.settled();
	const at = ready(room, chain);
	if ("done" in at) return at;
	const trouble = unpatched(at);
	if (trouble) return trouble;
	const latency = await sweep(room, at, by);
	return "done" in latency ? latency : { done: true, answer: sayLatency(latency) };
};

export const verifyTone = async (
	room: Room,
	{ chain: id }: Extract<Command, { do: "verify tone" }>,
): Promise<Said> => {
	await room.settled();
	const at = ready(room, id);
	if ("done" in at) return at;
	const { engine, chain } = at;
	const heard: string[] = [];
	for (const [side, send] of chain.sends.entries()) {
		const back = chain.returns[side];
		if (back === undefined) continue;
		const answer = await engine.verify({ send, return: back, rate: room.session().header.rate });
		if (!answer.ok) return unanswered(answer);
		if (!answer.value.present)
			return no(
				`The tone from output ${send} does not come back on input ${back}.`,
				"Go along the steps: one cord is missing or in the wrong jack.",
			);
		heard.push(`output ${send} → input ${back}: ${answer.value.level?.toFixed(1) ?? "?"} dBFS`);
	}
	return { done: true, answer: `The tone comes back: ${heard.join(", ")}.` };
};

/** Preflight: stops block, open questions want their yes. */
const objections = ({ reading }: Ready, answers: readonly string[]): Said | undefined => {
	const stop = reading.preflight.find(({ verdict }) => verdict === "stop");
	if (stop) return no(stop.sentence, "Clear this before the pass.");
	const open = reading.preflight.find(
		({ verdict, finding }) => verdict === "ask" && !answers.includes(finding ?? ""),
	);
	return (
		open &&
		no(`This wants a yes first: ${open.sentence}`, `Answer it with a yes ("${open.finding}"), or cure it.`)
	);
};

type Programme = { readonly path: string; readonly source: Source };

/** The source at the session's rate and with as many channels as the chain has sides. */
const programme = async (
	room: Room,
	chain: Chain,
	{ source: name, convert }: Extract<Command, { do: "print" }>,
): Promise<Programme | Said> => {
	const found = await findSource(room.sources, name);
	if (!found.ok) return no(found.because, found.cure);
	const { source, path } = found;
	const { rate } = room.session().header;
	if (source.channels !== chain.sends.length)
		return no(
			`${name} has ${source.channels} channel${source.channels > 1 ? "s" : ""}; the chain ${chain.name} is ${chain.kind}.`,
			source.channels > 1 ? "Print it through a stereo chain." : "Print it through a mono chain.",
		);
	if (source.rate === rate) return { path, source };
	if (!convert)
		return no(
			`${name} is at ${source.rate} Hz, the session at ${rate} Hz.`,
			"Tick its conversion (--convert on the command line), or open a session at the file's rate.",
		);
	const target = join(room.paths().folder, `${basename(name, ".wav")} ${rate} Hz.wav`);
	const converted = await convertSource(path, { to: rate, target, at: room.now() });
	return typeof converted === "string"
		? { path: converted, source: { ...source, rate } }
		: no(converted.because, converted.cure);
};

const initials = (name: string): string =>
	name
		.split(/\s+/)
		.map((word) => word.at(0)?.toUpperCase() ?? "")
		.join("");
const tidy = (words: string): string => words.normalize("NFC").replaceAll(/[^\p{L}\p{N}-]+/gu, "");

/** "AI_SongTitle_MI03_MixBus_48k24.wav": the delivery recommendations of the Producers & Engineers Wing. */
export const takeName = ({ header, takes }: Session, chain: Chain): string => {
	const number = String(takes.length + 1).padStart(2, "0");
	const parts = [
		tidy(initials(header.artist)),
		tidy(header.song) || "Untitled",
		`${tidy(initials(header.engineer)) || "Take"}${number}`,
		tidy(chain.name),
		`${header.rate / 1000}k${header.bits}`,
	];
	return `${parts.filter(Boolean).join("_")}.wav`;
};

const orderFor = (
	room: Room,
	chain: Chain,
	{ path, source }: Programme,
	tail: number,
	latency: Latency,
): PassOrder => {
	const session = room.session();
	return {
		pass: `${session.id}/${session.takes.length + 1}`,
		source: path,
		take: join(room.paths().takes, takeName(session, chain)),
		rate: session.header.rate,
		bits: session.header.bits,
		sends: chain.sends,
		returns: chain.returns,
		tail,
		latency: latency.samples,
		polarity: latency.polarity,
		pings: true,
		notes: {
			studio: room.studio.studio,
			session: session.id,
			chain: chain.name,
			inserts: chain.inserts.join(" > "),
			artist: session.header.artist,
			song: session.header.song,
			source: source.file,
		},
	};
};

const broken = (order: PassOrder, because: string): PassResult => ({
	pass: order.pass,
	end: "failed",
	take: null,
	figures: null,
	remarks: [{ code: "not-started", severity: "fail", sentence: because }],
	sentence: because,
});

/** Carries the order out and writes down how it ended, whatever happens. */
const carryOut = async (room: Room, engine: Engine, order: PassOrder): Promise<void> => {
	const answer = await engine
		.pass(order)
		.catch((error: unknown) => ({ ok: false as const, because: String(error), cure: "" }));
	const result = answer.ok ? answer.value : broken(order, `${answer.because} ${answer.cure}`.trim());
	await room.record(
		[{ was: "finished", result, file: result.take === null ? null : basename(result.take) }],
		"engine",
	);
};

/**
 * Preflight, source, latency, then the pass. Answers when the pass is armed; `ended` is told when it is over.
 * The event "finished" carries the result.
 */
export const print = async (
	room: Room,
	command: Extract<Command, { do: "print" }>,
	by: string,
	ended: (pass: Promise<void>) => void,
): Promise<Said> => {
	await room.settled();
	const at = ready(room, command.chain);
	if ("done" in at) return at;
	const objection = objections(at, command.answers);
	if (objection) return objection;
	const music = await programme(room, at.chain, command);
	if ("done" in music) return music;
	const latency =
		latencyFor({ session: room.session(), studio: room.studio }, at.reading) ?? (await armed(room, at, by));
	if ("done" in latency) return latency;
	if (room.session().pass) return no("A pass is running.", "Wait until it has ended, or press STOP.");
	const order = orderFor(room, at.chain, music, command.tail, latency);
	const { seconds, file } = music.source;
	const pass = {
		pass: order.pass,
		chain: at.chain.id,
		source: file,
		state: "armed" as const,
		seconds: seconds + command.tail,
		at: room.now(),
		by,
	};
	await room.record([{ was: "armed", pass }], by);
	ended(carryOut(room, at.engine, order));
	return {
		done: true,
		answer: `Printing ${file} through ${at.chain.name}: ${(seconds + command.tail).toFixed(1)} s.`,
	};
};

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { vi } from "vitest";
import { type JackRoom, jackIsMissing, openJack } from "./jack.ts";

/**
 * The copy of `midi` that speaks JACK. test/set-up.mjs builds it with
 * CXXFLAGS="-U__LINUX_ALSA__ -D__UNIX_JACK__" LDFLAGS="-Wl,--no-as-needed -ljack".
 */
export const jackMidi = fileURLToPath(new URL("../../node_modules/.jack-midi/midi", import.meta.url));

/** Why MIDI cannot be tried over JACK here, or undefined if it can. */
export const jackMidiIsMissing = (): string | undefined =>
	existsSync(`${jackMidi}/build/Release/midi.node`)
		? jackIsMissing()
		: "the copy of midi for JACK is not built: run npm test";

/** A unit with MIDI sockets that is not ours: what it heard, in hexadecimal, and a way to let it speak. */
export type MidiPeer = AsyncDisposable & {
	readonly name: string;
	readonly heard: string[];
	readonly say: (hex: string) => void;
};
export type JackMidiRoom = AsyncDisposable & {
	readonly room: JackRoom;
	readonly peer: (name: string) => Promise<MidiPeer>;
};

/** A private JACK server; the guard joins it with `execPath: room.node` and `backends: [jackMidi]`. */
export const openJackMidi = async (): Promise<JackMidiRoom> => {
	const room = await openJack();
	return {
		room,
		peer: (name) => startPeer(room, name),
		[Symbol.asyncDispose]: () => room[Symbol.asyncDispose](),
	};
};

const startPeer = async (room: JackRoom, name: string): Promise<MidiPeer> => {
	const script = fileURLToPath(new URL("./midi-peer.mjs", import.meta.url));
	const unit = spawn(room.node, [script, jackMidi, name], { stdio: ["pipe", "pipe", "ignore"] });
	const heard: string[] = [];
	let ready = false;
	let rest = "";
	unit.stdout.on("data", (chunk) => {
		const lines = `${rest}${chunk}`.split("\n");
		rest = lines.pop() ?? "";
		ready ||= lines.includes("ready");
		heard.push(...lines.filter((line) => line !== "ready"));
	});
	await vi.waitUntil(() => ready, 10_000);
	return {
		name,
		heard,
		say: (hex) => unit.stdin.write(`${hex}\n`),
		[Symbol.asyncDispose]: async () => {
			if (unit.exitCode !== null || unit.signalCode !== null) return;
			const ended = once(unit, "exit");
			unit.kill("SIGKILL");
			await ended;
		},
	};
};

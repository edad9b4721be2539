import type { Control } from "#model/parameter.ts";
import {
	controlChange,
	fineControlChange,
	type MidiMessage,
	midiStream,
	nrpn,
	programChange,
} from "./codecs/midi.ts";
import { fromWire, type Law, toWire } from "./codecs/value.ts";
import type { Driver, Ear, Heard } from "./dialogue.ts";
import type { MidiControl, MidiRemote } from "./profile.ts";

type Controls = Readonly<Record<string, Control>>;
type Played = {
	readonly name: string;
	readonly control: Control;
	/** "cc 14", "fine 3", "nrpn 300" or "program": where its values arrive. */
	readonly where: string;
	readonly law: Law;
	readonly message: (value: number) => MidiMessage;
};

const wiredAs = (how: MidiControl, channel: number): Pick<Played, "where" | "message"> & { full: number } => {
	if ("cc" in how)
		return { where: `cc ${how.cc}`, full: 127, message: (value) => controlChange(channel, how.cc, value) };
	if ("fine" in how)
		return {
			where: `fine ${how.fine}`,
			full: 16383,
			message: (value) => fineControlChange(channel, how.fine, value),
		};
	if ("nrpn" in how)
		return { where: `nrpn ${how.nrpn}`, full: 16383, message: (value) => nrpn(channel, how.nrpn, value) };
	return { where: "program", full: 127, message: (value) => programChange(channel, value) };
};

const played = (remote: MidiRemote, controls: Controls): Played[] =>
	Object.entries(remote.controls).flatMap(([name, how]) => {
		const control = controls[name];
		if (!control) return [];
		const { full, ...wired } = wiredAs(how, remote.channel);
		const as = how.as ?? ("program" in how ? "index" : "travel");
		return [{ name, control, ...wired, law: { as, values: how.values, full, whole: true } }];
	});

/** Hears controllers of one channel: plain, fine halves and non-registered parameters. Where, and what value. */
const controllers = (channel: number) => {
	const coarse = new Map<number, number>();
	let parameter = { high: 0x7f, low: 0x7f };
	const entry = (fine: number): [string, number][] => {
		const number = parameter.high * 128 + parameter.low;
		return number === 0x3fff ? [] : [[`nrpn ${number}`, (coarse.get(6) ?? 0) * 128 + fine]];
	};
	return (message: MidiMessage): [where: string, value: number][] => {
		const [status = 0, first = 0, second = 0] = message;
		if ((status & 0x0f) !== channel - 1) return [];
		if (status >> 4 === 0xc) return [["program", first]];
		if (status >> 4 !== 0xb) return [];
		if (first === 99) parameter = { ...parameter, high: second };
		if (first === 98) parameter = { ...parameter, low: second };
		if (first === 100 || first === 101) parameter = { high: 0x7f, low: 0x7f };
		if (first < 32) coarse.set(first, second);
		const plain: [string, number] = [`cc ${first}`, second];
		if (first === 38) return [plain, ...entry(second), ["fine 6", (coarse.get(6) ?? 0) * 128 + second]];
		if (first < 32 || first >= 64) return [plain];
		return [plain, [`fine ${first - 32}`, (coarse.get(first - 32) ?? 0) * 128 + second]];
	};
};

/** MIDI: both sides say controllers; nobody can be asked. */
export const midiDriver = (remote: MidiRemote, controls: Controls): Driver => {
	const all = played(remote, controls);
	const byName = new Map(all.map((each) => [each.name, each]));
	const byWhere = new Map(all.map((each) => [each.where, each]));
	const say: Driver["set"] = (name, setting) => {
		const to = byName.get(name);
		return to ? to.message(Number(toWire(to.control, to.law, setting))) : new Uint8Array();
	};
	const heard = ([where, value]: readonly [string, number]): Heard[] => {
		const about = byWhere.get(where);
		const setting = about && fromWire(about.control, about.law, value);
		return about && setting !== undefined ? [{ said: "value", control: about.name, setting }] : [];
	};
	const ear = (): Ear => {
		const messages = midiStream();
		const changes = controllers(remote.channel);
		return (bytes) => messages(bytes).flatMap(changes).flatMap(heard);
	};
	return {
		controls: all.map(({ name }) => name),
		set: say,
		report: say,
		ask: () => null,
		done: null,
		refuse: null,
		subscribe: null,
		answersEach: false,
		fromUnit: ear,
		fromDaemon: ear,
	};
};

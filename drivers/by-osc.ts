import type { Control } from "#model/parameter.ts";
import { type OscArgument, packOsc, unpackOsc } from "./codecs/osc.ts";
import { fromWire, type Law, toWire } from "./codecs/value.ts";
import type { Driver, Ear, Heard } from "./dialogue.ts";
import type { OscRemote } from "./profile.ts";

type Controls = Readonly<Record<string, Control>>;
type Addressed = {
	readonly name: string;
	readonly control: Control;
	readonly address: string;
	readonly type: "float" | "int" | "string";
	readonly law: Law;
};

const addressed = (remote: OscRemote, controls: Controls): Addressed[] =>
	Object.entries(remote.controls).flatMap(([name, how]) => {
		const control = controls[name];
		if (!control) return [];
		const turns = control.kind === "knob" || control.kind === "fader";
		const as = how.as ?? (turns ? "figure" : "index");
		const type = how.type ?? (as === "index" ? "int" : "float");
		const law = { as, values: how.values, full: 1, whole: type === "int" };
		return [{ name, control, address: how.address, type, law }];
	});

const argument = ({ type }: Addressed, wire: number | string): OscArgument => {
	if (type === "string") return { type: "s", value: String(wire) };
	return { type: type === "int" ? "i" : "f", value: Number(wire) };
};

/** OSC: an address with a value sets or reports, an address alone asks. Both sides speak alike. */
export const oscDriver = (remote: OscRemote, controls: Controls): Driver => {
	const all = addressed(remote, controls);
	const byName = new Map(all.map((each) => [each.name, each]));
	const byAddress = new Map(all.map((each) => [each.address, each]));

	const say: Driver["set"] = (name, setting) => {
		const to = byName.get(name);
		if (!to) return new Uint8Array();
		return packOsc({ address: to.address, args: [argument(to, toWire(to.control, to.law, setting))] });
	};
	const understand = (address: string, args: readonly OscArgument[]): Heard[] => {
		if (address === remote.subscribe?.address) return [{ said: "subscribed" }];
		const about = byAddress.get(address);
		if (!about) return [];
		if (args[0] === undefined) return [{ said: "question", control: about.name }];
		const setting = fromWire(about.control, about.law, args[0].value);
		return setting === undefined ? [] : [{ said: "value", control: about.name, setting }];
	};
	const ear = (): Ear => (datagram) => {
		const unpacked = unpackOsc(datagram);
		return "refused" in unpacked
			? []
			: unpacked.messages.flatMap(({ address, args }) => understand(address, args));
	};
	const asks = remote.readback !== "none";
	return {
		controls: all.map(({ name }) => name),
		set: say,
		report: say,
		ask: (name) => {
			const about = byName.get(name);
			return asks && about ? packOsc({ address: about.address, args: [] }) : null;
		},
		done: null,
		refuse: null,
		subscribe: remote.subscribe
			? {
					bytes: packOsc({ address: remote.subscribe.address, args: [] }),
					every: remote.subscribe.every * 1000,
				}
			: null,
		answersEach: false,
		fromUnit: ear,
		fromDaemon: ear,
	};
};

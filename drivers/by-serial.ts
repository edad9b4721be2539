import type { Control } from "#model/parameter.ts";
import { lineBytes, lineStream, type Template, template } from "./codecs/framed-serial.ts";
import { fromWire, type Law, toWire } from "./codecs/value.ts";
import type { Driver, Ear, Heard } from "./dialogue.ts";
import type { SerialRemote } from "./profile.ts";

type Controls = Readonly<Record<string, Control>>;
type Called = {
	readonly name: string;
	readonly control: Control;
	readonly word: string;
	readonly digits: number;
	readonly law: Law;
};

const called = (remote: SerialRemote, controls: Controls): Called[] =>
	Object.entries(remote.controls).flatMap(([name, how]) => {
		const control = controls[name];
		if (!control) return [];
		const as = how.as ?? (control.kind === "knob" || control.kind === "fader" ? "figure" : "index");
		const law = { as, values: how.values, full: 1, whole: as === "index" };
		return [{ name, control, word: how.name, digits: how.digits, law }];
	});

const written = ({ control, law, digits }: Called, setting: string | number): string => {
	const wire = toWire(control, law, setting);
	return typeof wire === "string" || law.whole || law.values ? String(wire) : wire.toFixed(digits);
};

/** A value as the words of a switch have it, or as a figure. */
const read = ({ control, law }: Called, value: string) => {
	const word = law.values?.find((each) => String(each) === value) ?? value;
	return fromWire(control, law, word);
};

/** Lines of text with named gaps. One command is in flight; the unit answers each. */
export const serialDriver = (remote: SerialRemote, controls: Controls): Driver => {
	const all = called(remote, controls);
	const byName = new Map(all.map((each) => [each.name, each]));
	const byWord = new Map(all.map((each) => [each.word, each]));
	const forms = {
		set: template(remote.set),
		ask: remote.ask === undefined ? undefined : template(remote.ask),
		report: remote.report === undefined ? undefined : template(remote.report),
		refused: remote.refused === undefined ? undefined : template(remote.refused),
	};
	const line = (text: string) => lineBytes(text, remote.ends);
	const value = (form: Template | undefined, name: string, setting: string | number): Uint8Array => {
		const to = byName.get(name);
		return to && form ? line(form.write({ name: to.word, value: written(to, setting) })) : new Uint8Array();
	};

	const heardValue = (form: Template | undefined, text: string): Heard | undefined => {
		const { name = "", value = "" } = form?.read(text) ?? {};
		const about = byWord.get(name);
		const setting = about && read(about, value);
		return about && setting !== undefined ? { said: "value", control: about.name, setting } : undefined;
	};
	const unitSays = (text: string): Heard | undefined => {
		if (text === remote.done) return { said: "done" };
		const refusal = forms.refused?.read(text);
		return refusal ? { said: "refused", because: refusal.because ?? text } : heardValue(forms.report, text);
	};
	const daemonSays = (text: string): Heard | undefined => {
		const asked = byWord.get(forms.ask?.read(text)?.name ?? "");
		return asked
			? { said: "question", control: asked.name }
			: (heardValue(forms.set, text) ?? { said: "refused", because: "what" });
	};
	const ear = (understand: (text: string) => Heard | undefined) => (): Ear => {
		const lines = lineStream(remote.ends);
		return (bytes) => lines(bytes).flatMap((text) => understand(text) ?? []);
	};

	return {
		controls: all.map(({ name }) => name),
		set: (name, setting) => value(forms.set, name, setting),
		report: (name, setting) => value(forms.report, name, setting),
		ask: (name) => {
			const about = byName.get(name);
			return about && forms.ask ? line(forms.ask.write({ name: about.word })) : null;
		},
		done: remote.done === undefined ? null : line(remote.done),
		refuse: forms.refused ? (because) => line(forms.refused?.write({ because }) ?? "") : null,
		subscribe: null,
		answersEach: remote.done !== undefined || remote.ask !== undefined,
		fromUnit: ear(unitSays),
		fromDaemon: ear(daemonSays),
	};
};

import { createMemo, createSignal } from "solid-js";
import { type Control, type Setting, travelOf } from "#model/parameter.ts";
import { modelOf } from "#model/studio.ts";
import { type Turning, turnable } from "../gesture.ts";
import { heldBy, type Stand, standOf } from "../known.ts";
import { usePanel } from "../panel.ts";
import { latestOnly, settingAt, settingTyped, travelByKey, travelOfDefault } from "../turn.ts";

type Which = { readonly unit: string; readonly name: string; readonly control: Control };

/** Past this without an answer the control shows that it waits. */
const PENDING = 100;

/** The value under a finger, until the daemon has answered the last wish for it. */
const createWished = (send: (setting: Setting) => Promise<unknown>) => {
	const [local, setLocal] = createSignal<Setting>();
	const [waits, setWaits] = createSignal(false);
	const line = latestOnly(send);
	let down = false;

	const settle = async () => {
		const late = setTimeout(() => setWaits(true), PENDING);
		await line.quiet();
		clearTimeout(late);
		setWaits(false);
		if (!down) setLocal(undefined);
	};
	return {
		local,
		waits,
		set: (setting: Setting) => {
			setLocal(setting);
			line.put(setting);
			void settle();
		},
		press: () => {
			down = true;
		},
		/** Resolves when everything that the finger wished has been answered; false if it is down again. */
		release: async (): Promise<boolean> => {
			down = false;
			await settle();
			return !down;
		},
	};
};

type Held = {
	readonly held: () => boolean;
	readonly travel: () => number | undefined;
	readonly set: (setting: Setting) => void;
};

/** What keys and typed words mean to a control. */
const createKeys = (control: Control, { held, travel, set }: Held) => ({
	/** True if the key meant something. */
	key: ({ key, shiftKey: shift }: { readonly key: string; readonly shiftKey: boolean }): boolean => {
		if (held()) return false;
		if (key === "Delete" || key === "Backspace") {
			set(control.default);
			return true;
		}
		const from = travel();
		const to = from === undefined ? undefined : travelByKey(control, { key, shift, travel: from });
		if (to !== undefined) set(settingAt(control, to));
		return to !== undefined;
	},
	/** The sentence that refuses the words, if they cannot be meant. */
	typed: (words: string): string | undefined => {
		const meant = settingTyped(control, words);
		if ("refusal" in meant) return meant.refusal;
		set(meant.setting);
		return undefined;
	},
});

/** One control: where it stands, who holds it, and what fingers, keys and words do to it. */
export const createTurned = ({ unit, name, control }: Which) => {
	const panel = usePanel();
	const where = { unit, control: name };
	const [fine, setFine] = createSignal(false);
	const wished = createWished((setting) => panel.wish({ do: "turn", ...where, setting }));
	const told = createMemo(() => {
		const { session, live, studio } = panel.whole;
		return standOf({ session, live, model: modelOf(studio, unit) }, where);
	});
	const holder = () => heldBy(panel.whole.live, panel.me(), where);
	const driven = () => panel.whole.live.devices.some((device) => device.unit === unit);
	const stand = () => underFinger(wished.local(), fine()) ?? told();
	const set = (setting: Setting) => {
		if (holder() === undefined) wished.set(setting);
	};
	/** An unknown hand control is entered from its default; an unknown driven one would jump, so it is typed. */
	const travel = (): number | undefined => {
		const { setting } = stand();
		if (setting !== undefined) return travelOf(control, setting);
		return driven() ? undefined : travelOfDefault(control);
	};

	const turning: Turning = {
		from: () => (holder() === undefined ? travel() : undefined),
		began: () => {
			wished.press();
			panel.hold({ ...where, on: true });
		},
		moved: (to, finely) => {
			setFine(finely);
			const setting = settingAt(control, to);
			if (setting !== stand().setting) set(setting);
		},
		ended: async () => {
			setFine(false);
			if (await wished.release()) panel.hold({ ...where, on: false });
		},
		doubleTapped: () => set(control.default),
	};
	const keys = createKeys(control, { held: () => holder() !== undefined, travel, set });
	return {
		...keys,
		stand,
		holder,
		waits: wished.waits,
		set,
		grip: (element: HTMLElement) => turnable(element, turning),
	};
};
export type Turned = ReturnType<typeof createTurned>;

const underFinger = (setting: Setting | undefined, fine: boolean): Stand | undefined =>
	setting === undefined
		? undefined
		: {
				setting,
				certainty: "told",
				because: fine ? "fine" : "",
				reading: { kind: "known", setting, provenance: "set", changed: false },
			};

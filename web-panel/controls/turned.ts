import { createMemo, createSignal } from "solid-js";
import { type Control, type Setting, travelOf } from "#model/parameter.ts";
import { modelOf } from "#model/studio.ts";
import { turnable } from "../gesture.ts";
import { heldBy, type Stand, standOf } from "../known.ts";
import { usePanel } from "../panel.ts";
import { latestOnly, settingAt, settingTyped, travelByKey, travelOfDefault } from "../turn.ts";

type Which = { readonly unit: string; readonly name: string; readonly control: Control };

/** Past this without an answer the control shows that it waits. */
const PENDING = 100;

/** A value under a finger: the finger is right until the daemon has answered the last wish. */
export const createTurned = (which: Which) => {
	const panel = usePanel();
	const where = { unit: which.unit, control: which.name };
	const [local, setLocal] = createSignal<Setting>();
	const [waits, setWaits] = createSignal(false);
	const [fine, setFine] = createSignal(false);
	const told = createMemo(() => {
		const { session, live, studio } = panel.whole;
		return standOf({ session, live, model: modelOf(studio, which.unit) }, where);
	});
	const holder = () => heldBy(panel.whole.live, panel.me(), where);
	const driven = () => panel.whole.live.devices.some(({ unit }) => unit === which.unit);
	let down = false;

	const line = latestOnly((setting: Setting) => panel.wish({ do: "turn", ...where, setting }));

	const settle = async () => {
		const late = setTimeout(() => setWaits(true), PENDING);
		await line.quiet();
		clearTimeout(late);
		setWaits(false);
		if (!down) setLocal(undefined);
	};

	const set = (setting: Setting) => {
		if (holder() !== undefined) return;
		setLocal(setting);
		line.put(setting);
		void settle();
	};

	const stand = (): Stand => {
		const setting = local();
		if (setting === undefined) return told();
		return {
			setting,
			certainty: "told",
			because: fine() ? "fine" : "",
			reading: { kind: "known", setting, provenance: "set", changed: false },
		};
	};

	/** An unknown hand control is entered from its default; an unknown driven one would jump, so it is typed. */
	const travel = (): number | undefined => {
		const { setting } = stand();
		if (setting !== undefined) return travelOf(which.control, setting);
		return driven() ? undefined : travelOfDefault(which.control);
	};

	const grip = (element: HTMLElement) =>
		turnable(element, {
			from: () => (holder() === undefined ? travel() : undefined),
			began: () => {
				down = true;
				panel.hold({ ...where, on: true });
			},
			moved: (to, finely) => {
				setFine(finely);
				const setting = settingAt(which.control, to);
				if (setting !== stand().setting) set(setting);
			},
			ended: () => {
				down = false;
				setFine(false);
				void line.quiet().then(() => {
					if (!down) panel.hold({ ...where, on: false });
				});
				void settle();
			},
			doubleTapped: () => set(which.control.default),
		});

	/** True if the key meant something to this control. */
	const key = ({ key, shiftKey: shift }: { readonly key: string; readonly shiftKey: boolean }): boolean => {
		if (key === "Delete" || key === "Backspace") {
			set(which.control.default);
			return true;
		}
		const from = travel();
		const to = from === undefined ? undefined : travelByKey(which.control, { key, shift, travel: from });
		if (to !== undefined) set(settingAt(which.control, to));
		return to !== undefined;
	};

	const typed = (words: string): string | undefined => {
		const meant = settingTyped(which.control, words);
		if ("refusal" in meant) return meant.refusal;
		set(meant.setting);
		return undefined;
	};

	return { stand, holder, waits, fine, grip, key, typed, set };
};
export type Turned = ReturnType<typeof createTurned>;

import { type Control, figureAt, within as held, isKnob, type Setting, travelOf } from "#model/parameter.ts";

/** The setting that a travel stands for: a figure to a thousandth, or the nearest position. */
export const settingAt = (control: Control, travel: number): Setting =>
	isKnob(control)
		? Number(figureAt(control, travel).toFixed(3))
		: control.positions[Math.round(travel * (control.positions.length - 1))].name;

type Step = (travel: number, one: number) => number;

const steps: Readonly<Record<string, Step>> = {
	ArrowUp: (travel, one) => travel + one,
	ArrowRight: (travel, one) => travel + one,
	ArrowDown: (travel, one) => travel - one,
	ArrowLeft: (travel, one) => travel - one,
	PageUp: (travel, one) => travel + 10 * one,
	PageDown: (travel, one) => travel - 10 * one,
	Home: () => 0,
	End: () => 1,
};

/** Where a key takes a control: arrows 1 % (Shift 0.1 %), Page 10 %, a switch always one position. */
export const travelByKey = (
	control: Control,
	{ key, shift, travel }: { readonly key: string; readonly shift: boolean; readonly travel: number },
): number | undefined => {
	const one = isKnob(control) ? (shift ? 0.001 : 0.01) : 1 / (control.positions.length - 1);
	const moved = steps[key]?.(travel, one);
	return moved === undefined ? undefined : Math.min(1, Math.max(0, moved));
};

const FIGURE = /^([+-]?\d*\.?\d+)\s*(k?)/i;

/** What a person typed, held to what the control can do: "−20", "+4 dB", "1,5", "2.2k", "4:1". */
export const settingTyped = (control: Control, typed: string): { setting: Setting } | { refusal: string } => {
	if (!isKnob(control)) return held(control, typed.trim());
	const [, figure, kilo] = FIGURE.exec(typed.trim().replace("−", "-").replace(",", ".")) ?? [];
	return held(control, figure === undefined ? typed.trim() : Number(figure) * (kilo ? 1000 : 1));
};

export const travelOfDefault = (control: Control): number => travelOf(control, control.default);

/**
 * Sends the latest wish only: one is under way at a time, and what comes meanwhile replaces what waits.
 * So a slow line makes a knob coarse, never late.
 */
export const latestOnly = <Wish>(send: (wish: Wish) => Promise<unknown>) => {
	let waiting: { readonly wish: Wish } | undefined;
	let under: Promise<void> | undefined;
	const run = async () => {
		while (waiting) {
			const { wish } = waiting;
			waiting = undefined;
			await send(wish);
		}
		under = undefined;
	};
	return {
		put: (wish: Wish): void => {
			waiting = { wish };
			under ??= run();
		},
		/** Settles when the last wish has been answered. */
		quiet: (): Promise<void> => under ?? Promise.resolve(),
	};
};

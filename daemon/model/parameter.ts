import { z } from "zod";

/** Where a control stands: a figure in the control's unit, or the name of a switch position. */
export const Setting = z.union([z.number(), z.string()]);
export type Setting = z.infer<typeof Setting>;

/** Settings of one unit by control. A control that is missing here is *unknown*, never assumed at its default. */
export type Settings = Readonly<Record<string, Setting>>;

const Place = {
	label: z.string().describe("As printed on the panel"),
	at: z.tuple([z.number(), z.number()]).describe("Centre on the faceplate in mm from its top left corner"),
	size: z.number().positive().default(16).describe("Diameter or width in mm"),
	rear: z.boolean().default(false).describe("On the rear panel"),
};

/** What "-inf" on a scale counts as, in dB: the silence of noiseSum. And "inf", as of a ratio: a limiter's. */
const SILENCE = -200;
const ENDLESS = 1e6;
const ScaleFigure = z
	.union([z.number(), z.literal("-inf").transform(() => SILENCE), z.literal("inf").transform(() => ENDLESS)])
	.meta({ description: 'A figure in the unit of the control; "-inf" and "inf" where ∞ is printed' });

/** "−∞", "∞", or nothing where the figure has an end. */
export const sayEndless = (figure: number): string | undefined => {
	if (figure <= SILENCE) return "−∞";
	return figure >= ENDLESS ? "∞" : undefined;
};

/** A figure that came twice would have two places on the knob. */
const goesOneWay = (points: readonly (readonly [travel: number, figure: number])[]): boolean => {
	const steps = points.slice(1).map(([, figure], i) => Math.sign(figure - (points[i]?.[1] ?? 0)));
	return steps.every((step) => step !== 0 && step === steps[0]);
};

/** A law is a list of scale points from one end stop to the other: [travel 0…1, figure]. Between them it is straight. */
const Scale = z
	.array(z.tuple([z.number().min(0).max(1), ScaleFigure]))
	.min(2)
	.refine(
		(points) => points.every(([travel], i) => i === 0 || travel > (points[i - 1]?.[0] ?? 0)),
		"travel must rise",
	)
	.refine(
		(points) => points[0]?.[0] === 0 && points.at(-1)?.[0] === 1,
		"begin at travel 0 and end at travel 1",
	)
	.refine(goesOneWay, "figures must rise all along or fall all along")
	.describe("Scale points [travel 0…1, figure], in order");

export const Knob = z.strictObject({
	kind: z.enum(["knob", "fader"]).describe("It has a scale"),
	...Place,
	unit: z.string().default("").describe("dB, Hz, ms, :1, %, or empty for a bare scale of figures"),
	scale: Scale,
	default: ScaleFigure,
});

export const Switch = z.strictObject({
	kind: z.enum(["switch", "button", "rotary switch"]).describe("It has named positions"),
	...Place,
	unit: z.string().default("").describe("Of the figures of its positions"),
	positions: z
		.array(
			z.strictObject({
				name: z.string().describe("As printed on the panel"),
				figure: ScaleFigure.optional().describe("What it is worth, in the unit"),
			}),
		)
		.min(2)
		.describe("Named positions in the order of travel"),
	default: z.string(),
});

export const Control = z.discriminatedUnion("kind", [Knob, Switch]);

/** A scale that nobody has looked up is set by its travel: "5.0 tenths" is twelve o'clock, and no dB. */
const IN_TENTHS = "tenths";
export const tenths = (): Pick<Knob, "scale" | "unit"> => ({
	scale: [
		[0, 0],
		[1, 10],
	],
	unit: IN_TENTHS,
});
const asWritten = {
	at: Place.at.optional(),
	size: z.number().positive().optional().describe("Diameter or width in mm"),
	row: z
		.number()
		.int()
		.min(1)
		.max(20)
		.optional()
		.describe("From the top; default 1, on a module the next one. Within a row left to right as in the file"),
};
/** A control as a gear file has it: where nothing says its place in mm, it is put into its row by front-panel.ts. */
export const WrittenControl = z.discriminatedUnion("kind", [
	Knob.extend({
		...asWritten,
		scale: z.union([z.literal("unknown"), Scale]),
		default: ScaleFigure.optional().describe(
			"Where a simulated one stands at first; default: the first end stop",
		),
	}),
	Switch.extend({ ...asWritten, default: z.string().optional().describe("Default: the first position") }),
]);
export type WrittenControl = z.infer<typeof WrittenControl>;
export type Knob = z.infer<typeof Knob>;
export type Switch = z.infer<typeof Switch>;
export type Control = z.infer<typeof Control>;

export const isKnob = (control: Control): control is Knob =>
	control.kind === "knob" || control.kind === "fader";

/** A knob of which nobody knows the figures round it. */
export const isInTenths = ({ unit }: Pick<Control, "unit">): boolean => unit === IN_TENTHS;

const between = (
	x: number,
	[x0, y0]: readonly [number, number],
	[x1, y1]: readonly [number, number],
): number => (x1 === x0 ? y0 : y0 + ((x - x0) / (x1 - x0)) * (y1 - y0));

/** The figure at a travel of 0…1 (clamped at the end stops). */
export const figureAt = (knob: Knob, travel: number): number => {
	const stop = Math.min(1, Math.max(0, travel));
	const i = Math.max(
		1,
		knob.scale.findIndex(([at]) => at >= stop),
	);
	return between(stop, knob.scale[i - 1] ?? [0, 0], knob.scale[i] ?? [1, 0]);
};

/** The travel 0…1 of a setting: a knob by its scale, a switch by the order of its positions; an unknown position is 0. */
export const travelOf = (control: Control, setting: Setting): number => {
	if (!isKnob(control)) {
		const index = control.positions.findIndex((position) => position.name === setting);
		return Math.max(0, index) / (control.positions.length - 1);
	}
	const flip = ([travel, figure]: readonly [number, number]): [number, number] => [figure, travel];
	const rising = control.scale.map(flip).sort(([a], [b]) => a - b);
	const value = Number(setting);
	const i = rising.findIndex(([figure]) => figure >= value);
	if (i === 0) return rising[0]?.[1] ?? 0;
	if (i < 0) return rising.at(-1)?.[1] ?? 1;
	return between(value, rising[i - 1] ?? [0, 0], rising[i] ?? [1, 1]);
};

const figuresOf = (knob: Knob): number[] => knob.scale.map(([, figure]) => figure);

/** Holds a setting to what the control can do; a refusal is the sentence to show. */
export const within = (control: Control, wish: Setting): { setting: Setting } | { refusal: string } => {
	if (isKnob(control)) {
		if (typeof wish !== "number" || !Number.isFinite(wish))
			return {
				refusal: `${control.label} wants a figure${control.unit && ` in ${control.unit}`}, not "${wish}"`,
			};
		const figures = figuresOf(control);
		return { setting: Math.min(Math.max(...figures), Math.max(Math.min(...figures), wish)) };
	}
	const names = control.positions.map((position) => position.name);
	return names.includes(String(wish))
		? { setting: String(wish) }
		: { refusal: `${control.label} has no position "${wish}": it has ${names.join(", ")}` };
};

/** The figure that a setting is worth in the control's unit; a named position without one is worth its index. */
export const worth = (control: Control, setting: Setting): number => {
	if (isKnob(control)) return Number(setting);
	const index = control.positions.findIndex((position) => position.name === setting);
	return control.positions[index]?.figure ?? Math.max(0, index);
};

/** "−20.0 dB", "4:1", "Fast": what stands beside the knob on screen and on paper. */
export const saySetting = (control: Control, setting: Setting | undefined): string => {
	if (setting === undefined) return "unknown";
	if (typeof setting === "string") return setting;
	const span = Math.max(...(isKnob(control) ? figuresOf(control).map(Math.abs) : [0]));
	const digits = span >= 1000 ? 0 : span >= 10 ? 1 : 2;
	const rounded = Number(setting.toFixed(digits)) || 0; // not "−0.0"
	const figure = sayEndless(setting) ?? rounded.toFixed(digits).replace("-", "−");
	return control.unit.startsWith(":") ? `${figure}${control.unit}` : `${figure} ${control.unit}`.trim();
};

/** Clock time of a pointer that turns from 7 o'clock (travel 0) to 5 o'clock (travel 1): "2:30". */
export const clockTime = (travel: number): string => {
	const minutes = Math.round(((7 * 60 + Math.min(1, Math.max(0, travel)) * 600) % 720) / 15) * 15;
	const hour = Math.floor(minutes / 60) % 12 || 12;
	return `${hour}:${String(minutes % 60).padStart(2, "0")}`;
};

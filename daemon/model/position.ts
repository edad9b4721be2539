import type { GearModel, Path } from "./gear-model.ts";
import { isInTenths, type Setting, worth } from "./parameter.ts";
import type { Session } from "./session.ts";
import type { Figure, Stage } from "./sound.ts";

/** Where the knobs of all units stand, as far as anybody knows. */
export type KnobPositions = Session["settings"];

/** Where a control stands, or undefined for unknown. A unit of the virtual rack starts as its gear file says. */
export const positionOf = (
	model: GearModel,
	positions: KnobPositions[string] | undefined,
	control: string,
): Setting | undefined =>
	positions?.[control]?.setting ?? (model.simulated ? model.controls[control]?.default : undefined);

/** The figure a stage asks for: a number as it is, a control by where it stands; undefined while that is unknown. */
export const figureOf = (
	model: GearModel,
	positions: KnobPositions[string] | undefined,
	figure: Figure,
): number | undefined => {
	if (typeof figure === "number") return figure;
	const negative = figure.startsWith("-");
	const name = negative ? figure.slice(1) : figure;
	const control = model.controls[name];
	const setting = positionOf(model, positions, name);
	if (!control || setting === undefined || isInTenths(control)) return undefined;
	return negative ? -worth(control, setting) : worth(control, setting);
};

/** Whether a switch has taken the unit out of circuit. */
export const isBypassed = (
	model: GearModel,
	positions: KnobPositions[string] | undefined,
	path: Path,
): boolean =>
	path.bypass !== undefined && positionOf(model, positions, path.bypass.control) === path.bypass.is;

const gainTerms = (path: Path): readonly Figure[] | undefined =>
	path.gain ??
	(path.stages.length > 0
		? path.stages.flatMap((stage) => (stage.do === "gain" ? [stage.gain] : []))
		: undefined);

/** Whether the gear file says what the gain of a path is made of. */
export const saysGain = (path: Path): boolean => gainTerms(path) !== undefined;

/** The controls that the gain of a path is made of. */
export const gainControls = (path: Path): string[] =>
	(gainTerms(path) ?? []).flatMap((term) => (typeof term === "number" ? [] : [term.replace(/^-/, "")]));

/** The switches that turn a path's polarity over. */
export const polarityControls = (path: Path): string[] =>
	path.stages.flatMap((stage) => (stage.do === "polarity" && stage.when ? [stage.when.control] : []));

/** Gain in dB at 1 kHz below any threshold; null while a control that decides it is unknown, or the file does not say. */
export const gainOf = (
	model: GearModel,
	positions: KnobPositions[string] | undefined,
	path: Path,
): number | null => {
	if (isBypassed(model, positions, path)) return 0;
	const terms = gainTerms(path)?.map((term) => figureOf(model, positions, term));
	return (
		terms?.reduce<number | null>(
			(sum, term) => (sum === null || term === undefined ? null : sum + term),
			0,
		) ?? null
	);
};

const flips = (model: GearModel, positions: KnobPositions[string] | undefined, stage: Stage): boolean =>
	stage.do === "polarity" &&
	(!stage.when || positionOf(model, positions, stage.when.control) === stage.when.is);

/** Whether the path turns the polarity over, by nature or by its switch. */
export const inverts = (
	model: GearModel,
	positions: KnobPositions[string] | undefined,
	path: Path,
): boolean =>
	!isBypassed(model, positions, path) &&
	path.stages.filter((stage) => flips(model, positions, stage)).length % 2 === 1;

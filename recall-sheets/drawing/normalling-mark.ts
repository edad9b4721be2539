import { isJoined, type Normalling } from "#model/patchbay.ts";
import { circle, line, type Point, type Shape, stroke } from "./shapes.ts";

/** What an end of the mark says: a bar where a plug breaks the normal, a dot where it listens. */
export const MARK_RULE = "bar: a plug in that jack breaks the normal; dot: it listens";

const breaks = (normalling: Normalling, row: "upper" | "lower"): boolean =>
	!isJoined(normalling, { upper: row === "upper", lower: row === "lower" });

/**
 * The normalling of a point as a small upright sign between its two jacks, `height` mm high around `at`: a line where
 * the two are joined, at each end a bar or a dot. It tells all five kinds apart in black alone, 2 mm high.
 */
export const normallingMark = (normalling: Normalling, [x, y]: Point, height: number): Shape[] => {
	const [top, foot] = [y - height / 2, y + height / 2];
	const pen = stroke("ink", height * 0.16);
	const bar = (at: number): Shape => line([x - height * 0.3, at], [x + height * 0.3, at], pen);
	const end = (row: "upper" | "lower", at: number, inwards: number): Shape =>
		breaks(normalling, row)
			? bar(at + (inwards * pen.width) / 2)
			: circle([x, at + inwards * height * 0.2], height * 0.2, { fill: "ink" });
	if (normalling === "open") return [bar(top + height * 0.2), bar(foot - height * 0.2)];
	return [
		line([x, top + pen.width / 2], [x, foot - pen.width / 2], pen),
		end("upper", top, 1),
		end("lower", foot, -1),
	];
};

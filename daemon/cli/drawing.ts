import { flowDiagram } from "#sheets/drawing/flow-diagram.ts";
import type { Box, Drawing } from "#sheets/drawing/shapes.ts";
import { svgOf } from "#sheets/drawing/svg.ts";
import { type Common, emptySession, sessionOf, studioOf } from "./studio.ts";
import { deliver } from "./terminal.ts";

/** Room round a drawing, mm. */
const MARGIN = 10;

const framed = ({ left, top, right, bottom }: Box): Box => ({
	left: left - MARGIN,
	top: top - MARGIN,
	right: right + MARGIN,
	bottom: bottom + MARGIN,
});

const svgOfDrawing = ({ shapes, box }: Drawing, title: string): string =>
	svgOf(shapes, { box: framed(box), title });

type Options = Common & { readonly out?: string; readonly bare?: boolean };

/** `halfnormal drawing flow`: the whole studio, what leads where as it is patched now. */
export const flowCommand = async (options: Options): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = (options.bare ? undefined : await sessionOf(options)) ?? emptySession(studio);
	const says =
		session.cords.length === 0
			? "With no cord plugged"
			: `As patched in ${session.id}: ${session.cords.length} cords`;
	const drawing = flowDiagram(studio, { cords: session.cords, settings: session.settings }, says);
	const content = svgOfDrawing(drawing, `Signal flow of ${studio.studio}`);
	return deliver({
		content,
		out: options.out,
		json: options.json,
		says: `The signal flow of ${studio.studio} is`,
	});
};

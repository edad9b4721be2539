import { createMemo } from "solid-js";
import type { Control } from "#model/parameter.ts";
import { bodyOf } from "#sheets/drawing/control-drawing.ts";
import type { Reading } from "#sheets/drawing/reading.ts";
import { heightOfBox, widthOfBox } from "#sheets/drawing/shapes.ts";
import { svgShapes, THEMED_INKS } from "#sheets/drawing/svg.ts";

/** Pixels for a millimetre of the drawing, so that 9 pt letters come out at 12 px. */
const SCALE = 3.75;
/** The cell of a control is this wide; a drawing that is wider is made smaller. */
const WIDEST = 128;
const SIZE = 14;

type Props = { readonly control: Control; readonly reading: Reading };

/** The control as the recall sheet draws it: the knob on the tablet is the knob on paper. */
export const Body = (props: Props) => {
	const drawing = createMemo(() => bodyOf(props.control, props.reading, SIZE));
	const view = () => {
		const { box } = drawing();
		return [box.left, box.top, widthOfBox(box), heightOfBox(box)].join(" ");
	};
	const scale = () => Math.min(SCALE, WIDEST / widthOfBox(drawing().box));
	return (
		<svg
			class="body"
			aria-hidden="true"
			viewBox={view()}
			width={widthOfBox(drawing().box) * scale()}
			height={heightOfBox(drawing().box) * scale()}
			innerHTML={svgShapes(drawing().shapes, THEMED_INKS)}
		/>
	);
};

import { createSignal, type JSX } from "solid-js";
import { holdable } from "../gesture.ts";

type Props = {
	readonly disabled: boolean;
	readonly onHeld: () => void;
	readonly children: JSX.Element;
};

/** Long enough not to happen by accident, short enough not to be a nuisance. */
const HELD = 1000;

/** A button that must be held for a second, because what it starts cannot be taken back. */
export const HoldButton = (props: Props) => {
	const [part, setPart] = createSignal(0);
	return (
		<button
			type="button"
			class="hold"
			disabled={props.disabled}
			data-part={part() > 0 ? "some" : "none"}
			ref={(element) => holdable(element, HELD, { progress: setPart, done: () => props.onHeld() })}
		>
			<span class="hold-part" style={{ transform: `scaleX(${part()})` }} />
			<span class="hold-words">{props.children}</span>
		</button>
	);
};

import { createEffect, onCleanup, onMount, Show } from "solid-js";
import type { Chain } from "#model/session.ts";
import { linesOf } from "../lanes.ts";
import { usePanel } from "../panel.ts";

/** Which lines have clipped since somebody last looked; a tap takes the red latches back. */
export const ClipReset = () => {
	const { meters } = usePanel();
	return (
		<Show when={meters.clipped().length > 0}>
			<button type="button" class="clips" onClick={meters.reset}>
				Clipped: {meters.clipped().join(", ")}
			</button>
		</Show>
	);
};

/** The one canvas of the panel. A tap takes the red latches back. */
export const MeterCanvas = (props: { readonly size: "flat" | "tall"; readonly chain: Chain | undefined }) => {
	const { meters } = usePanel();
	let canvas: HTMLCanvasElement | undefined;
	onMount(() => {
		if (canvas) onCleanup(meters.show(canvas));
	});
	const lines = () => (props.chain ? linesOf(props.chain) : { sends: [], returns: [] });
	const count = () => lines().sends.length + lines().returns.length;
	createEffect(() => meters.look(lines()));
	return (
		<div
			class="meters"
			data-size={props.size}
			style={{ "--rows": count(), "--halves": Math.ceil(count() / 2) }}
		>
			<canvas
				ref={(element) => {
					canvas = element;
				}}
				role="img"
				aria-label="Meters of the sends and returns, in dBFS"
				onPointerDown={meters.reset}
			/>
		</div>
	);
};

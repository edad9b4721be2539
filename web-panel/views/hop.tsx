import { Show } from "solid-js";
import type { HopReading } from "#model/readings.ts";
import { worst } from "../chains.ts";
import { Icon } from "../controls/icon.tsx";
import { sayFigure, saySigned } from "../say.ts";

type Props = {
	readonly hops: readonly HopReading[];
	/** From a cabinet to a microphone there is no copper. */
	readonly air: boolean;
	readonly lands: boolean;
};

const sayLevels = (hops: readonly HopReading[]): string => {
	const levels = hops.map(({ level }) => saySigned(level));
	return levels.every((level) => level === levels[0]) ? (levels[0] ?? "—") : levels.join(" / ");
};

/** The copper between two units: the level that arrives and the room above it, of the side with less. */
export const Hop = (props: Props) => {
	const hop = () => worst(props.hops);
	const connected = () => props.hops.length > 0 && props.hops.every(({ connected }) => connected);
	const clips = () => (hop()?.clipsAt ?? 0) < -0.05;
	const inverted = () => props.hops.some(({ inverted }) => inverted);
	return (
		<div class="hop" data-connected={props.air || connected()} data-clips={clips()} data-lands={props.lands}>
			<span class="hop-level">
				<Show when={!props.air} fallback="in the air">
					{sayLevels(props.hops)} <small>dBu</small>
				</Show>
			</span>
			<span class="hop-line" aria-hidden="true" />
			<span class="hop-room">
				<Show when={!props.air}>
					<Show when={clips()}>
						<Icon name="warn" />
					</Show>
					hr {sayFigure(hop()?.headroom)}
					<Show when={inverted()}>
						<span title="Polarity is inverted on this hop"> Ø</span>
					</Show>
					<Show when={!connected()}>
						<span class="hidden">, </span>
						<small class="to-patch">to patch</small>
					</Show>
				</Show>
			</span>
		</div>
	);
};

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

const isUnknown = (hops: readonly HopReading[]): boolean => hops.every(({ level }) => level === null);

/** The figure stays with its word; where it is not known the two may stand on two lines. */
const sayHeadroom = (headroom: number | null | undefined): string =>
	headroom === null || headroom === undefined ? "headroom unknown" : `headroom\u00a0${sayFigure(headroom)}`;

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
				<Show when={clips()}>
					<Icon name="warn" />
				</Show>
				<Show when={!props.air} fallback="in the air">
					<Show when={!isUnknown(props.hops)} fallback={<small>level unknown</small>}>
						{sayLevels(props.hops)} <small>dBu</small>
					</Show>
				</Show>
			</span>
			<span class="hop-line" aria-hidden="true" />
			<span class="hop-room">
				<Show when={!props.air}>
					<Show when={!isUnknown(props.hops)}>{sayHeadroom(hop()?.headroom)}</Show>
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

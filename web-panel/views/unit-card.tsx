import { Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import type { Spot } from "../gesture.ts";
import { usePanel } from "../panel.ts";
import { sayMinutes } from "../say.ts";
import type { Whole } from "../studio.ts";

/** A card under a finger: which one, how far it was carried, and before which card it would land. */
export type Carried = { readonly place: number; readonly by: Spot; readonly slot: number };

type Props = {
	readonly unit: string;
	/** What the kind of the chain has it do; such a card stays where it is. */
	readonly task: "encodes" | "decodes" | "sums" | undefined;
	readonly carried: Carried | undefined;
	readonly grip: (element: HTMLElement) => void;
};

/** "cold, 12 min", "off", or nothing while all is well. */
export const sayWarmth = (whole: Whole, unit: string): string => {
	const warmUp = whole.readings.warmUp.find((known) => known.unit === unit);
	if (!warmUp || warmUp.minutes === 0) return "";
	return warmUp.minutes === null ? "off" : `cold, ${sayMinutes(warmUp.minutes)}`;
};

const links = {
	off: "link off",
	connecting: "connecting",
	connected: "driven",
	lost: "link lost",
	missing: "no port",
} as const;

/** One unit of the chain. A tap selects it, a drag carries it. */
export const UnitCard = (props: Props) => {
	const { whole, desk } = usePanel();
	const unit = () => whole.studio.units.find(({ id }) => id === props.unit);
	const model = () => whole.studio.models[unit()?.model ?? ""];
	const device = () => whole.live.devices.find((known) => known.unit === props.unit);
	const by = () => props.carried?.by ?? { x: 0, y: 0 };
	return (
		<button
			type="button"
			class="card"
			ref={props.grip}
			aria-pressed={desk.unit() === props.unit}
			data-carried={props.carried !== undefined}
			data-task={props.task}
			style={{ transform: props.carried ? `translate(${by().x}px, ${by().y}px)` : "" }}
			onClick={() => desk.setUnit(desk.unit() === props.unit ? undefined : props.unit)}
		>
			<Show when={props.task === undefined}>
				<span class="grip">
					<Icon name="grip" />
				</span>
			</Show>
			<strong>{unit()?.name ?? props.unit}</strong>
			<span class="card-model">{model()?.model ?? "no gear file"}</span>
			<span class="card-state">
				<Show when={props.task}>{(task) => <span class="tag">{task()}</span>}</Show>
				<Show when={device()}>
					{(device) => (
						<span class="tag" data-link={device().link}>
							{links[device().link]}
						</span>
					)}
				</Show>
				<Show when={sayWarmth(whole, props.unit)}>
					{(warmth) => (
						<span class="tag" data-severity="warn">
							<Icon name="power" />
							{warmth()}
						</span>
					)}
				</Show>
			</span>
		</button>
	);
};

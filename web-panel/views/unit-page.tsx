import { For, Show } from "solid-js";
import { type Chain, unitsOf } from "#model/session.ts";
import type { Unit } from "#model/studio.ts";
import { callControl, moved, rowsOf } from "../chains.ts";
import { Control } from "../controls/control.tsx";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";

/** Earlier, later, out: the same as carrying the card, for fingers that would rather tap. */
const Placing = (props: { readonly chain: Chain; readonly unit: string }) => {
	const { wish, desk } = usePanel();
	const list = () => (props.chain.inserts.includes(props.unit) ? "inserts" : "right");
	const units = () => props.chain[list()] ?? [];
	const place = () => units().indexOf(props.unit);
	const set = (units: string[]) => wish({ do: "set chain", chain: { ...props.chain, [list()]: units } });
	const move = (by: number) => void set(moved(units(), place(), place() + by));
	const remove = async () => {
		const answer = await set(units().filter((unit) => unit !== props.unit));
		if (answer.done) desk.setUnit(undefined);
	};
	return (
		<div class="placing">
			<button type="button" disabled={place() === 0} onClick={() => move(-1)}>
				<Icon name="earlier" />
				Earlier
			</button>
			<button type="button" disabled={place() === units().length - 1} onClick={() => move(1)}>
				Later
				<Icon name="later" />
			</button>
			<button type="button" onClick={() => void remove()}>
				<Icon name="close" />
				Take out
			</button>
		</div>
	);
};

const Controls = (props: { readonly unit: Unit }) => {
	const { whole } = usePanel();
	const controls = () => whole.studio.models[props.unit.model]?.controls ?? {};
	return (
		<For
			each={rowsOf(controls())}
			fallback={<p class="empty">{props.unit.name} has nothing to turn in its gear file.</p>}
		>
			{(row) => (
				<div class="controls">
					<For each={row}>
						{([name, control]) => (
							<Control
								unit={props.unit.id}
								says={`${props.unit.name} ${callControl([name, control], controls())}`}
								name={name}
								control={control}
							/>
						)}
					</For>
				</div>
			)}
		</For>
	);
};

/** The controls of the selected unit as they stand on its faceplate, top row first. */
export const UnitPage = (props: { readonly chain: Chain }) => {
	const { whole, desk } = usePanel();
	const unit = () =>
		unitsOf(props.chain).includes(desk.unit() ?? "")
			? whole.studio.units.find(({ id }) => id === desk.unit())
			: undefined;
	const device = () => whole.live.devices.find((known) => known.unit === unit()?.id);
	return (
		<Show when={unit()} keyed fallback={<p class="aside">Tap a unit for its controls.</p>}>
			{(unit) => (
				<section class="unit-page" aria-label={unit.name}>
					<div class="bar">
						<h2>{unit.name}</h2>
						<span class="aside">
							{whole.studio.models[unit.model]?.maker} {whole.studio.models[unit.model]?.model}
						</span>
						<Show when={[...props.chain.inserts, ...(props.chain.right ?? [])].includes(unit.id)}>
							<Placing chain={props.chain} unit={unit.id} />
						</Show>
					</div>
					<Show when={device() && device()?.link !== "connected"}>
						<p class="notice" role="status">
							<Icon name="warn" />
							{device()?.sentence}
						</p>
					</Show>
					<Controls unit={unit} />
				</section>
			)}
		</Show>
	);
};

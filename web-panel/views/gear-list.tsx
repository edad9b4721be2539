import { createMemo, createSignal, For, Show } from "solid-js";
import { type Chain, type ChainKind, unitsOf } from "#model/session.ts";
import type { Unit } from "#model/studio.ts";
import { Icon } from "../controls/icon.tsx";
import type { LaneList } from "../lanes.ts";
import { usePanel } from "../panel.ts";
import type { Whole } from "../studio.ts";
import { sayWarmth } from "./unit-card.tsx";

const sidesOf = (kind: ChainKind): readonly (readonly [LaneList, string])[] =>
	kind === "mid/side"
		? [
				["inserts", "Mid"],
				["right", "Side"],
			]
		: [
				["inserts", "Left"],
				["right", "Right"],
			];

const SideChoice = (props: {
	readonly kind: ChainKind;
	readonly chosen: LaneList;
	readonly onChoose: (list: LaneList) => void;
}) => (
	<fieldset class="tabs">
		<legend class="hidden">Which side it is put on</legend>
		<For each={sidesOf(props.kind)}>
			{([name, says]) => (
				<button type="button" aria-pressed={props.chosen === name} onClick={() => props.onChoose(name)}>
					{says}
				</button>
			)}
		</For>
	</fieldset>
);

const GearButton = (props: { readonly unit: Unit; readonly onAdd: () => void }) => {
	const { whole } = usePanel();
	return (
		<button type="button" class="gear-unit" onClick={() => props.onAdd()}>
			<Icon name="plus" />
			<span>
				{props.unit.name}
				<small>{whole.studio.models[props.unit.model]?.kind}</small>
			</span>
			<Show when={sayWarmth(whole, props.unit.id)}>{(warmth) => <span class="tag">{warmth()}</span>}</Show>
		</button>
	);
};

/** A cabinet and the microphone before it have no path, and stand in a chain all the same. */
const isInTheAir = ({ studio }: Whole, { model }: Unit): boolean => {
	const kind = studio.models[model]?.kind;
	return kind === "loudspeaker" || kind === "microphone";
};

const fits = (whole: Whole, chain: Chain, unit: Unit): boolean => {
	const leads = (whole.studio.models[unit.model]?.paths ?? []).length > 0 || isInTheAir(whole, unit);
	return leads && unit.id !== whole.studio.interface.unit && !unitsOf(chain).includes(unit.id);
};

/** Units that are in no chain's way: a tap puts one behind the selected card, or at the end. */
export const GearList = (props: { readonly chain: Chain }) => {
	const { whole, desk, wish } = usePanel();
	const [wanted, setWanted] = createSignal("");
	const [chosen, setChosen] = createSignal<LaneList>("inserts");
	const list = (): LaneList => (props.chain.right === undefined ? "inserts" : chosen());
	const fitting = createMemo(() => whole.studio.units.filter((unit) => fits(whole, props.chain, unit)));
	const found = () => {
		const words = wanted().toLowerCase().split(/\s+/);
		return fitting().filter(({ name, model }) => {
			const all = `${name} ${model} ${whole.studio.models[model]?.kind ?? ""}`.toLowerCase();
			return words.every((word) => all.includes(word));
		});
	};
	const add = async (unit: string) => {
		const units = props.chain[list()] ?? [];
		const after = units.indexOf(desk.unit() ?? "");
		const place = after < 0 ? units.length : after + 1;
		const chain = { ...props.chain, [list()]: units.toSpliced(place, 0, unit) };
		if ((await wish({ do: "set chain", chain })).done) desk.setUnit(unit);
	};
	return (
		<section class="gear" aria-label="Gear">
			<div class="bar">
				<h2>Gear</h2>
				<Show when={props.chain.right !== undefined}>
					<SideChoice kind={props.chain.kind} chosen={list()} onChoose={setChosen} />
				</Show>
				<label class="find">
					<Icon name="find" />
					<input
						class="field"
						type="search"
						placeholder="Find gear"
						aria-label="Find gear"
						onInput={(event) => setWanted(event.currentTarget.value)}
					/>
				</label>
			</div>
			<div class="gear-units">
				<For each={found()} fallback={<p class="empty">No other unit that fits.</p>}>
					{(unit) => <GearButton unit={unit} onAdd={() => void add(unit.id)} />}
				</For>
			</div>
		</section>
	);
};

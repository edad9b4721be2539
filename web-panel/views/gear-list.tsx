import { createMemo, createSignal, For, Show } from "solid-js";
import { type Chain, type ChainKind, unitsOf } from "#model/session.ts";
import { Icon } from "../controls/icon.tsx";
import type { LaneList } from "../lanes.ts";
import { usePanel } from "../panel.ts";
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

/** Units that are in no chain's way: a tap puts one behind the selected card, or at the end. */
export const GearList = (props: { readonly chain: Chain }) => {
	const { whole, desk, wish } = usePanel();
	const [wanted, setWanted] = createSignal("");
	const [chosen, setChosen] = createSignal<LaneList>("inserts");
	const list = (): LaneList => (props.chain.right === undefined ? "inserts" : chosen());
	/** A cabinet and the microphone before it have no path, and stand in a chain all the same. */
	const isInTheAir = (model: string) => {
		const kind = whole.studio.models[model]?.kind;
		return kind === "loudspeaker" || kind === "microphone";
	};
	const insertable = createMemo(() =>
		whole.studio.units.filter(({ id, model }) => {
			const paths = whole.studio.models[model]?.paths ?? [];
			const stands = unitsOf(props.chain).includes(id);
			return id !== whole.studio.interface.unit && (paths.length > 0 || isInTheAir(model)) && !stands;
		}),
	);
	const found = () => {
		const words = wanted().toLowerCase().split(/\s+/);
		return insertable().filter(({ name, model }) => {
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
					<fieldset class="tabs">
						<legend class="hidden">Which side it is put on</legend>
						<For each={sidesOf(props.chain.kind)}>
							{([name, says]) => (
								<button type="button" aria-pressed={list() === name} onClick={() => setChosen(name)}>
									{says}
								</button>
							)}
						</For>
					</fieldset>
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
					{(unit) => (
						<button type="button" class="gear-unit" onClick={() => void add(unit.id)}>
							<Icon name="plus" />
							<span>
								{unit.name}
								<small>{whole.studio.models[unit.model]?.kind}</small>
							</span>
							<Show when={sayWarmth(whole, unit.id)}>{(warmth) => <span class="tag">{warmth()}</span>}</Show>
						</button>
					)}
				</For>
			</div>
		</section>
	);
};

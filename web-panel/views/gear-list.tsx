import { createMemo, createSignal, For, Show } from "solid-js";
import type { Chain } from "#model/session.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayWarmth } from "./unit-card.tsx";

/** Units that are in no chain's way: a tap puts one behind the selected card, or at the end. */
export const GearList = (props: { readonly chain: Chain }) => {
	const { whole, desk, wish } = usePanel();
	const [wanted, setWanted] = createSignal("");
	const insertable = createMemo(() =>
		whole.studio.units.filter(({ id, model }) => {
			const paths = whole.studio.models[model]?.paths ?? [];
			return id !== whole.studio.interface.unit && paths.length > 0 && !props.chain.inserts.includes(id);
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
		const { inserts } = props.chain;
		const after = inserts.indexOf(desk.unit() ?? "");
		const place = after < 0 ? inserts.length : after + 1;
		const chain = { ...props.chain, inserts: inserts.toSpliced(place, 0, unit) };
		if ((await wish({ do: "set chain", chain })).done) desk.setUnit(unit);
	};
	return (
		<section class="gear" aria-label="Gear">
			<div class="bar">
				<h2>Gear</h2>
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

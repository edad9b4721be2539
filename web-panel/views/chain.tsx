import { createSignal, Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { ChainForm } from "./chain-form.tsx";
import { ChainTabs, createChosenChain } from "./chain-tabs.tsx";
import { Findings } from "./findings.tsx";
import { Flow } from "./flow.tsx";
import { GearList } from "./gear-list.tsx";
import { ClipReset, MeterCanvas } from "./meter-canvas.tsx";
import { UnitPage } from "./unit-page.tsx";

/** The chain in signal order, what is wrong with it, and the knobs of the unit that is selected. */
export const ChainPlace = () => {
	const { chain, reading } = createChosenChain();
	const [form, setForm] = createSignal<"new" | "edit">();
	return (
		<div class="place chain-place">
			<div class="bar">
				<ChainTabs />
				<button type="button" class="plain" onClick={() => setForm("new")}>
					<Icon name="plus" />
					New
				</button>
				<Show when={chain()}>
					<button type="button" class="plain" onClick={() => setForm("edit")}>
						<Icon name="edit" />
						Edit
					</button>
				</Show>
				<ClipReset />
			</div>
			<Show
				when={chain()}
				fallback={
					<p class="empty">
						No chain yet. Tap New: a chain runs from a converter output through your outboard to a converter
						input.
					</p>
				}
			>
				{(chain) => (
					<>
						<MeterCanvas size="flat" chain={chain()} />
						<Flow chain={chain()} reading={reading()} />
						<UnitPage chain={chain()} />
						<Findings chain={chain().id} />
						<GearList chain={chain()} />
					</>
				)}
			</Show>
			<Show when={form()}>
				{(what) => (
					<ChainForm chain={what() === "edit" ? chain() : undefined} onClose={() => setForm(undefined)} />
				)}
			</Show>
		</div>
	);
};

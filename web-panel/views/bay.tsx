import { createMemo, createSignal, For, Show } from "solid-js";
import type { Bay } from "#model/patchbay.ts";
import { placeOf } from "#model/patchbay.ts";
import { rowsOfPage } from "../bay-rows.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { pagesOf } from "../strips.ts";
import { columnsThatFit } from "../width.ts";
import { BayField } from "./bay-field.tsx";
import { BayPages } from "./bay-pages.tsx";
import { createChosenChain } from "./chain-tabs.tsx";
import { JackList } from "./jack-list.tsx";
import { JackWords } from "./jack-words.tsx";
import { createPatching } from "./patching.ts";
import { Steps } from "./steps.tsx";

/** One bay, a page at a time; the step that comes next is ringed. */
const BayShown = (props: { readonly bay: Bay; readonly patching: ReturnType<typeof createPatching> }) => {
	const { reading } = createChosenChain();
	const [chosen, setChosen] = createSignal(1);
	const each = columnsThatFit();
	const pages = createMemo(() => pagesOf(props.bay.columns, each()));
	const page = () => pages().find(({ first, last }) => first <= chosen() && chosen() <= last) ?? pages()[0];
	const isNamed = (jack: string) => props.patching.readingOf(jack).name !== "";
	const rows = createMemo(() => rowsOfPage(props.bay, page(), isNamed));
	/** The next step that is done here: a mute or a turn comes before it elsewhere. */
	const next = () => reading()?.plan.steps.find((step) => step.do === "plug" || step.do === "unplug");
	/** A step of this bay brings its page along. */
	const go = (jack: string) => {
		const place = placeOf(jack);
		if (place?.bay === props.bay.id) setChosen(place.column);
	};
	return (
		<>
			<BayPages bay={props.bay} pages={pages()} shown={page()} onPage={setChosen} />
			<BayField rows={rows()} next={next()} patching={props.patching} />
			<JackWords patching={props.patching} onGo={go} />
		</>
	);
};

/** The patch bay: tap a source, then a target. Under it the steps that the plan asks for. */
export const BayPlace = () => {
	const { whole } = usePanel();
	const [bayId, setBay] = createSignal<string>();
	const [wanted, setWanted] = createSignal("");
	const [listed, setListed] = createSignal(false);
	const patching = createPatching();
	const bay = () => whole.studio.bays.find(({ id }) => id === bayId()) ?? whole.studio.bays[0];
	return (
		<div class="place bay-place">
			<div class="bar">
				<Show when={whole.studio.bays.length > 1}>
					<fieldset class="tabs">
						<legend class="hidden">Bay</legend>
						<For each={whole.studio.bays}>
							{({ id, name }) => (
								<button type="button" aria-pressed={bay()?.id === id} onClick={() => setBay(id)}>
									{name}
								</button>
							)}
						</For>
					</fieldset>
				</Show>
				<Show when={whole.studio.bays.length === 1}>
					<h2>{bay()?.name}</h2>
				</Show>
				<label class="find">
					<Icon name="find" />
					<input
						class="field"
						type="search"
						placeholder="Find a jack"
						aria-label="Find a jack"
						onInput={(event) => setWanted(event.currentTarget.value)}
					/>
				</label>
				<button type="button" aria-pressed={listed()} onClick={() => setListed(!listed())}>
					List
				</button>
			</div>
			<section class="bay" aria-label="Patch bay">
				<Show
					when={bay()}
					keyed
					fallback={<p class="empty">This studio has no patch bay; its cords go from unit to unit.</p>}
				>
					{(bay) => (
						<Show when={listed() || wanted() !== ""} fallback={<BayShown bay={bay} patching={patching} />}>
							<JackWords patching={patching} onGo={() => undefined} />
							<JackList wanted={wanted()} patching={patching} />
						</Show>
					)}
				</Show>
			</section>
			<Steps />
		</div>
	);
};

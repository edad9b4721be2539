import { createMemo, For, Show } from "solid-js";
import type { Chain } from "#model/session.ts";
import { type Panel, usePanel } from "../panel.ts";

/** The chain that this tablet looks at: the one it chose, or the first. */
export const chosenChain = ({ whole, desk }: Panel): Chain | undefined =>
	whole.session.chains.find(({ id }) => id === desk.chain()) ?? whole.session.chains[0];

export const createChosenChain = () => {
	const panel = usePanel();
	const chain = createMemo(() => chosenChain(panel));
	const reading = createMemo(() => panel.whole.readings.chains.find((known) => known.chain === chain()?.id));
	return { chain, reading };
};

/** One button a chain. Nothing to choose: nothing to show. */
export const ChainTabs = () => {
	const panel = usePanel();
	const { desk, whole } = panel;
	return (
		<Show when={whole.session.chains.length > 0}>
			<fieldset class="tabs">
				<legend class="hidden">Chain</legend>
				<For each={whole.session.chains}>
					{(chain) => (
						<button
							type="button"
							aria-pressed={chosenChain(panel)?.id === chain.id}
							onClick={() => desk.setChain(chain.id)}
						>
							{chain.name}
						</button>
					)}
				</For>
			</fieldset>
		</Show>
	);
};

import { For, Show } from "solid-js";
import { jacksOfCord } from "#model/cable.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";
import type { Patching } from "./patching.ts";

type Props = { readonly patching: Patching; readonly onGo: (jack: string) => void };

/** What the jack in hand is, what a plug there does, and what can be done with it. */
export const JackWords = (props: Props) => {
	const { desk } = usePanel();
	const others = (jack: string) => {
		const cord = props.patching.cordOf(jack);
		return cord ? jacksOfCord(cord).filter((end) => end !== jack) : [];
	};
	return (
		<div class="jack-words" role="status">
			<Show
				when={desk.jack()}
				fallback={<p class="aside">{props.patching.said() || "Tap a source, then its target."}</p>}
			>
				{(jack) => (
					<>
						<code>{sayJack(jack())}</code>
						<p>
							<strong>{props.patching.readingOf(jack()).name}</strong>{" "}
							<span class="aside">{props.patching.readingOf(jack()).hint}</span>
						</p>
						<Show when={props.patching.cordOf(jack())} fallback={<span class="tag">now tap the target</span>}>
							{(cord) => (
								<>
									<For each={others(jack())}>
										{(end) => (
											<button type="button" onClick={() => props.onGo(end)}>
												to {sayJack(end)}
											</button>
										)}
									</For>
									<button
										type="button"
										class="primary"
										onClick={() => void props.patching.unplug(cord().cord)}
									>
										<Icon name="unplug" />
										Unplug {cord().cord}
									</button>
								</>
							)}
						</Show>
						<button type="button" class="plain" onClick={() => desk.setJack(undefined)}>
							Put back
						</button>
					</>
				)}
			</Show>
		</div>
	);
};

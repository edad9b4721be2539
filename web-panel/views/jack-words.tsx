import { Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";
import type { Patching } from "./patching.ts";

type Props = { readonly patching: Patching; readonly onGo: (jack: string) => void };

/** What the jack in hand is, what a plug there does, and what can be done with it. */
export const JackWords = (props: Props) => {
	const { desk } = usePanel();
	const other = (jack: string) => {
		const cord = props.patching.cordOf(jack);
		return cord && (cord.from === jack ? cord.to : cord.from);
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
									<button type="button" onClick={() => props.onGo(other(jack()) ?? "")}>
										to {sayJack(other(jack()) ?? "")}
									</button>
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

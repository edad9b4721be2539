import { createMemo, For } from "solid-js";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";
import type { Patching } from "./patching.ts";

type Props = { readonly wanted: string; readonly patching: Patching };

/** As many as a person reads; the rest is found by typing more. */
const MOST = 200;

/** Every jack as a row with all that the field shows: the same taps, for eyes, ears and search. */
export const JackList = (props: Props) => {
	const { desk } = usePanel();
	const found = createMemo(() => {
		const words = props.wanted.toLowerCase().split(/\s+/);
		return [...props.patching.jacks().values()]
			.filter(({ jack, name, plugged }) => {
				const all = `${sayJack(jack)} ${name} ${plugged ?? ""}`.toLowerCase();
				return words.every((word) => all.includes(word));
			})
			.slice(0, MOST);
	});
	return (
		<ul class="jack-list">
			<For each={found()} fallback={<li class="empty">No jack is called that.</li>}>
				{(reading) => (
					<li>
						<button
							type="button"
							class="row"
							aria-pressed={desk.jack() === reading.jack}
							onClick={() => props.patching.tap(reading.jack)}
						>
							<code>{sayJack(reading.jack)}</code>
							<span>
								{reading.name}
								<small>{reading.hint}</small>
							</span>
							<span class="tag" data-plugged={reading.plugged !== null}>
								{reading.plugged ?? "free"}
							</span>
						</button>
					</li>
				)}
			</For>
		</ul>
	);
};

import { For } from "solid-js";
import { jacksOfCord } from "#model/cable.ts";
import type { Bay } from "#model/patchbay.ts";
import { jacksOfPage } from "../bay-rows.ts";
import { usePanel } from "../panel.ts";

type Page = { readonly first: number; readonly last: number };
type Props = {
	readonly bay: Bay;
	readonly pages: readonly Page[];
	readonly shown: Page;
	readonly onPage: (column: number) => void;
};

const PITCH = 6;

/** The whole bay in small: rows of dots, the plugged ones filled. A tap goes there. */
export const BayPages = (props: Props) => {
	const { whole } = usePanel();
	const plugged = (jack: string) =>
		whole.session.cords.some((cord) => jacksOfCord(cord).includes(jack)) ? "plugged" : "free";
	return (
		<fieldset class="bay-pages">
			<legend class="hidden">Part of the bay</legend>
			<For each={props.pages}>
				{(page) => {
					const rows = () => jacksOfPage(props.bay, page);
					const count = () =>
						rows()
							.flatMap(({ jacks }) => jacks)
							.filter((jack) => plugged(jack) === "plugged").length;
					const width = () => (page.last - page.first + 1) * PITCH;
					return (
						<button
							type="button"
							aria-pressed={props.shown.first === page.first}
							aria-label={`Columns ${page.first} to ${page.last}, ${count()} plugged`}
							onClick={() => props.onPage(page.first)}
						>
							<svg
								class="minimap"
								aria-hidden="true"
								width={width()}
								height={rows().length * PITCH}
								viewBox={`0 0 ${width()} ${rows().length * PITCH}`}
							>
								<For each={rows()}>
									{({ jacks }, row) => (
										<For each={jacks}>
											{(jack, i) => (
												<circle cx={i() * PITCH + 3} cy={row() * PITCH + 3} r={2} data-is={plugged(jack)} />
											)}
										</For>
									)}
								</For>
							</svg>
							<span>
								{page.first}–{page.last}
							</span>
						</button>
					);
				}}
			</For>
		</fieldset>
	);
};

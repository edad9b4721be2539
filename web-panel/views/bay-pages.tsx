import { For } from "solid-js";
import type { PatchPoint } from "#model/patchbay.ts";
import { usePanel } from "../panel.ts";

type Page = { readonly first: number; readonly last: number };
type Props = {
	readonly pages: readonly Page[];
	readonly shown: Page;
	readonly points: readonly PatchPoint[];
	readonly onPage: (column: number) => void;
};

const PITCH = 6;

/** The whole bay in small: two rows of dots, the plugged ones filled. A tap goes there. */
export const BayPages = (props: Props) => {
	const { whole } = usePanel();
	const plugged = (jack: string) =>
		whole.session.cords.some(({ from, to }) => from === jack || to === jack) ? "plugged" : "free";
	const count = (points: readonly PatchPoint[]) =>
		points.flatMap(({ upper, lower }) => [upper, lower]).filter((jack) => plugged(jack) === "plugged").length;
	return (
		<fieldset class="bay-pages">
			<legend class="hidden">Part of the bay</legend>
			<For each={props.pages}>
				{(page) => {
					const points = () => props.points.slice(page.first - 1, page.last);
					return (
						<button
							type="button"
							aria-pressed={props.shown.first === page.first}
							aria-label={`Columns ${page.first} to ${page.last}, ${count(points())} plugged`}
							onClick={() => props.onPage(page.first)}
						>
							<svg
								class="minimap"
								aria-hidden="true"
								width={points().length * PITCH}
								height={2 * PITCH}
								viewBox={`0 0 ${points().length * PITCH} ${2 * PITCH}`}
							>
								<For each={points()}>
									{(point, i) => (
										<>
											<circle cx={i() * PITCH + 3} cy={3} r={2} data-is={plugged(point.upper)} />
											<circle cx={i() * PITCH + 3} cy={9} r={2} data-is={plugged(point.lower)} />
										</>
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

import { createMemo, For, Show } from "solid-js";
import { jacksOfCord, type Plugged } from "#model/cable.ts";
import { type BayRow, heightOf, PITCH } from "../bay-rows.ts";
import { usePanel } from "../panel.ts";
import type { Patching } from "./patching.ts";

/** The middle of a jack's hole under the top of its row. */
const HOLE = 20;

type End = { readonly x: number; readonly y: number };
type Hanging = { readonly cord: Plugged; readonly ends: readonly End[]; readonly elsewhere: string };

const between = (a: End, b: End): string => {
	const sag = Math.min(46, 10 + Math.abs(a.x - b.x) * 0.12);
	return `M${a.x} ${a.y}C${a.x} ${a.y + sag} ${b.x} ${b.y + sag} ${b.x} ${b.y}`;
};

/** A cord hangs through: the further apart its ends, the deeper. One of three plugs has two tails. */
const path = ([a, ...others]: readonly End[]): string => {
	if (!a) return "";
	return others.length === 0 ? `M${a.x} ${a.y}v16` : others.map((b) => between(a, b)).join("");
};

/** Where the label of a cord sits: the middle of its curve. */
const middle = ([a, b]: readonly End[]): End => {
	if (!a) return { x: 0, y: 0 };
	if (!b) return { x: a.x, y: a.y + 25 };
	const sag = Math.min(46, 10 + Math.abs(a.x - b.x) * 0.12);
	return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 + 0.75 * sag };
};

/** The cords of this page in their colours, each with its name. Fingers go through to the jacks. */
export const Cords = (props: { readonly rows: readonly BayRow[]; readonly patching: Patching }) => {
	const { whole } = usePanel();
	const width = () => (props.rows[0]?.jacks.length ?? 0) * PITCH;
	const places = createMemo(
		() =>
			new Map(
				props.rows.flatMap(({ jacks, top }) =>
					jacks.map((jack, i) => [jack, { x: (i + 0.5) * PITCH, y: top + HOLE }] as const),
				),
			),
	);
	const hanging = (): Hanging[] =>
		whole.session.cords.flatMap((cord) => {
			const jacks = jacksOfCord(cord);
			const ends = jacks.flatMap((jack) => places().get(jack) ?? []);
			const far = jacks.find((jack) => !places().has(jack));
			return ends.length === 0 ? [] : [{ cord, ends, elsewhere: far ? (far.split("/").at(-1) ?? far) : "" }];
		});
	/** The whole name where there is room for it, else its number. */
	const label = (cord: string, [a, b]: readonly End[]) =>
		a && b && Math.abs(a.x - b.x) > 2 * PITCH ? cord : (cord.split(" ").at(-1) ?? cord);
	return (
		<svg
			class="cords"
			aria-hidden="true"
			width={width()}
			height={heightOf(props.rows)}
			viewBox={`0 0 ${width()} ${heightOf(props.rows)}`}
		>
			<For each={hanging()}>
				{({ cord, ends, elsewhere }) => (
					<g style={{ color: props.patching.colourOf(cord.cord) }}>
						<path class="cord-edge" d={path(ends)} />
						<path class="cord" d={path(ends)} />
						<text x={middle(ends).x} y={middle(ends).y}>
							{label(cord.cord, ends)}
							<Show when={elsewhere !== ""}>→{elsewhere}</Show>
						</text>
					</g>
				)}
			</For>
		</svg>
	);
};

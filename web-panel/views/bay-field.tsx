import { createMemo, For, Show } from "solid-js";
import type { PatchPoint } from "#model/patchbay.ts";
import type { Step } from "#model/readings.ts";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";
import { type Strip, stripsOf } from "../strips.ts";
import { Cords } from "./cords.tsx";
import type { Patching } from "./patching.ts";

type Props = {
	readonly points: readonly PatchPoint[];
	readonly next: Step | undefined;
	readonly patching: Patching;
};

type JackProps = { readonly jack: string; readonly next: Step | undefined; readonly patching: Patching };

const JackButton = (props: JackProps) => {
	const { desk } = usePanel();
	const cord = () => props.patching.cordOf(props.jack);
	const because = () => props.patching.because(props.jack);
	const end = () =>
		props.next?.from === props.jack ? "from" : props.next?.to === props.jack ? "to" : undefined;
	const says = () => {
		const { name, hint } = props.patching.readingOf(props.jack);
		const hangs = cord() ? `holds ${cord()?.cord}` : "free";
		const asked = end() ? `, the next step plugs ${end()} here` : "";
		return `${sayJack(props.jack)}, ${name || "no name"}, ${hangs}${asked}${because() && `, ${because()}`}. ${hint}`;
	};
	return (
		<button
			type="button"
			class="jack"
			aria-label={says()}
			aria-pressed={desk.jack() === props.jack}
			data-plugged={cord() !== undefined}
			data-dim={because() !== ""}
			data-next={end()}
			style={{ "--cord": cord() ? props.patching.colourOf(cord()?.cord ?? "") : "" }}
			onClick={() => props.patching.tap(props.jack)}
		>
			<span class="jack-hole" />
			<span class="jack-column">{props.jack.slice(-2)}</span>
		</button>
	);
};

const Strips = (props: { readonly strips: readonly Strip[] }) => (
	<div class="strips" aria-hidden="true">
		<For each={props.strips}>
			{({ label, ends }) => (
				<div class="strip-label" style={{ "--span": ends.length }} data-blank={label === ""}>
					<span class="strip-name">{label}</span>
					<Show when={ends[0] !== ""}>
						<span class="strip-ends">
							<For each={ends}>{(end) => <span>{end}</span>}</For>
						</span>
					</Show>
				</div>
			)}
		</For>
	</div>
);

/** Two rows of jacks with their designation strips, and the cords that hang in them. */
export const BayField = (props: Props) => {
	const names = (row: "upper" | "lower") =>
		props.points.map((point) => props.patching.readingOf(point[row]).name);
	const strips = createMemo(() => ({ upper: stripsOf(names("upper")), lower: stripsOf(names("lower")) }));
	const row = (which: "upper" | "lower") => (
		<div class="jacks">
			<For each={props.points}>
				{(point) => <JackButton jack={point[which]} next={props.next} patching={props.patching} />}
			</For>
		</div>
	);
	return (
		<div class="bay-field" style={{ "--columns": props.points.length }}>
			<Strips strips={strips().upper} />
			{row("upper")}
			{row("lower")}
			<Strips strips={strips().lower} />
			<Cords points={props.points} patching={props.patching} />
		</div>
	);
};

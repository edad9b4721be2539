import { For, Show } from "solid-js";
import type { Step } from "#model/readings.ts";
import { type BayRow, heightOf } from "../bay-rows.ts";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";
import { type Strip, stripsOf } from "../strips.ts";
import { Cords } from "./cords.tsx";
import type { Patching } from "./patching.ts";

type Props = {
	readonly rows: readonly BayRow[];
	readonly next: Step | undefined;
	readonly patching: Patching;
};

type JackProps = { readonly jack: string; readonly next: Step | undefined; readonly patching: Patching };

const JackButton = (props: JackProps) => {
	const { desk } = usePanel();
	const cord = () => props.patching.cordOf(props.jack);
	const because = () => props.patching.because(props.jack);
	const end = () => {
		if (props.next?.from === props.jack) return "from";
		const ends = [props.next?.to, ...(props.next?.also ?? [])];
		return ends.includes(props.jack) ? "to" : undefined;
	};
	const says = () => {
		const { name, hint } = props.patching.readingOf(props.jack);
		const hangs = cord() ? `holds ${cord()?.cord}` : "free";
		const asked = end()
			? `, the next step ${props.next?.do === "unplug" ? "unplugs" : "plugs"} ${end()} here`
			: "";
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
			<span class="jack-column">{props.jack.slice(-3)}</span>
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

/** Rows of jacks with their designation strips, two by two, and the cords that hang in them. */
export const BayField = (props: Props) => {
	const strips = (row: BayRow) => stripsOf(row.jacks.map((jack) => props.patching.readingOf(jack).name));
	return (
		<div
			class="bay-field"
			style={{
				"--columns": props.rows[0]?.jacks.length ?? 0,
				height: `${heightOf(props.rows)}px`,
			}}
		>
			<For each={props.rows}>
				{(row) => (
					<fieldset class="bay-row" data-strip={row.strip}>
						<legend class="hidden">Row {row.letter}</legend>
						<Show when={row.strip !== "none"}>
							<Strips strips={strips(row)} />
						</Show>
						<div class="jacks">
							<For each={row.jacks}>
								{(jack) => <JackButton jack={jack} next={props.next} patching={props.patching} />}
							</For>
						</div>
					</fieldset>
				)}
			</For>
			<Cords rows={props.rows} patching={props.patching} />
		</div>
	);
};

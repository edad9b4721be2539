import { For, Show } from "solid-js";
import { hasOwnRight } from "#model/chain.ts";
import type { Blend, Chain } from "#model/session.ts";
import type { Unit } from "#model/studio.ts";
import { type Draft, matricesIn, summersIn, usualBlend, withCount } from "../chain-draft.ts";
import { usePanel } from "../panel.ts";
import { ChainLines } from "./chain-lines.tsx";

type Props = {
	readonly draft: Draft;
	readonly sides: readonly string[];
	readonly onChange: (part: Partial<Draft>) => void;
	/** Takes parts out that the draft no longer has. */
	readonly onDraft: (draft: Draft) => void;
};

const UnitChoice = (props: {
	readonly label: string;
	readonly units: readonly Unit[];
	readonly chosen: string | undefined;
	/** What the choice of no unit means; without it one must be chosen. */
	readonly none?: string;
	readonly onChoose: (unit: string | undefined) => void;
}) => (
	<label class="labelled">
		{props.label}
		<select class="field" onChange={(event) => props.onChoose(event.currentTarget.value || undefined)}>
			<Show when={props.none}>
				{(none) => (
					<option value="" selected={props.chosen === undefined}>
						{none()}
					</option>
				)}
			</Show>
			<For each={props.units}>
				{({ id, name }) => (
					<option value={id} selected={props.chosen === id}>
						{name}
					</option>
				)}
			</For>
		</select>
	</label>
);

/** Whether the right side, or the side signal, runs through units of its own. */
const OwnRight = (props: Props) => {
	const toggle = (own: boolean) => {
		const { right: _, ...rest } = props.draft;
		props.onDraft(own ? { ...rest, right: props.draft.right ?? [] } : rest);
	};
	return (
		<label class="check">
			<input
				type="checkbox"
				checked={props.draft.right !== undefined}
				onChange={(event) => toggle(event.currentTarget.checked)}
			/>
			{props.draft.kind === "mid/side" ? "The side runs" : "The right side runs"} through units of its own
		</label>
	);
};

const MidSideBox = (props: Props) => {
	const { whole } = usePanel();
	return (
		<Show
			when={matricesIn(whole.studio).length > 0}
			fallback={
				<p class="notice" role="status" data-severity="warn">
					No box of this studio makes mid and side. Write one into the studio: its gear file says midSide.
				</p>
			}
		>
			<UnitChoice
				label="Mid/side box"
				units={matricesIn(whole.studio)}
				chosen={props.draft.matrix}
				onChoose={(matrix) => matrix !== undefined && props.onChange({ matrix })}
			/>
		</Show>
	);
};

/** The dry half: where it leaves, and where it meets the wet one. */
const DryHalf = (props: Props) => {
	const { whole } = usePanel();
	const blend = (): Blend => props.draft.blend ?? usualBlend(whole.studio, props.draft);
	const meet = (unit: string | undefined) => {
		const { sends, returns = withCount([props.draft.returns.length + 1], sends.length) } = blend();
		props.onChange({ blend: unit === undefined ? { sends, returns } : { sends, unit } });
	};
	return (
		<>
			<ChainLines
				what="Dry send"
				direction="out"
				sides={props.sides}
				lines={blend().sends}
				onLines={(sends) => props.onChange({ blend: { ...blend(), sends } })}
			/>
			<UnitChoice
				label="Wet and dry meet in"
				units={summersIn(whole.studio)}
				chosen={blend().unit}
				none="the workstation, on returns of their own"
				onChoose={meet}
			/>
			<Show when={blend().unit === undefined && blend().returns}>
				{(returns) => (
					<ChainLines
						what="Dry return"
						direction="in"
						sides={props.sides}
						lines={returns()}
						onLines={(lines) => props.onChange({ blend: { ...blend(), returns: lines } })}
					/>
				)}
			</Show>
		</>
	);
};

/** What only some kinds of chain have. */
export const ChainParts = (props: Props) => {
	const kind = (): Chain["kind"] => props.draft.kind;
	return (
		<>
			<Show when={kind() === "mid/side"}>
				<MidSideBox {...props} />
			</Show>
			<Show when={hasOwnRight(kind())}>
				<OwnRight {...props} />
			</Show>
			<Show when={kind() === "parallel"}>
				<DryHalf {...props} />
			</Show>
			<Show when={kind() === "re-amp"}>
				<p class="aside">Put a re-amp box first, and behind the amplifier a load box or a cabinet.</p>
			</Show>
		</>
	);
};

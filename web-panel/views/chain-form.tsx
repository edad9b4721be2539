import { createSignal, For, Index, Show } from "solid-js";
import { converterLines } from "#model/chain.ts";
import type { Chain } from "#model/session.ts";
import { sayPort } from "#model/studio.ts";
import { chainId } from "../chains.ts";
import { Ask } from "../controls/ask.tsx";
import { usePanel } from "../panel.ts";

const MONO = ["Mono"];
const STEREO = ["Left", "Right"];
const SIDES: Record<Chain["kind"], readonly string[]> = {
	mono: MONO,
	stereo: STEREO,
	"dual mono": STEREO,
	"mid/side": STEREO,
	parallel: STEREO,
	"re-amp": MONO,
};

type LinesProps = {
	readonly what: string;
	readonly direction: "in" | "out";
	readonly kind: Chain["kind"];
	readonly lines: readonly number[];
	readonly onLines: (lines: number[]) => void;
};

/** One list a side: which line of the interface it uses. */
const Lines = (props: LinesProps) => {
	const { whole } = usePanel();
	const ports = () => converterLines(whole.studio, props.direction);
	return (
		<div class="pair">
			<Index each={SIDES[props.kind]}>
				{(side, i) => (
					<label class="labelled">
						{props.what} {side()}
						<select
							class="field"
							onChange={(event) => props.onLines(props.lines.with(i, Number(event.currentTarget.value)))}
						>
							<For each={ports()}>
								{(port, line) => (
									<option value={line() + 1} selected={props.lines[i] === line() + 1}>
										{sayPort(whole.studio, port)}
									</option>
								)}
							</For>
						</select>
					</label>
				)}
			</Index>
		</div>
	);
};

const fresh: Omit<Chain, "id"> = { name: "", kind: "stereo", sends: [1, 2], returns: [1, 2], inserts: [] };

/** As many lines as the kind has sides; the second follows the first. */
const withSides = (lines: readonly number[], kind: Chain["kind"]): number[] =>
	kind === "mono" ? [lines[0] ?? 1] : [lines[0] ?? 1, lines[1] ?? (lines[0] ?? 1) + 1];

type Draft = Omit<Chain, "id">;
type FieldsProps = { readonly chain: Draft; readonly onChange: (part: Partial<Draft>) => void };

const KINDS = ["stereo", "mono"] as const;

const Fields = (props: FieldsProps) => {
	const setKind = (kind: Chain["kind"]) => {
		const { sends, returns } = props.chain;
		props.onChange({ kind, sends: withSides(sends, kind), returns: withSides(returns, kind) });
	};
	return (
		<>
			<label class="labelled">
				Name
				<input
					class="field"
					required
					maxLength={80}
					value={props.chain.name}
					onInput={(event) => props.onChange({ name: event.currentTarget.value })}
				/>
			</label>
			<fieldset class="tabs">
				<legend class="hidden">Kind</legend>
				<For each={KINDS}>
					{(kind) => (
						<button type="button" aria-pressed={props.chain.kind === kind} onClick={() => setKind(kind)}>
							{kind}
						</button>
					)}
				</For>
			</fieldset>
			<Lines
				what="Send"
				direction="out"
				kind={props.chain.kind}
				lines={props.chain.sends}
				onLines={(sends) => props.onChange({ sends })}
			/>
			<Lines
				what="Return"
				direction="in"
				kind={props.chain.kind}
				lines={props.chain.returns}
				onLines={(returns) => props.onChange({ returns })}
			/>
		</>
	);
};

/** Names a chain and says where it leaves and enters the interface; without a chain it makes a new one. */
export const ChainForm = (props: { readonly chain: Chain | undefined; readonly onClose: () => void }) => {
	const { whole, wish, desk } = usePanel();
	// The form is about the chain it was opened for, whatever is selected meanwhile.
	const { chain: known } = props;
	const [draft, setDraft] = createSignal<Draft>(known ? { ...known } : fresh);

	const save = async (event: SubmitEvent) => {
		event.preventDefault();
		const id = known?.id ?? chainId(draft().name, whole.session.chains);
		const answer = await wish({ do: "set chain", chain: { ...draft(), id, name: draft().name.trim() } });
		if (!answer.done) return;
		desk.setChain(id);
		props.onClose();
	};
	const remove = async () => {
		if (known && (await wish({ do: "remove chain", chain: known.id })).done) props.onClose();
	};
	return (
		<Ask title={known ? known.name : "New chain"} onClose={props.onClose}>
			<form class="form" onSubmit={save}>
				<Fields chain={draft()} onChange={(part) => setDraft((was) => ({ ...was, ...part }))} />
				<div class="buttons">
					<Show when={known}>
						<button type="button" onClick={() => void remove()}>
							Remove this chain
						</button>
					</Show>
					<button type="button" class="plain" onClick={props.onClose}>
						Cancel
					</button>
					<button type="submit" class="primary">
						{known ? "Save" : "Make it"}
					</button>
				</div>
			</form>
		</Ask>
	);
};

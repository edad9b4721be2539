import { createSignal, For, Index, Show } from "solid-js";
import { converterLines } from "#model/chain.ts";
import type { Chain } from "#model/session.ts";
import { sayPort } from "#model/studio.ts";
import { chainId } from "../chains.ts";
import { Ask } from "../controls/ask.tsx";
import { usePanel } from "../panel.ts";

const SIDES = { mono: ["Mono"], stereo: ["Left", "Right"] } as const;

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
	);
};

const fresh: Omit<Chain, "id"> = { name: "", kind: "stereo", sends: [1, 2], returns: [1, 2], inserts: [] };

/** As many lines as the kind has sides; the second follows the first. */
const withSides = (lines: readonly number[], kind: Chain["kind"]): number[] =>
	kind === "mono" ? [lines[0] ?? 1] : [lines[0] ?? 1, lines[1] ?? (lines[0] ?? 1) + 1];

/** Names a chain and says where it leaves and enters the interface; without a chain it makes a new one. */
export const ChainForm = (props: { readonly chain: Chain | undefined; readonly onClose: () => void }) => {
	const { whole, wish, desk } = usePanel();
	const { chain: known } = props;
	const [chain, setChain] = createSignal<Omit<Chain, "id">>(known ? { ...known } : fresh);
	const set = (part: Partial<Omit<Chain, "id">>) => setChain((was) => ({ ...was, ...part }));
	const setKind = (kind: Chain["kind"]) =>
		set({ kind, sends: withSides(chain().sends, kind), returns: withSides(chain().returns, kind) });

	const save = async (event: SubmitEvent) => {
		event.preventDefault();
		const id = known?.id ?? chainId(chain().name, whole.session.chains);
		const answer = await wish({ do: "set chain", chain: { ...chain(), id, name: chain().name.trim() } });
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
				<label class="labelled">
					Name
					<input
						class="field"
						required
						maxLength={80}
						value={chain().name}
						onInput={(event) => set({ name: event.currentTarget.value })}
					/>
				</label>
				<fieldset class="tabs">
					<legend class="hidden">Kind</legend>
					<For each={["stereo", "mono"] as const}>
						{(kind) => (
							<button type="button" aria-pressed={chain().kind === kind} onClick={() => setKind(kind)}>
								{kind}
							</button>
						)}
					</For>
				</fieldset>
				<div class="pair">
					<Lines
						what="Send"
						direction="out"
						kind={chain().kind}
						lines={chain().sends}
						onLines={(sends) => set({ sends })}
					/>
				</div>
				<div class="pair">
					<Lines
						what="Return"
						direction="in"
						kind={chain().kind}
						lines={chain().returns}
						onLines={(returns) => set({ returns })}
					/>
				</div>
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

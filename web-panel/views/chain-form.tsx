import { createSignal, For, Show } from "solid-js";
import { sidesOf } from "#model/chain.ts";
import type { Chain } from "#model/session.ts";
import { type Draft, fresh, KINDS, ofKind, saysKind } from "../chain-draft.ts";
import { chainId } from "../chains.ts";
import { Ask } from "../controls/ask.tsx";
import { usePanel } from "../panel.ts";
import { titled } from "../say.ts";
import { ChainLines } from "./chain-lines.tsx";
import { ChainParts } from "./chain-parts.tsx";

const ONE = [""];
const TWO = ["left", "right"];

type FieldsProps = {
	readonly draft: Draft;
	readonly onDraft: (draft: Draft) => void;
};

/** Just the fields that the kind needs. */
const Fields = (props: FieldsProps) => {
	const { whole } = usePanel();
	const sides = () => (sidesOf(props.draft.kind) === 1 ? ONE : TWO);
	const change = (part: Partial<Draft>) => props.onDraft({ ...props.draft, ...part });
	return (
		<>
			<label class="labelled">
				Name
				<input
					class="field"
					required
					maxLength={80}
					value={props.draft.name}
					onInput={(event) => change({ name: event.currentTarget.value })}
				/>
			</label>
			<fieldset class="tabs">
				<legend class="hidden">Kind</legend>
				<For each={KINDS}>
					{(kind) => (
						<button
							type="button"
							aria-pressed={props.draft.kind === kind}
							onClick={() => props.onDraft(ofKind(whole.studio, props.draft, kind))}
						>
							{titled(kind)}
						</button>
					)}
				</For>
			</fieldset>
			<p class="aside">{saysKind[props.draft.kind]}</p>
			<ChainLines
				what="Send"
				direction="out"
				sides={sides()}
				lines={props.draft.sends}
				onLines={(sends) => change({ sends })}
			/>
			<ChainLines
				what="Return"
				direction="in"
				sides={sides()}
				lines={props.draft.returns}
				onLines={(returns) => change({ returns })}
			/>
			<ChainParts draft={props.draft} sides={sides()} onChange={change} onDraft={props.onDraft} />
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
				<Fields draft={draft()} onDraft={setDraft} />
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

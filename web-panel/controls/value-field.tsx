import { createEffect, createSignal, Show } from "solid-js";
import { type Knob, saySetting } from "#model/parameter.ts";
import type { Turned } from "./turned.ts";

type Props = {
	readonly knob: Knob;
	readonly says: string;
	readonly turned: Turned;
	/** What has been typed so far, or undefined while nobody types. */
	readonly typing: string | undefined;
	readonly onTyping: (words: string | undefined) => void;
};

/** The value under a knob. A tap turns it into a field; Enter or leaving sets it, Escape leaves it. */
export const ValueField = (props: Props) => {
	const [trouble, setTrouble] = createSignal("");
	const said = () => saySetting(props.knob, props.turned.stand().setting);
	// The number pad of a tablet has no minus.
	const pad = () => (props.knob.scale.some(([, figure]) => figure < 0) ? "text" : "decimal");

	const commit = (words: string) => {
		const refusal = words.trim() === "" ? undefined : props.turned.typed(words);
		setTrouble(refusal ?? "");
		if (refusal === undefined) props.onTyping(undefined);
	};
	const onKey = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
		if (event.key === "Enter") commit(event.currentTarget.value);
		if (event.key === "Escape") props.onTyping(undefined);
	};
	const focus = (field: HTMLInputElement) =>
		createEffect(() => {
			field.focus();
			field.setSelectionRange(field.value.length, field.value.length);
		});

	return (
		<Show
			when={props.typing !== undefined}
			fallback={
				<button
					type="button"
					class="value"
					disabled={props.turned.holder() !== undefined}
					aria-label={`${props.says}: ${said()}. Type a value`}
					onClick={() => {
						setTrouble("");
						props.onTyping("");
					}}
				>
					{said()}
				</button>
			}
		>
			<input
				ref={focus}
				class="value"
				inputmode={pad()}
				autocomplete="off"
				value={props.typing ?? ""}
				placeholder={said()}
				aria-label={`${props.says}${props.knob.unit && `, in ${props.knob.unit}`}`}
				aria-invalid={trouble() !== ""}
				title={trouble()}
				onKeyDown={onKey}
				onBlur={(event) => {
					commit(event.currentTarget.value);
					props.onTyping(undefined);
				}}
			/>
		</Show>
	);
};

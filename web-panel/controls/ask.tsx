import { createUniqueId, type JSX, onMount } from "solid-js";

type Props = {
	readonly title: string;
	readonly onClose: () => void;
	readonly children: JSX.Element;
};

/** A sheet over the panel that asks for something. Escape or the ground beside it closes it. */
export const Ask = (props: Props) => {
	const title = createUniqueId();
	let sheet: HTMLDialogElement | undefined;
	onMount(() => sheet?.showModal());
	return (
		<dialog
			ref={(element) => {
				sheet = element;
			}}
			class="ask"
			aria-labelledby={title}
			onClose={() => props.onClose()}
			onClick={(event) => event.target === event.currentTarget && props.onClose()}
			onKeyDown={(event) => event.key === "Escape" && props.onClose()}
		>
			<div class="ask-sheet">
				<h2 id={title}>{props.title}</h2>
				{props.children}
			</div>
		</dialog>
	);
};

import { createResource, Match, Show, Switch } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { pageOf } from "../finding-pages.ts";

type WhyProps = { readonly id: string; readonly open: boolean };

/** Unfolds the page of a finding's code. */
export const WhyButton = (props: WhyProps & { readonly onTurn: () => void }) => (
	<button
		type="button"
		class="plain why-button"
		aria-expanded={props.open}
		aria-controls={props.id}
		onClick={() => props.onTurn()}
	>
		Why
		<Icon name="more" />
	</button>
);

const Page = (props: { readonly code: string }) => {
	const [page] = createResource(() => props.code, pageOf);
	return (
		<Switch>
			<Match when={page.error}>
				<p role="alert">The daemon did not give the explanation. Close it and open it again to retry.</p>
			</Match>
			<Match when={page.loading}>
				<p class="aside">Asking the daemon</p>
			</Match>
			<Match when={page()}>
				{(known) => (
					<>
						<h3>{known().title}</h3>
						<p>{known().physics}</p>
						<p class="cure">In general: {known().cure}</p>
					</>
				)}
			</Match>
		</Switch>
	);
};

/** What happens and why, whatever the room: the same words as on the page of findings. */
export const Why = (props: WhyProps & { readonly code: string }) => (
	<Show when={props.open}>
		<div id={props.id} class="why">
			<Page code={props.code} />
		</div>
	</Show>
);

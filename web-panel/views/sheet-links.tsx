import { For, Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";

const FORMATS = ["pdf", "svg", "json", "csv"] as const;

/** The recall sheet in its four forms; before the session is closed, as it would be now. */
export const SheetLinks = (props: { readonly session: string; readonly closed: boolean }) => (
	<div class="sheet-links">
		<Show
			when={props.closed}
			fallback={
				<a class="button" href={`/files/${props.session}/preview.pdf`} target="_blank" rel="noreferrer">
					<Icon name="session" />
					Sheet so far
				</a>
			}
		>
			<span class="aside">Recall sheet</span>
			<For each={FORMATS}>
				{(format) => (
					<a
						class="button"
						href={`/files/${props.session}/sheet.${format}`}
						target="_blank"
						rel="noreferrer"
						aria-label={`Recall sheet as ${format.toUpperCase()}`}
					>
						{format.toUpperCase()}
					</a>
				)}
			</For>
		</Show>
	</div>
);

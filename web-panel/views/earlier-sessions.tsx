import { createResource, For, Show } from "solid-js";
import type { SessionHeader } from "#model/session.ts";
import { count, sayMoment } from "../say.ts";
import { SheetLinks } from "./sheet-links.tsx";

type Earlier = {
	readonly id: string;
	readonly opened: string;
	readonly closed: string | null;
	/** Null if the session cannot be read; then the trouble says why. */
	readonly header: SessionHeader | null;
	readonly takes: readonly unknown[];
	readonly trouble: string | null;
};

const load = async (): Promise<readonly Earlier[]> => {
	const answer = await fetch("/api/sessions");
	if (!answer.ok) throw new Error(`The daemon says ${answer.status}`);
	return answer.json();
};

const sayTitle = ({ id, header }: Earlier): string =>
	[header?.artist || header?.client, header?.song].filter(Boolean).join(", ") || id;

const sayMore = ({ opened, takes, trouble }: Earlier): string =>
	trouble ?? `${sayMoment(opened)}, ${count(takes.length, "take")}`;

/** Sessions before this one, newest first, each with its sheet. */
export const EarlierSessions = (props: { readonly now: string }) => {
	// A session that opens or closes changes the list.
	const [sessions] = createResource(() => props.now || "none", load);
	const earlier = () =>
		(sessions.state === "ready" ? sessions() : [])
			.filter(({ id }) => id !== props.now)
			.toSorted((a, b) => b.opened.localeCompare(a.opened));
	return (
		<section aria-label="Earlier sessions">
			<h2>Earlier sessions</h2>
			<Show when={sessions.state === "errored"}>
				<p class="notice" role="status">
					The list of sessions did not come.
				</p>
			</Show>
			<ul class="rows">
				<For each={earlier()} fallback={<li class="empty">None yet.</li>}>
					{(session) => (
						<li class="earlier">
							<span class="row-name">
								{sayTitle(session)}
								<small>{sayMore(session)}</small>
							</span>
							<Show when={session.closed}>
								<SheetLinks session={session.id} closed={true} />
							</Show>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
};

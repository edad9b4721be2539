import { createSignal, For, Show } from "solid-js";
import type { SessionHeader } from "#model/session.ts";
import { Ask } from "../controls/ask.tsx";
import { usePanel } from "../panel.ts";
import { sayMoment, titled } from "../say.ts";
import { EarlierSessions } from "./earlier-sessions.tsx";
import { SheetLinks } from "./sheet-links.tsx";

const WORDS = ["client", "artist", "song", "engineer", "revision", "project"] as const;
const RATES = [44100, 48000, 88200, 96000, 176400, 192000] as const;
const BITS = [16, 24] as const;

/** What stands at the head of the recall sheet. A field is sent when it is left. */
const Header = () => {
	const { whole, wish } = usePanel();
	const header = () => whole.session.header;
	const describe = (part: Partial<SessionHeader>) => wish({ do: "describe session", header: part });
	return (
		<section class="header-form" aria-label="Head of the recall sheet">
			<For each={WORDS}>
				{(word) => (
					<label class="labelled">
						{titled(word)}
						<input
							class="field"
							value={header()[word]}
							maxLength={200}
							autocomplete="off"
							disabled={whole.session.closed !== null}
							onChange={(event) => void describe({ [word]: event.currentTarget.value })}
						/>
					</label>
				)}
			</For>
			<label class="labelled">
				Sample rate
				<select
					class="field"
					disabled={whole.session.closed !== null}
					onChange={(event) => void describe({ rate: Number(event.currentTarget.value) })}
				>
					<For each={RATES}>
						{(rate) => (
							<option value={rate} selected={header().rate === rate}>
								{rate / 1000} kHz
							</option>
						)}
					</For>
				</select>
			</label>
			<label class="labelled">
				Word length
				<select
					class="field"
					disabled={whole.session.closed !== null}
					onChange={(event) => {
						const bits = BITS.find((known) => known === Number(event.currentTarget.value));
						if (bits) void describe({ bits });
					}}
				>
					<For each={BITS}>
						{(bits) => (
							<option value={bits} selected={header().bits === bits}>
								{bits} bit
							</option>
						)}
					</For>
				</select>
			</label>
		</section>
	);
};

const Notes = () => {
	const { whole, wish } = usePanel();
	const [text, setText] = createSignal("");
	const add = async (event: SubmitEvent) => {
		event.preventDefault();
		if ((await wish({ do: "note", text: text().trim() })).done) setText("");
	};
	return (
		<section aria-label="Notes">
			<h2>Notes</h2>
			<ul class="notes">
				<For each={whole.session.notes}>
					{(note) => (
						<li>
							<small>
								{sayMoment(note.at)}, {note.by}
							</small>
							<p>{note.text}</p>
						</li>
					)}
				</For>
			</ul>
			<form class="accept" onSubmit={add}>
				<input
					class="field"
					value={text()}
					maxLength={2000}
					placeholder="A note for the sheet"
					aria-label="A note for the sheet"
					onInput={(event) => setText(event.currentTarget.value)}
				/>
				<button type="submit" disabled={text().trim() === ""}>
					Add
				</button>
			</form>
		</section>
	);
};

const CloseSession = () => {
	const { wish } = usePanel();
	const [asking, setAsking] = createSignal(false);
	const close = async () => {
		await wish({ do: "close session" });
		setAsking(false);
	};
	return (
		<>
			<button type="button" onClick={() => setAsking(true)}>
				Close the session
			</button>
			<Show when={asking()}>
				<Ask title="Close the session?" onClose={() => setAsking(false)}>
					<p>
						The recall sheet is written now. Cords and knobs stay where they are; the session cannot be opened
						again.
					</p>
					<div class="buttons">
						<button type="button" class="plain" onClick={() => setAsking(false)}>
							Leave it open
						</button>
						<button type="button" class="primary" onClick={() => void close()}>
							Close the session
						</button>
					</div>
				</Ask>
			</Show>
		</>
	);
};

/** What was done here: its head, its notes, its sheet, and the sessions before it. */
export const SessionPlace = () => {
	const { whole, wish } = usePanel();
	const isOpen = () => whole.session.closed === null && whole.session.id !== "";
	const again = () => {
		const { client, engineer, rate, bits } = whole.session.header;
		return wish({ do: "open session", header: { client, engineer, rate, bits } });
	};
	return (
		<div class="place session-place">
			<div class="bar">
				<h2>{isOpen() ? "Session" : "Session closed"}</h2>
				<Show when={whole.session.opened !== ""}>
					<span class="aside">
						opened {sayMoment(whole.session.opened)}
						<Show when={whole.session.closed}>{(at) => <>, closed {sayMoment(at())}</>}</Show>
					</span>
				</Show>
				<Show when={whole.session.id !== ""}>
					<SheetLinks session={whole.session.id} closed={whole.session.closed !== null} />
				</Show>
				<Show
					when={isOpen()}
					fallback={
						<button type="button" class="primary" onClick={() => void again()}>
							Open a new session
						</button>
					}
				>
					<CloseSession />
				</Show>
			</div>
			<Header />
			<Notes />
			<EarlierSessions now={whole.session.id} />
		</div>
	);
};

import { createSignal, For, Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayTime } from "../say.ts";

type Props = {
	readonly chosen: string | undefined;
	readonly onChoose: (file: string) => void;
};

const said = async (answer: Response | undefined): Promise<string> => {
	const { sentence = "", cure = "" }: { sentence?: string; cure?: string } = answer
		? await answer.json().catch(() => ({}))
		: {};
	return [sentence || "The daemon does not answer", cure].filter(Boolean).join(". ").concat(".");
};

/** Sends one WAV to the daemon; the sentence says what went wrong, if anything. */
const upload = async (file: File): Promise<string> => {
	const answer = await fetch(`/api/sources?name=${encodeURIComponent(file.name)}`, {
		method: "POST",
		headers: { "content-type": "audio/wav" },
		body: file,
	}).catch(() => undefined);
	return answer?.ok ? "" : said(answer);
};

const name = (file: string): string => file.split("/").at(-1) ?? file;

/** The files that can be printed. */
export const Sources = (props: Props) => {
	const { whole } = usePanel();
	const [busy, setBusy] = createSignal(false);
	const [trouble, setTrouble] = createSignal("");
	const send = async (file: File | undefined) => {
		if (!file) return;
		setBusy(true);
		setTrouble(await upload(file));
		setBusy(false);
	};
	return (
		<section aria-label="Source">
			<div class="bar">
				<h2>Source</h2>
				<label class="file" data-busy={busy()}>
					<Icon name="upload" />
					{busy() ? "Sending" : "Add a WAV"}
					<input
						type="file"
						accept=".wav,audio/wav"
						disabled={busy()}
						onChange={(event) => void send(event.currentTarget.files?.[0])}
					/>
				</label>
			</div>
			<Show when={trouble()}>
				<p class="notice" role="alert" data-severity="stop">
					{trouble()}
				</p>
			</Show>
			<ul class="rows">
				<For each={whole.live.sources} fallback={<li class="empty">No file to print yet.</li>}>
					{(source) => (
						<li>
							<button
								type="button"
								class="row"
								aria-pressed={props.chosen === source.file}
								onClick={() => props.onChoose(source.file)}
							>
								<span class="row-name">{name(source.file)}</span>
								<span class="figures">
									{sayTime(source.seconds)}
									<small data-differs={source.rate !== whole.session.header.rate}>
										{source.rate / 1000} kHz, {source.bits} bit, {source.channels} ch
									</small>
								</span>
							</button>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
};

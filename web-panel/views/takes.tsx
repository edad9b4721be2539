import { For, Show } from "solid-js";
import type { Take } from "#model/session.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayFigure, sayHour, saySigned, sayTime } from "../say.ts";
import { SheetLinks } from "./sheet-links.tsx";

const ends = {
	printed: { word: "Printed", icon: "ok", severity: "ok" },
	failed: { word: "Failed", icon: "stop", severity: "stop" },
	aborted: { word: "Stopped", icon: "close", severity: "warn" },
} as const;

const Figure = (props: { readonly what: string; readonly value: string; readonly unit: string }) => (
	<div class="take-figure">
		<dt>{props.what}</dt>
		<dd>
			{props.value} <small>{props.unit}</small>
		</dd>
	</div>
);

const Figures = (props: { readonly take: Take }) => (
	<Show when={props.take.result.figures}>
		{(figures) => (
			<dl class="take-figures">
				<Figure what="Loudness" value={sayFigure(figures().loudness)} unit="LUFS" />
				<Figure what="True peak" value={saySigned(figures().truePeak)} unit="dBTP" />
				<Figure what="Latency" value={sayFigure(figures().latency, 2)} unit="smp" />
				<Figure what="Drift" value={saySigned(figures().drift, 2)} unit="smp" />
				<Figure what="Length" value={sayTime(figures().frames / figures().rate)} unit="" />
			</dl>
		)}
	</Show>
);

const Remarks = (props: { readonly take: Take }) => (
	<ul class="remarks">
		<For each={props.take.result.remarks}>
			{(remark) => (
				<li data-severity={remark.severity === "fail" ? "stop" : "warn"}>
					<Icon name={remark.severity === "fail" ? "stop" : "warn"} />
					<Show when={remark.at !== undefined}>
						<code>{sayTime(remark.at ?? 0)}</code>
					</Show>
					{remark.sentence}
				</li>
			)}
		</For>
	</ul>
);

const TakeRow = (props: { readonly take: Take }) => {
	const { whole } = usePanel();
	const end = () => ends[props.take.result.end];
	const chain = () =>
		whole.session.chains.find(({ id }) => id === props.take.chain)?.name ?? props.take.chain;
	return (
		<li class="take">
			<div class="take-head">
				<strong class="take-number">{props.take.number}</strong>
				<span class="tag" data-severity={end().severity}>
					<Icon name={end().icon} />
					{end().word}
				</span>
				<span class="aside">
					{chain()}, {sayHour(props.take.at)}
				</span>
				<Show when={props.take.file}>
					{(file) => (
						<a
							class="button"
							href={`/files/${whole.session.id}/takes/${encodeURIComponent(file())}`}
							download={file()}
							aria-label={`Download take ${props.take.number}`}
						>
							<Icon name="download" />
							WAV
						</a>
					)}
				</Show>
			</div>
			<Figures take={props.take} />
			<p>{props.take.result.sentence}</p>
			<Remarks take={props.take} />
		</li>
	);
};

/** What was printed, newest first, with what the checks say of it. */
export const Takes = () => {
	const { whole } = usePanel();
	return (
		<section class="takes" aria-label="Takes">
			<div class="bar">
				<h2>Takes</h2>
				<SheetLinks session={whole.session.id} closed={whole.session.closed !== null} />
			</div>
			<ul>
				<For
					each={whole.session.takes.toReversed()}
					fallback={<li class="empty">Nothing printed in this session yet.</li>}
				>
					{(take) => <TakeRow take={take} />}
				</For>
			</ul>
		</section>
	);
};

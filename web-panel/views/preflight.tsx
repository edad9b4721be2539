import { createSignal, For, Show } from "solid-js";
import type { PreflightItem } from "#model/readings.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import type { Whole } from "../studio.ts";

export const preflightOf = ({ readings }: Whole, chain: string): readonly PreflightItem[] =>
	readings.chains.find((known) => known.chain === chain)?.preflight ?? [];

const icons = { ok: "ok", ask: "warn", stop: "stop" } as const;
const severities = { ok: "ok", ask: "warn", stop: "stop" } as const;
const words = { ok: "All right", ask: "Asks", stop: "Stop" } as const;

type Props = {
	readonly chain: string;
	readonly answers: readonly string[];
	readonly onAnswer: (finding: string, yes: boolean) => void;
};

const MeasureLatency = (props: { readonly chain: string }) => {
	const { wish } = usePanel();
	const [busy, setBusy] = createSignal(false);
	const measure = async () => {
		setBusy(true);
		await wish({ do: "measure", chain: props.chain });
		setBusy(false);
	};
	return (
		<button type="button" disabled={busy()} onClick={() => void measure()}>
			{busy() ? "Measuring" : "Measure latency"}
		</button>
	);
};

/** What speaks for and against the pass. A stop blocks it, a question wants a plain yes. */
export const Preflight = (props: Props) => {
	const { whole } = usePanel();
	const items = () => preflightOf(whole, props.chain);
	return (
		<section aria-label="Preflight">
			<div class="bar">
				<h2>Preflight</h2>
				<MeasureLatency chain={props.chain} />
			</div>
			<ul class="preflight">
				<For each={items()}>
					{(item) => (
						<li data-severity={severities[item.verdict]}>
							<Icon name={icons[item.verdict]} />
							<span class="hidden">{words[item.verdict]}: </span>
							<span class="preflight-words">{item.sentence}</span>
							<Show when={item.verdict === "ask" && item.finding}>
								{(finding) => (
									<label class="check">
										<input
											type="checkbox"
											checked={props.answers.includes(finding())}
											aria-label={`Print anyway: ${item.sentence}`}
											onChange={(event) => props.onAnswer(finding(), event.currentTarget.checked)}
										/>
										Print anyway
									</label>
								)}
							</Show>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
};

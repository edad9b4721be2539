import { createSignal, Show } from "solid-js";
import type { Chain } from "#model/session.ts";
import { HoldButton } from "../controls/hold-button.tsx";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayPass, sayTime } from "../say.ts";
import { ChainTabs, createChosenChain } from "./chain-tabs.tsx";
import { ClipReset, MeterCanvas } from "./meter-canvas.tsx";
import { Preflight, preflightOf } from "./preflight.tsx";
import { Sources } from "./sources.tsx";
import { Takes } from "./takes.tsx";

/** Everything a pass needs to be told, and the button that starts it. */
const Order = (props: { readonly chain: Chain }) => {
	const { whole, wish } = usePanel();
	const [file, setFile] = createSignal<string>();
	const [convert, setConvert] = createSignal(false);
	const [tail, setTail] = createSignal(2);
	const [answers, setAnswers] = createSignal<readonly string[]>([]);
	const source = () => whole.live.sources.find((known) => known.file === file());
	const differs = () => {
		const rate = source()?.rate;
		return rate !== undefined && rate !== whole.session.header.rate;
	};
	const items = () => preflightOf(whole, props.chain.id);
	const open = () =>
		items().filter(({ verdict, finding }) => verdict === "ask" && !answers().includes(finding ?? ""));
	const waitsFor = (): string => {
		if (!source()) return "Choose a source";
		if (differs() && !convert()) return `Convert to ${whole.session.header.rate / 1000} kHz first`;
		const stop = items().find(({ verdict }) => verdict === "stop");
		if (stop) return stop.sentence;
		return open().length > 0 ? "Answer the preflight" : "";
	};
	const print = () => {
		const asked = items().flatMap(({ verdict, finding }) => (verdict === "ask" && finding ? [finding] : []));
		void wish({
			do: "print",
			chain: props.chain.id,
			source: file() ?? "",
			tail: tail(),
			convert: differs() && convert(),
			answers: asked.filter((finding) => answers().includes(finding)),
		});
	};
	return (
		<>
			<Sources chosen={file()} onChoose={setFile} />
			<div class="bar">
				<Show when={differs()}>
					<label class="check">
						<input
							type="checkbox"
							checked={convert()}
							onChange={(event) => setConvert(event.currentTarget.checked)}
						/>
						Convert {(source()?.rate ?? 0) / 1000} to {whole.session.header.rate / 1000} kHz
					</label>
				</Show>
				<label class="inline">
					Tail
					<input
						class="field short"
						type="number"
						inputmode="decimal"
						min="0"
						max="600"
						step="0.5"
						value={tail()}
						onChange={(event) => setTail(Math.min(600, Math.max(0, event.currentTarget.valueAsNumber || 0)))}
					/>
					s
				</label>
			</div>
			<Preflight
				chain={props.chain.id}
				answers={answers()}
				onAnswer={(finding, yes) =>
					setAnswers((all) => (yes ? [...all, finding] : all.filter((known) => known !== finding)))
				}
			/>
			<HoldButton disabled={waitsFor() !== ""} onHeld={print}>
				{waitsFor() || "Hold to print"}
			</HoldButton>
		</>
	);
};

/** The pass that runs: how long still, how far, and the way out. */
const Running = () => {
	const { whole, meters, wish } = usePanel();
	const part = () => {
		const { position, remaining } = meters.clock();
		return position <= 0 ? 0 : Math.min(1, position / (position + remaining));
	};
	return (
		<Show when={whole.session.pass}>
			{(pass) => (
				<section class="running" aria-label="The pass that runs">
					<div class="bar">
						<span class="lamp" data-is="rolling" />
						<h2>{sayPass(whole.live.pass)}</h2>
						<span class="aside">
							{pass().source}, started by {pass().by}
						</span>
						<ClipReset />
					</div>
					<p class="countdown">−{sayTime(part() === 0 ? pass().seconds : meters.clock().remaining)}</p>
					<div
						class="progress"
						role="progressbar"
						aria-label="Progress of the pass"
						aria-valuemin={0}
						aria-valuemax={100}
						aria-valuenow={Math.round(100 * part())}
					>
						<span style={{ transform: `scaleX(${part()})` }} />
					</div>
					<button type="button" class="stop big" onClick={() => void wish({ do: "stop" })}>
						<Icon name="stop" />
						STOP
					</button>
				</section>
			)}
		</Show>
	);
};

/** From source to take: what to print, what speaks against it, the pass itself, and what came of it. */
export const PrintPlace = () => {
	const { whole } = usePanel();
	const { chain } = createChosenChain();
	/** While a pass runs its chain is heard, whichever is looked at. */
	const sounding = () => whole.session.chains.find(({ id }) => id === whole.session.pass?.chain) ?? chain();
	return (
		<div class="place print-place">
			<div class="print-order">
				<Show when={!whole.session.pass} fallback={<Running />}>
					<div class="bar">
						<ChainTabs />
						<ClipReset />
					</div>
				</Show>
				<MeterCanvas size="tall" chain={sounding()} />
				<Show when={!whole.session.pass}>
					<Show when={chain()} fallback={<p class="empty">Make a chain first: a pass needs a way to go.</p>}>
						{(chain) => <Order chain={chain()} />}
					</Show>
				</Show>
			</div>
			<Takes />
		</div>
	);
};

import { Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayPass, sayTime } from "../say.ts";
import { ChainTabs, createChosenChain } from "./chain-tabs.tsx";
import { ClipReset, MeterCanvas } from "./meter-canvas.tsx";
import { PrintOrder } from "./print-order.tsx";
import { Takes } from "./takes.tsx";

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
						{(chain) => <PrintOrder chain={chain()} />}
					</Show>
				</Show>
			</div>
			<Takes />
		</div>
	);
};

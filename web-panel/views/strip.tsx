import { createMemo, Show } from "solid-js";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { count, sayPass, sayTime } from "../say.ts";
import { openFindings } from "./findings.tsx";

/** The pass that runs, its time, and STOP: from every place and every tablet. */
const PassState = () => {
	const { whole, meters, wish } = usePanel();
	return (
		<Show when={whole.session.pass}>
			{(pass) => (
				<div class="strip-pass">
					<span class="strip-state" role="status">
						<span class="lamp" data-is="rolling" />
						{sayPass(whole.live.pass)}
					</span>
					<span class="strip-time">
						−{sayTime(meters.clock().position > 0 ? meters.clock().remaining : pass().seconds)}
					</span>
					<button type="button" class="stop" onClick={() => void wish({ do: "stop" })}>
						<Icon name="stop" />
						STOP
					</button>
				</div>
			)}
		</Show>
	);
};

const connection = { live: "Live", connecting: "Connecting", offline: "Offline" } as const;

export const Strip = () => {
	const { whole, desk, state, wish } = usePanel();
	const alarms = createMemo(() =>
		openFindings(whole).filter(({ severity }) => severity === "stop" || severity === "warn"),
	);
	const worst = () => (alarms().some(({ severity }) => severity === "stop") ? "stop" : "warn");
	const tablets = () => whole.live.tablets.length;
	return (
		<header class="strip">
			<PassState />
			<Show when={alarms().length > 0}>
				<button
					type="button"
					class="alarms"
					data-severity={worst()}
					onClick={() => desk.go("chain")}
					aria-label={`${count(alarms().length, "finding")} to look at`}
				>
					<Icon name={worst() === "stop" ? "stop" : "warn"} />
					{alarms().length}
				</button>
			</Show>
			<Show when={whole.readings.undo}>
				{(label) => (
					<button
						type="button"
						class="undo"
						disabled={state() !== "live"}
						onClick={() => void wish({ do: "undo" })}
						aria-label={`Undo: ${label()}`}
					>
						<Icon name="undo" />
						<span class="undo-label">{label()}</span>
					</button>
				)}
			</Show>
			<a
				class="connection"
				href="#studio"
				data-state={state()}
				aria-label={`${connection[state()]}, ${count(tablets(), "tablet")}`}
			>
				<span class="lamp" data-is={state()} />
				<span class="connection-words">
					{connection[state()]}
					<small>{state() === "live" ? count(tablets(), "tablet") : "trying again"}</small>
				</span>
			</a>
		</header>
	);
};

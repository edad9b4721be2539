import { createSignal, For, Show } from "solid-js";
import type { Step } from "#model/readings.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { count } from "../say.ts";
import { ChainTabs, createChosenChain } from "./chain-tabs.tsx";
import { cordColour } from "./patching.ts";

type RowProps = {
	readonly step: Step;
	readonly blocked: boolean;
	readonly confirmed: boolean;
	readonly onTick: (step: Step) => void;
};

const icons = {
	plug: "plug",
	unplug: "unplug",
	turn: "turn",
	mute: "mute",
	unmute: "loud",
	stop: "warn",
} as const;

const CordTag = (props: { readonly cord: NonNullable<Step["cord"]> }) => (
	<span class="cord-tag">
		<span class="cord-chip" style={{ "--cord": cordColour(props.cord.colour) }} />
		{props.cord.id}
	</span>
);

const StepRow = (props: RowProps) => (
	<li class="step" data-do={props.step.do} data-blocked={props.blocked}>
		<button
			type="button"
			class="tick"
			aria-pressed={props.confirmed}
			disabled={props.blocked}
			aria-label={`Done: ${props.step.sentence}`}
			onClick={() => props.onTick(props.step)}
		>
			<Show when={props.confirmed}>
				<Icon name="ok" />
			</Show>
		</button>
		<Icon name={icons[props.step.do]} />
		<details>
			<summary>{props.step.sentence}</summary>
			<p class="aside">{props.step.why}</p>
		</details>
		<Show when={props.step.cord}>{(cord) => <CordTag cord={cord()} />}</Show>
	</li>
);

/** A tone through the chain, looked for on its return. */
const VerifyTone = (props: { readonly chain: string }) => {
	const { wish } = usePanel();
	const [said, setSaid] = createSignal("");
	const [busy, setBusy] = createSignal(false);
	const verify = async () => {
		setBusy(true);
		const answer = await wish({ do: "verify tone", chain: props.chain });
		setSaid(answer.done ? answer.answer : "");
		setBusy(false);
	};
	return (
		<>
			<span class="aside" role="status">
				{said()}
			</span>
			<button type="button" disabled={busy()} onClick={() => void verify()}>
				<Icon name="tone" />
				{busy() ? "Listening" : "Verify tone"}
			</button>
		</>
	);
};

/** What hands have to do for the chain, in the order in which it is safe. A tick says that it is done. */
export const Steps = () => {
	const { wish } = usePanel();
	const { chain, reading } = createChosenChain();
	const [confirmed, setConfirmed] = createSignal<readonly string[]>([]);
	const steps = () => reading()?.plan.steps ?? [];
	const isDone = (step: Step) => confirmed().includes(step.id);
	/** Nothing after a stop is ticked before a person has said yes to it. */
	const blocked = (place: number) =>
		steps()
			.slice(0, place)
			.some((step) => step.do === "stop" && !isDone(step));
	const tick = async (step: Step) => {
		if (step.tick) await wish(step.tick);
		else setConfirmed((all) => (isDone(step) ? all.filter((id) => id !== step.id) : [...all, step.id]));
	};
	return (
		<section class="steps" aria-label="Steps">
			<div class="bar">
				<h2>{steps().length === 0 ? "Patched" : count(steps().length, "step")}</h2>
				<ChainTabs />
				<Show when={chain()}>{(chain) => <VerifyTone chain={chain().id} />}</Show>
			</div>
			<For each={reading()?.plan.missing}>
				{({ sentence, cure }) => (
					<p class="notice" role="alert" data-severity="stop">
						<Icon name="stop" />
						{sentence} {cure}
					</p>
				)}
			</For>
			<ol>
				<For each={steps()}>
					{(step, place) => (
						<StepRow
							step={step}
							blocked={blocked(place())}
							confirmed={isDone(step)}
							onTick={(step) => void tick(step)}
						/>
					)}
				</For>
			</ol>
			<For each={reading()?.plan.normals}>
				{({ sentence }) => (
					<p class="aside normal">
						<Icon name="ok" />
						{sentence}
					</p>
				)}
			</For>
		</section>
	);
};

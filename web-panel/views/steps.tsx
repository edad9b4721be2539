import { createEffect, createSignal, For, Show } from "solid-js";
import type { Plan, Step } from "#model/readings.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { count, titled } from "../say.ts";
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

/** One reason a line, as a sentence. */
const reasons = ({ why }: Step): string[] => why.split("; ").map((reason) => `${titled(reason)}.`);

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
			<For each={reasons(props.step)}>{(reason) => <p class="aside">{reason}</p>}</For>
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

/** What cannot be: things that are missing, and chains that want the same. */
const Notices = (props: { readonly plan: Plan | undefined }) => (
	<>
		<For each={props.plan?.missing}>
			{({ sentence, cure }) => (
				<p class="notice" role="alert" data-severity="stop">
					<Icon name="stop" />
					{sentence} {cure}
				</p>
			)}
		</For>
		<For each={props.plan?.shared}>
			{({ sentence }) => (
				<p class="notice" role="status" data-severity="warn">
					<Icon name="warn" />
					{sentence}
				</p>
			)}
		</For>
	</>
);

/** What needs no hand: normals, looms, and routers that stand right. */
const MadeAlready = (props: { readonly plan: Plan | undefined }) => (
	<For each={[...(props.plan?.normals ?? []), ...(props.plan?.routed ?? [])]}>
		{({ sentence }) => (
			<p class="aside normal">
				<Icon name="ok" />
				{sentence}
			</p>
		)}
	</For>
);

/** What hands have to do for the chain, in the order in which it is safe. A tick says that it is done. */
export const Steps = () => {
	const { wish } = usePanel();
	const { chain, reading } = createChosenChain();
	const [confirmed, setConfirmed] = createSignal<readonly string[]>([]);
	const plan = () => reading()?.plan;
	const steps = () => plan()?.steps ?? [];
	const isDone = (step: Step) => confirmed().includes(step.id);
	// A yes is for this time: when the step comes again, it is asked for again.
	createEffect(() => {
		const asked = new Set(steps().map(({ id }) => id));
		setConfirmed((all) => (all.every((id) => asked.has(id)) ? all : all.filter((id) => asked.has(id))));
	});
	/** Nothing after a stop is ticked before a person has said yes to it. */
	const blocked = (place: number) =>
		steps()
			.slice(0, place)
			.some((step) => step.do === "stop" && !isDone(step));
	const tick = async (step: Step) => {
		if (step.tick) await wish(step.tick);
		else setConfirmed((all) => (isDone(step) ? all.filter((id) => id !== step.id) : [...all, step.id]));
	};
	const title = () => {
		if (steps().length > 0) return count(steps().length, "step");
		if (!chain()) return "No chain";
		return plan()?.missing.length ? "Cannot be patched" : "Patched";
	};
	/** Offers wait until nothing is left to do. */
	const offered = () => steps().length > 0;
	const row = (step: Step, isBlocked: () => boolean) => (
		<StepRow
			step={step}
			blocked={isBlocked()}
			confirmed={isDone(step)}
			onTick={(ticked) => void tick(ticked)}
		/>
	);
	return (
		<section class="steps" aria-label="Steps">
			<div class="bar">
				<h2>{title()}</h2>
				<ChainTabs />
				<Show when={chain()}>{(chain) => <VerifyTone chain={chain().id} />}</Show>
			</div>
			<Notices plan={plan()} />
			<ol>
				<For each={steps()}>{(step, place) => row(step, () => blocked(place()))}</For>
				<For each={plan()?.offers}>{(step) => row(step, offered)}</For>
			</ol>
			<MadeAlready plan={plan()} />
		</section>
	);
};

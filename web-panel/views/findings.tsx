import { createSignal, createUniqueId, For, Show } from "solid-js";
import type { Finding, Severity } from "#model/finding.ts";
import { Icon, type IconName } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayFigure } from "../say.ts";
import type { Whole } from "../studio.ts";
import { Why, WhyButton } from "./why.tsx";

const order: Readonly<Record<Severity, number>> = { stop: 0, warn: 1, note: 2 };
const says: Readonly<Record<Severity, { readonly word: string; readonly icon: IconName }>> = {
	stop: { word: "Stop", icon: "stop" },
	warn: { word: "Warning", icon: "warn" },
	note: { word: "Note", icon: "note" },
};

/** What becomes of a finding that nobody can accept for good. */
const persists: Readonly<Record<Severity, string>> = {
	stop: "blocks every pass",
	warn: "asks before every pass",
	note: "stays to be seen",
};

const acceptanceOf = ({ session }: Whole, finding: Finding) =>
	session.accepted.find((accepted) => accepted.finding === finding.id);

/** Findings that nobody has accepted, worst first. */
export const openFindings = (whole: Whole): Finding[] =>
	whole.readings.findings
		.filter((finding) => !acceptanceOf(whole, finding))
		.toSorted((a, b) => order[a.severity] - order[b.severity]);

const UNITS = new Set([
	"dB",
	"dBu",
	"dBV",
	"dBFS",
	"Hz",
	"kHz",
	"Ω",
	"ohms",
	"kΩ",
	"V",
	"m",
	"ms",
	"s",
	"samples",
	"%",
]);

const figureOf = (name: string, value: number): string =>
	sayFigure(value, Number.isInteger(value) && !/\bdB\w*$/.test(name) ? 0 : 1);

/** Figures that the words have told already are not told again. */
const untold = ({ sentence, cure, numbers }: Finding): [string, number][] => {
	const told = new Set(`${sentence} ${cure}`.match(/−?\d+(?:\.\d+)?/g));
	return Object.entries(numbers).filter(([name, value]) => !told.has(figureOf(name, value)));
};

/** "excess dB" → "excess 6.0 dB" where the last word is a unit; "minutes left" → "minutes left 17". */
const sayNumber = ([name, value]: [string, number]): string => {
	const words = name.split(" ");
	const unit = words.at(-1) ?? "";
	const said = figureOf(name, value);
	return UNITS.has(unit) ? `${words.slice(0, -1).join(" ")} ${said} ${unit}`.trim() : `${name} ${said}`;
};

const Accept = (props: { readonly finding: Finding; readonly onClose: () => void }) => {
	const { wish } = usePanel();
	const [because, setBecause] = createSignal("");
	const accept = async (event: SubmitEvent) => {
		event.preventDefault();
		const answer = await wish({ do: "accept", finding: props.finding.id, because: because().trim() });
		if (answer.done) props.onClose();
	};
	return (
		<form class="accept" onSubmit={accept}>
			<input
				class="field"
				ref={(field) => queueMicrotask(() => field.focus())}
				maxLength={400}
				placeholder="Why it may stay"
				aria-label="Why this finding may stay"
				onInput={(event) => setBecause(event.currentTarget.value)}
			/>
			<button type="submit" disabled={because().trim() === ""}>
				Accept
			</button>
			<button type="button" class="plain" onClick={() => props.onClose()}>
				Cancel
			</button>
		</form>
	);
};

/** What can be done about a finding. While a reason is being written, that stands in its place. */
const Actions = (props: { readonly finding: Finding; readonly onAccept: () => void }) => {
	const panel = usePanel();
	const accepted = () => acceptanceOf(panel.whole, props.finding);
	/** A driven control is turned by the daemon; what hands do, they do first and say then. */
	const doing = () => {
		const isDriven = (unit: string) => panel.whole.live.devices.some((device) => device.unit === unit);
		const commands = props.finding.apply ?? [];
		return commands.every((command) => command.do === "turn" && isDriven(command.unit)) ? "Do it" : "Done";
	};
	const apply = async () => {
		for (const command of props.finding.apply ?? []) if (!(await panel.wish(command)).done) return;
	};
	return (
		<>
			<Show when={(props.finding.apply?.length ?? 0) > 0 && !accepted()}>
				<button
					type="button"
					class="primary"
					aria-label={`${doing()}: ${props.finding.cure}`}
					onClick={() => void apply()}
				>
					{doing()}
				</button>
			</Show>
			<Show
				when={accepted()}
				fallback={
					<Show
						when={!props.finding.asksEachTime}
						fallback={<span class="tag">{persists[props.finding.severity]}</span>}
					>
						<button type="button" onClick={() => props.onAccept()}>
							Accept
						</button>
					</Show>
				}
			>
				<button type="button" onClick={() => void panel.wish({ do: "withdraw", finding: props.finding.id })}>
					Withdraw
				</button>
			</Show>
		</>
	);
};

const FindingRow = (props: { readonly finding: Finding }) => {
	const { whole } = usePanel();
	const [accepting, setAccepting] = createSignal(false);
	const [asking, setAsking] = createSignal(false);
	const why = createUniqueId();
	const accepted = () => acceptanceOf(whole, props.finding);
	const severity = () => says[props.finding.severity];
	return (
		<li class="finding" data-severity={props.finding.severity} data-accepted={accepted() !== undefined}>
			<span class="finding-mark">
				<Icon name={severity().icon} />
				<span class="hidden">{severity().word}</span>
			</span>
			<div class="finding-words" role={props.finding.severity === "stop" ? "alert" : "status"}>
				<p>
					{props.finding.sentence}
					<For each={untold(props.finding)}>
						{(number) => <span class="figure">{sayNumber(number)}</span>}
					</For>
				</p>
				<p class="cure">{props.finding.cure}</p>
				<Show when={accepted()}>
					{(by) => (
						<p class="cure">
							Accepted by {by().by}: {by().because}
						</p>
					)}
				</Show>
				<Show when={accepting() && !accepted()}>
					<Accept finding={props.finding} onClose={() => setAccepting(false)} />
				</Show>
			</div>
			<div class="finding-actions">
				<Show when={!accepting() || accepted()}>
					<Actions finding={props.finding} onAccept={() => setAccepting(true)} />
				</Show>
				<WhyButton id={why} open={asking()} onTurn={() => setAsking((open) => !open)} />
			</div>
			<Why id={why} open={asking()} code={props.finding.code} />
		</li>
	);
};

/** What is wrong or worth knowing: of one chain and of the room; accepted ones last. */
export const Findings = (props: { readonly chain: string | undefined }) => {
	const { whole } = usePanel();
	const here = (finding: Finding) => finding.chain === undefined || finding.chain === props.chain;
	const all = () => [
		...openFindings(whole),
		...whole.readings.findings.filter((finding) => acceptanceOf(whole, finding)),
	];
	const elsewhere = () => openFindings(whole).filter((finding) => !here(finding)).length;
	return (
		<section class="findings" aria-label="Findings">
			<ul>
				<For each={all().filter(here)}>{(finding) => <FindingRow finding={finding} />}</For>
			</ul>
			<Show when={elsewhere() > 0}>
				<p class="aside">{elsewhere()} more on other chains</p>
			</Show>
		</section>
	);
};

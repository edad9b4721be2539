import { createSignal, Show } from "solid-js";
import type { Chain } from "#model/session.ts";
import { HoldButton } from "../controls/hold-button.tsx";
import { usePanel } from "../panel.ts";
import { Preflight, preflightOf } from "./preflight.tsx";
import { Sources } from "./sources.tsx";

/** What is to be printed, as far as it has been said, and what still keeps it from starting. */
const createOrder = (chain: () => string) => {
	const { whole, desk, wish } = usePanel();
	const { source: file, setSource: setFile } = desk;
	const [starting, setStarting] = createSignal(false);
	const [convert, setConvert] = createSignal(false);
	const [tail, setTail] = createSignal(2);
	const [answers, setAnswers] = createSignal<readonly string[]>([]);
	const source = () => whole.live.sources.find((known) => known.file === file());
	const differs = () => source() !== undefined && source()?.rate !== whole.session.header.rate;
	const items = () => preflightOf(whole, chain());
	const asked = () => items().flatMap(({ verdict, finding = "" }) => (verdict === "ask" ? [finding] : []));

	/** The first thing that is missing, or nothing. */
	const waitsFor = (): string => {
		if (starting()) return "Starting: the latency is measured first where it is not known";
		if (!source()) return "Choose a source";
		if (differs() && !convert()) return `Convert to ${whole.session.header.rate / 1000} kHz first`;
		const stop = items().find(({ verdict }) => verdict === "stop");
		if (stop) return stop.sentence;
		return asked().every((finding) => answers().includes(finding)) ? "" : "Answer the preflight";
	};
	const answer = (finding: string, yes: boolean) =>
		setAnswers((all) => (yes ? [...all, finding] : all.filter((known) => known !== finding)));
	/** The questions are asked anew for every take. */
	const print = async () => {
		setStarting(true);
		await wish({
			do: "print",
			chain: chain(),
			source: file() ?? "",
			tail: tail(),
			convert: differs() && convert(),
			answers: asked().filter((finding) => answers().includes(finding)),
		});
		setStarting(false);
		setAnswers([]);
	};
	return {
		file,
		setFile,
		convert,
		setConvert,
		tail,
		setTail,
		answers,
		answer,
		source,
		differs,
		waitsFor,
		print,
	};
};
type Order = ReturnType<typeof createOrder>;

const LONGEST_TAIL = 600;

const Particulars = (props: { readonly order: Order }) => {
	const { whole } = usePanel();
	const setTail = (seconds: number) => props.order.setTail(Math.min(LONGEST_TAIL, Math.max(0, seconds || 0)));
	return (
		<div class="bar">
			<Show when={props.order.differs()}>
				<label class="check">
					<input
						type="checkbox"
						checked={props.order.convert()}
						onChange={(event) => props.order.setConvert(event.currentTarget.checked)}
					/>
					Convert {(props.order.source()?.rate ?? 0) / 1000} to {whole.session.header.rate / 1000} kHz
				</label>
			</Show>
			<label class="inline">
				Tail
				<input
					class="field short"
					type="number"
					inputmode="decimal"
					min="0"
					max={LONGEST_TAIL}
					step="0.5"
					value={props.order.tail()}
					onChange={(event) => setTail(event.currentTarget.valueAsNumber)}
				/>
				s
			</label>
		</div>
	);
};

/** Everything a pass needs to be told, and the button that starts it. */
export const PrintOrder = (props: { readonly chain: Chain }) => {
	const order = createOrder(() => props.chain.id);
	return (
		<>
			<Sources chosen={order.file()} onChoose={order.setFile} />
			<Particulars order={order} />
			<Preflight chain={props.chain.id} answers={order.answers()} onAnswer={order.answer} />
			<HoldButton disabled={order.waitsFor() !== ""} onHeld={() => void order.print()}>
				{order.waitsFor() || "Hold to print"}
			</HoldButton>
		</>
	);
};

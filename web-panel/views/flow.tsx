import { createMemo, createSignal, For, type JSX, Show } from "solid-js";
import type { ChainReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import { type Card, moved, placeFor, slotAt } from "../chains.ts";
import { carryable } from "../gesture.ts";
import { hopsBefore, isAir, type Lane, type LaneCard, lanesOf } from "../lanes.ts";
import { lineOf, type Side, sayLines } from "../lines.ts";
import { usePanel } from "../panel.ts";
import { saySigned, titled } from "../say.ts";
import { Hop } from "./hop.tsx";
import { type Carried, UnitCard } from "./unit-card.tsx";

type Props = { readonly chain: Chain; readonly reading: ChainReading | undefined };
type LaneProps = Props & { readonly lane: Lane };

const Terminal = (props: {
	readonly side: Side;
	readonly lines: readonly number[];
	readonly children: JSX.Element;
}) => {
	const { whole } = usePanel();
	const known = () => props.lines.map((line) => lineOf(whole.studio, props.side, line));
	const fullScale = () => known()[0]?.fullScale ?? null;
	return (
		<div class="terminal">
			<strong>{sayLines(known().map(({ label }) => label))}</strong>
			<small>{fullScale() === null ? "" : `${saySigned(fullScale(), 0)} dBu FS`}</small>
			<small>{props.children}</small>
		</div>
	);
};

const sayGain = (reading: ChainReading | undefined): string =>
	reading?.gain === null || reading === undefined ? "gain unknown" : `gain ${saySigned(reading.gain)} dB`;

const Polarity = (props: { readonly reading: ChainReading | undefined }) => (
	<Show when={props.reading?.sidesDiffer} fallback={<Show when={props.reading?.inverted}>, Ø</Show>}>
		, Ø on one side
	</Show>
);

/** Picks cards of a lane up and puts them down; the order itself is the daemon's. */
const createCarrying = (props: LaneProps) => {
	const { wish } = usePanel();
	const [carried, setCarried] = createSignal<Carried>();
	let list: HTMLElement | undefined;
	let cards: Card[] = [];

	const drop = async (place: number, slot: number) => {
		const { list: name } = props.lane;
		const to = placeFor(place, slot);
		const units = name && moved(props.chain[name] ?? [], place, to);
		if (name && units && to !== place)
			await wish({ do: "set chain", chain: { ...props.chain, [name]: units } });
		setCarried(undefined);
	};
	const grip = (element: HTMLElement, place: () => number) =>
		carryable(element, {
			lifted: () => {
				const free = list?.querySelectorAll(".card:not([data-task])") ?? [];
				cards = [...free].map((card) => card.getBoundingClientRect());
			},
			moved: (at, by) => setCarried({ place: place(), by, slot: slotAt(cards, at) }),
			dropped: (at) => void drop(place(), slotAt(cards, at)),
			cancelled: () => setCarried(undefined),
		});
	return {
		carried,
		grip,
		list: (element: HTMLElement) => {
			list = element;
		},
	};
};

/** Rows stay as long as their unit does, so a card is known by what it says. */
const keyOf = ({ unit, task }: LaneCard): string => `${task ?? ""} ${unit}`;
const TASKS = ["encodes", "decodes", "sums"] as const;
const cardOf = (key: string): LaneCard => {
	const [said = "", unit = ""] = key.split(" ");
	const task = TASKS.find((name) => name === said);
	return { unit, ...(task ? { task } : {}) };
};

/** How many cards that can be carried stand before a place: boxes with a task of their own do not count. */
const freeBefore = ({ cards }: Lane, place: number): number =>
	cards.slice(0, place).filter(({ task }) => task === undefined).length;

/** One row: converter output, hops and cards in signal order, converter input. */
const LaneRow = (props: LaneProps) => {
	const carrying = createCarrying(props);
	const lands = (place: number) => {
		const card = props.lane.cards[place];
		const slot = carrying.carried()?.slot;
		if (slot === undefined) return false;
		return slot === freeBefore(props.lane, place) && card?.task !== "encodes";
	};
	const hop = (place: number) => (
		<Hop
			hops={hopsBefore(props.reading, props.lane, place)}
			air={isAir(props.lane, place)}
			lands={lands(place)}
		/>
	);
	const what = () => [props.lane.says, props.chain.kind].filter(Boolean).join(", ");
	return (
		<ol class="flow" ref={carrying.list} aria-label={titled(props.lane.says) || undefined}>
			<li class="leg">
				<Terminal side="send" lines={props.lane.sends}>
					{what()}
				</Terminal>
			</li>
			<For each={props.lane.cards.map(keyOf)}>
				{(key, place) => {
					const { unit, task } = cardOf(key);
					const among = () => freeBefore(props.lane, place());
					const isCarried = () => task === undefined && carrying.carried()?.place === among();
					return (
						<li class="leg">
							{hop(place())}
							<UnitCard
								unit={unit}
								task={task}
								carried={isCarried() ? carrying.carried() : undefined}
								grip={(element) => task === undefined && carrying.grip(element, among)}
							/>
						</li>
					);
				}}
			</For>
			<li class="leg">
				{hop(props.lane.cards.length)}
				<Terminal side="return" lines={props.lane.returns}>
					<Show when={props.lane.list === "inserts"} fallback={props.lane.says}>
						{sayGain(props.reading)}
						<Polarity reading={props.reading} />
					</Show>
				</Terminal>
			</li>
		</ol>
	);
};

/** The chain as it is heard: one row where both sides are alike, a row a side where they are not, and the dry way. */
export const Flow = (props: Props) => {
	const { whole } = usePanel();
	const lanes = createMemo(() => lanesOf(whole.studio, props.chain));
	return (
		<section aria-label={`${props.chain.name}, in signal order`}>
			<For each={lanes().map((_, row) => row)}>
				{(row) => (
					<Show when={lanes()[row]}>
						{(lane) => <LaneRow chain={props.chain} reading={props.reading} lane={lane()} />}
					</Show>
				)}
			</For>
			<Show when={props.reading?.firstClip}>
				{(clip) => (
					<p class="aside">
						First to clip: {clip().says}, at {saySigned(clip().dBFS)} dBFS of the send.
					</p>
				)}
			</Show>
		</section>
	);
};

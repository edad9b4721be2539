import { createSignal, For, type JSX, Show } from "solid-js";
import type { ChainReading } from "#model/readings.ts";
import type { Chain } from "#model/session.ts";
import { type Card, hopsBetween, moved, placeFor, slotAt } from "../chains.ts";
import { carryable } from "../gesture.ts";
import { lineOf, type Side, sayLines } from "../lines.ts";
import { usePanel } from "../panel.ts";
import { saySigned } from "../say.ts";
import { Hop } from "./hop.tsx";
import { type Carried, UnitCard } from "./unit-card.tsx";

type Props = { readonly chain: Chain; readonly reading: ChainReading | undefined };

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

const Polarity = (props: { readonly reading: ChainReading | undefined }) => (
	<Show when={props.reading?.sidesDiffer} fallback={<Show when={props.reading?.inverted}>, Ø</Show>}>
		, Ø on one side
	</Show>
);

/** Picks cards up and puts them down; the order itself is the daemon's. */
const createCarrying = (chain: () => Chain) => {
	const { wish } = usePanel();
	const [carried, setCarried] = createSignal<Carried>();
	let list: HTMLElement | undefined;
	let cards: Card[] = [];

	const drop = async (place: number, slot: number) => {
		const to = placeFor(place, slot);
		const inserts = moved(chain().inserts, place, to);
		if (to !== place) await wish({ do: "set chain", chain: { ...chain(), inserts } });
		setCarried(undefined);
	};
	const grip = (element: HTMLElement, place: () => number) =>
		carryable(element, {
			lifted: () => {
				cards = [...(list?.querySelectorAll(".card") ?? [])].map((card) => card.getBoundingClientRect());
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

/** Converter output, hops and cards in signal order, converter input. */
export const Flow = (props: Props) => {
	const { whole } = usePanel();
	const carrying = createCarrying(() => props.chain);
	const station = (place: number) => props.chain.inserts[place] ?? whole.studio.interface.unit;
	const hops = (place: number) =>
		hopsBetween(props.reading, { from: station(place - 1), to: station(place) });
	return (
		<section aria-label={`${props.chain.name}, in signal order`}>
			<ol class="flow" ref={carrying.list}>
				<li class="leg">
					<Terminal side="send" lines={props.chain.sends}>
						{props.chain.kind}
					</Terminal>
				</li>
				<For each={props.chain.inserts}>
					{(unit, place) => (
						<li class="leg">
							<Hop hops={hops(place())} lands={carrying.carried()?.slot === place()} />
							<UnitCard
								unit={unit}
								carried={carrying.carried()?.place === place() ? carrying.carried() : undefined}
								grip={(element) => carrying.grip(element, place)}
							/>
						</li>
					)}
				</For>
				<li class="leg">
					<Hop
						hops={hops(props.chain.inserts.length)}
						lands={carrying.carried()?.slot === props.chain.inserts.length}
					/>
					<Terminal side="return" lines={props.chain.returns}>
						gain {saySigned(props.reading?.gain)} dB
						<Polarity reading={props.reading} />
					</Terminal>
				</li>
			</ol>
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

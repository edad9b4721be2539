import { type Component, createEffect, Match, on, Show, Switch } from "solid-js";
import { Dynamic } from "solid-js/web";
import { Icon } from "./controls/icon.tsx";
import type { Place } from "./desk.ts";
import { createPanel, PanelProvider, usePanel } from "./panel.ts";
import { titled } from "./say.ts";
import { BayPlace } from "./views/bay.tsx";
import { ChainPlace } from "./views/chain.tsx";
import { PlaceTabs } from "./views/place-tabs.tsx";
import { PrintPlace } from "./views/print.tsx";
import { SessionPlace } from "./views/session.tsx";
import { Strip } from "./views/strip.tsx";
import { StudioPlace } from "./views/studio.tsx";

const places: Readonly<Record<Place, Component>> = {
	chain: ChainPlace,
	bay: BayPlace,
	print: PrintPlace,
	session: SessionPlace,
	studio: StudioPlace,
};

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);

/** What stands in the way of using the panel, if anything: the line is down, or the page is of another age. */
const Trouble = (props: { readonly state: string; readonly because: string }) => (
	<Switch>
		<Match when={props.state === "offline"}>
			<div class="trouble" role="alert">
				<strong>Offline.</strong> Nothing you touch is sent.{" "}
				{sentence(props.because || "The daemon does not answer")} Trying again.
			</div>
		</Match>
		<Match when={props.because !== ""}>
			<div class="trouble" role="alert">
				{props.because}{" "}
				<button type="button" onClick={() => location.reload()}>
					Load again
				</button>
			</div>
		</Match>
	</Switch>
);

/** Every place is entered at its top. */
const Shown = () => {
	const panel = usePanel();
	let main: HTMLElement | undefined;
	createEffect(on(panel.desk.place, () => main?.scrollTo(0, 0)));
	return (
		<main
			ref={(element) => {
				main = element;
			}}
			inert={panel.state() !== "live"}
			aria-label={titled(panel.desk.place())}
		>
			<Dynamic component={places[panel.desk.place()]} />
		</main>
	);
};

export const App = () => {
	const panel = createPanel();
	return (
		<Show
			when={panel.known.whole}
			fallback={
				<p class="hello">{panel.state() === "offline" ? "The daemon does not answer." : "Connecting"}</p>
			}
		>
			{(whole) => (
				<PanelProvider value={panel.panelFor(whole())}>
					<div class="shell" data-state={panel.state()}>
						<Strip />
						<Trouble state={panel.state()} because={panel.trouble()} />
						<Shown />
						<PlaceTabs />
						<Show when={panel.refused()}>
							{(refused) => (
								<div class="refused" role="alert">
									<p>
										<strong>{refused().because}</strong> {refused().cure}
									</p>
									<button type="button" class="plain" aria-label="Close the message" onClick={panel.forget}>
										<Icon name="close" />
									</button>
								</div>
							)}
						</Show>
					</div>
				</PanelProvider>
			)}
		</Show>
	);
};

import { createSignal, For, onCleanup, Show } from "solid-js";
import type { Unit } from "#model/studio.ts";
import { Icon } from "../controls/icon.tsx";
import { usePanel } from "../panel.ts";
import { sayMinutes } from "../say.ts";
import { cordColour } from "./patching.ts";

/** Minutes pass by the clock of the tablet; twice a minute is often enough. */
const createNow = () => {
	const [now, setNow] = createSignal(Date.now());
	const timer = setInterval(() => setNow(Date.now()), 30_000);
	onCleanup(() => clearInterval(timer));
	return now;
};

const Power = (props: { readonly unit: Unit; readonly now: number }) => {
	const { whole, wish } = usePanel();
	const since = () => whole.session.powered[props.unit.id];
	const power = (on: boolean, minutesAgo: number) =>
		void wish({ do: "power", unit: props.unit.id, on, minutesAgo });
	const warmUp = () => whole.readings.warmUp.find(({ unit }) => unit === props.unit.id);
	return (
		<>
			<span class="unit-state">
				<Show when={since()} fallback={<span class="tag">off</span>}>
					{(at) => <span class="aside">on for {sayMinutes((props.now - Date.parse(at())) / 60_000)}</span>}
				</Show>
				<Show when={since() === undefined ? undefined : warmUp()}>
					{(known) => (
						<span class="tag" data-severity={known().minutes === 0 ? "ok" : "warn"}>
							{known().minutes === 0 ? "warm" : `warm in ${sayMinutes(known().minutes ?? 0)}`}
						</span>
					)}
				</Show>
			</span>
			<div class="buttons">
				<Show
					when={since()}
					fallback={
						<>
							<Show when={whole.studio.models[props.unit.model]?.warmUp}>
								<button type="button" class="plain" onClick={() => power(true, 60)}>
									On for an hour
								</button>
							</Show>
							<button type="button" onClick={() => power(true, 0)}>
								<Icon name="power" />
								On
							</button>
						</>
					}
				>
					<button type="button" onClick={() => power(false, 0)}>
						<Icon name="power" />
						Off
					</button>
				</Show>
			</div>
		</>
	);
};

const UnitRow = (props: { readonly unit: Unit; readonly now: number }) => {
	const { whole } = usePanel();
	const model = () => whole.studio.models[props.unit.model];
	const device = () => whole.live.devices.find(({ unit }) => unit === props.unit.id);
	return (
		<li class="unit-row">
			<span class="row-name">
				{props.unit.name}
				<small>
					{model()?.maker} {model()?.model}
				</small>
			</span>
			<Show when={device()} fallback={<span class="device" />}>
				{(device) => (
					<span class="device" data-link={device().link}>
						<span class="lamp" data-is={device().link} />
						<span>
							{device().transport.toUpperCase()} {device().port}
							<small>{device().sentence}</small>
						</span>
					</span>
				)}
			</Show>
			<Power {...props} />
		</li>
	);
};

const Tablets = () => {
	const { whole, me, rename } = usePanel();
	const [taken, setTaken] = createSignal("");
	const name = (wished: string) => {
		const words = wished.trim();
		const others = whole.live.tablets.filter((tablet) => tablet !== me());
		setTaken(others.includes(words) ? `${words} is another tablet.` : "");
		if (words !== "" && words !== me() && !others.includes(words)) rename(words);
	};
	return (
		<section aria-label="Tablets">
			<h2>Tablets</h2>
			<div class="bar">
				<label class="inline">
					This is
					<input
						class="field"
						value={me()}
						maxLength={40}
						onChange={(event) => name(event.currentTarget.value)}
					/>
				</label>
				<span class="aside" role="status">
					{taken() || whole.live.tablets.join(", ")}
				</span>
			</div>
		</section>
	);
};

const Store = () => {
	const { whole } = usePanel();
	const used = (stock: string) =>
		whole.session.cords.filter(({ cord }) => cord.startsWith(`${stock} #`)).length;
	return (
		<section aria-label="Cords in the store">
			<h2>Cords</h2>
			<ul class="rows">
				<For each={whole.studio.store} fallback={<li class="empty">The store is empty.</li>}>
					{(stock) => (
						<li class="unit-row">
							<span class="cord-chip" style={{ "--cord": cordColour(stock.colour) }} />
							<span class="row-name">
								{stock.id}
								<small>
									{stock.plugs.join(" to ")}, {stock.length} m, {stock.colour}
								</small>
							</span>
							<span class="figures">
								{stock.count - used(stock.id)} of {stock.count} free
							</span>
						</li>
					)}
				</For>
			</ul>
		</section>
	);
};

/** What is there: units and whether they are on and warm, devices, tablets, cords. */
export const StudioPlace = () => {
	const { whole } = usePanel();
	const now = createNow();
	return (
		<div class="place studio-place">
			<section aria-label="Units">
				<div class="bar">
					<h2>{whole.studio.studio}</h2>
					<span class="device" role="status">
						<span class="lamp" data-is={whole.live.engine.ready ? "connected" : "lost"} />
						{whole.live.engine.sentence}
					</span>
				</div>
				<ul class="rows">
					<For each={whole.studio.units}>{(unit) => <UnitRow unit={unit} now={now()} />}</For>
				</ul>
			</section>
			<Store />
			<Tablets />
		</div>
	);
};

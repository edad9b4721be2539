import { createSignal, Match, Show, Switch } from "solid-js";
import { type Control as ControlModel, isKnob, saySetting, travelOf } from "#model/parameter.ts";
import { turns } from "../chains.ts";
import { Body } from "./body.tsx";
import { PositionPicker } from "./position-picker.tsx";
import { createTurned, type Turned } from "./turned.ts";
import { ValueField } from "./value-field.tsx";

type Props = {
	readonly unit: string;
	/** "Bus comp Threshold" */
	readonly says: string;
	readonly name: string;
	readonly control: ControlModel;
};

const sayStand = (control: ControlModel, turned: Turned): string => {
	const { setting, because } = turned.stand();
	const holder = turned.holder();
	const said = saySetting(control, setting);
	const how = setting === undefined || because === "" ? "" : `, ${because}`;
	return `${said}${how}${holder ? `, held by ${holder}` : ""}`;
};

/** A knob, a fader or a switch of several positions: what is turned. */
const Turn = (props: Props & { readonly turned: Turned }) => {
	const [typing, setTyping] = createSignal<string>();
	const now = () => {
		const { setting } = props.turned.stand();
		return setting === undefined ? 0 : Math.round(travelOf(props.control, setting) * 1000) / 10;
	};
	const onKey = (event: KeyboardEvent) => {
		if (event.ctrlKey || event.metaKey || event.altKey) return;
		const starts = isKnob(props.control) && /^[-−+.\d]$/.test(event.key);
		if (starts) setTyping(event.key);
		if (starts || props.turned.key(event)) event.preventDefault();
	};
	return (
		<>
			<div
				class="turn"
				role="slider"
				tabIndex={0}
				ref={props.turned.grip}
				onKeyDown={onKey}
				aria-label={props.says}
				aria-valuemin={0}
				aria-valuemax={100}
				aria-valuenow={now()}
				aria-valuetext={sayStand(props.control, props.turned)}
				aria-disabled={props.turned.holder() !== undefined}
			>
				<span class="control-label">{props.control.label}</span>
				<Body control={props.control} reading={props.turned.stand().reading} />
			</div>
			<Switch>
				<Match when={isKnob(props.control) && props.control}>
					{(knob) => (
						<ValueField
							knob={knob()}
							says={props.says}
							turned={props.turned}
							typing={typing()}
							onTyping={setTyping}
						/>
					)}
				</Match>
				<Match when={!isKnob(props.control) && props.control}>
					{(control) => <PositionPicker control={control()} says={props.says} turned={props.turned} />}
				</Match>
			</Switch>
		</>
	);
};

/** Two positions: a tap goes to the other one. Unknown: a tap says the default. */
const Toggle = (props: Props & { readonly turned: Turned }) => {
	const names = () => (isKnob(props.control) ? [] : props.control.positions.map(({ name }) => name));
	const other = () => {
		const { setting } = props.turned.stand();
		return setting === undefined
			? String(props.control.default)
			: (names().find((name) => name !== setting) ?? "");
	};
	return (
		<button
			type="button"
			class="toggle"
			onClick={() => props.turned.set(other())}
			aria-label={`${props.says}: ${sayStand(props.control, props.turned)}. Set to ${other()}`}
			aria-disabled={props.turned.holder() !== undefined}
		>
			<span class="control-label">{props.control.label}</span>
			<Body control={props.control} reading={props.turned.stand().reading} />
			<span class="value">{saySetting(props.control, props.turned.stand().setting)}</span>
		</button>
	);
};

/** One control of the faceplate in its cell: label, drawing, value, and how the value is known. */
export const Control = (props: Props) => {
	// The cell belongs to one control for as long as it is shown.
	const { unit, name, control } = props;
	const turned = createTurned({ unit, name, control });
	return (
		<div
			class="control"
			data-certainty={turned.stand().certainty}
			data-held={turned.holder() !== undefined}
			data-waits={turned.waits()}
		>
			<Show when={turns(control)} fallback={<Toggle {...props} turned={turned} />}>
				<Turn {...props} turned={turned} />
			</Show>
			<span class="because">
				{turned.holder() ? `held by ${turned.holder()}` : turned.stand().because || " "}
			</span>
		</div>
	);
};

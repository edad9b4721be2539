import { createEffect, For, Show } from "solid-js";
import type { Switch } from "#model/parameter.ts";
import type { Turned } from "./turned.ts";

type Props = { readonly control: Switch; readonly says: string; readonly turned: Turned };

/** The value under a switch of several positions: the tablet's own list of them. */
export const PositionPicker = (props: Props) => {
	const set = () => {
		const { setting } = props.turned.stand();
		return setting === undefined ? "" : String(setting);
	};
	return (
		<select
			class="value"
			ref={(list) => createEffect(() => (list.value = set()))}
			disabled={props.turned.holder() !== undefined}
			aria-label={props.says}
			onChange={(event) => props.turned.set(event.currentTarget.value)}
		>
			<Show when={set() === ""}>
				<option value="">unknown</option>
			</Show>
			<For each={props.control.positions}>{({ name }) => <option value={name}>{name}</option>}</For>
		</select>
	);
};

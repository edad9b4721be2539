import { isKnob } from "./parameter.ts";
import { type KnobPositions, positionOf } from "./position.ts";
import { type PortId, perStudio, portIdsOf, portOf, type Studio } from "./studio.ts";

/** The 48 V switch of one input as far as anybody knows. Unknown is not off: a plug may meet 48 V there. */
export type Phantom = {
	readonly input: PortId;
	readonly unit: string;
	readonly control: string;
	/** The name of the position in which there is no voltage: the first one of the switch. */
	readonly off: string;
	readonly state: "on" | "off" | "unknown";
};

const withPhantom = perStudio((studio) =>
	portIdsOf(studio).filter((id) => {
		const port = portOf(studio, id)?.port;
		return port?.direction === "in" && port.phantom !== undefined;
	}),
);

/** Every input that can put 48 V on its line. */
export const phantomInputs = (studio: Studio, positions: KnobPositions): Phantom[] =>
	withPhantom(studio).flatMap((input) => {
		const found = portOf(studio, input);
		if (found?.port.direction !== "in" || found.port.phantom === undefined) return [];
		const { unit, model } = found;
		const control = found.port.phantom;
		const known = model.controls[control];
		const [first] = known && !isKnob(known) ? known.positions : [];
		const setting = positionOf(model, positions[unit.id], control);
		const off = first?.name ?? "Off";
		if (control === "always") return [{ input, unit: unit.id, control, off, state: "on" as const }];
		const state = setting === undefined ? "unknown" : setting === off ? "off" : "on";
		return [{ input, unit: unit.id, control, off, state }];
	});

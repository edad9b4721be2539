import type { AnaloguePort } from "./gear-model.ts";
import { isKnob } from "./parameter.ts";
import { phantomInputs } from "./phantom.ts";
import { type KnobPositions, positionOf } from "./position.ts";
import { type PortId, type PortOfUnit, portIdsOf, portOf, type Studio, spread } from "./studio.ts";

/** One output of a router: the control that chooses what it gives, and what there is to choose from. */
export type RouterOutput = {
	readonly unit: string;
	readonly output: PortId;
	readonly control: string;
	readonly inputs: readonly PortId[];
};

/** A monitor controller that can be muted. */
export type Monitor = {
	readonly unit: string;
	readonly control: string;
	/** The position in which the loudspeakers are silent. */
	readonly is: string;
	/** Whether the gear file has such a control, so that it can be set. */
	readonly known: boolean;
	/** A position in which they are heard. */
	readonly open: string | undefined;
};

/** An input that can put 48 V on its line. */
export type PhantomInput = Pick<
	ReturnType<typeof phantomInputs>[number],
	"input" | "unit" | "control" | "off"
>;

/** What the boxes themselves do between their ports. */
export type Gear = {
	readonly port: (id: PortId) => PortOfUnit | undefined;
	/** The outputs that an input leads to inside its unit, by its paths or its mid/side box; routers have none. */
	readonly through: (input: PortId) => readonly PortId[];
	readonly routerOutputs: readonly RouterOutput[];
	readonly routerOutput: (output: PortId) => RouterOutput | undefined;
	/** The outputs that a router's input can be sent to. */
	readonly routedFrom: (input: PortId) => readonly RouterOutput[];
	/** The input that a router's output gives now; nothing for off or unknown. */
	readonly inputOf: (output: RouterOutput, settings: KnobPositions) => PortId | undefined;
	readonly phantoms: readonly PhantomInput[];
	readonly phantomState: (phantom: PhantomInput, settings: KnobPositions) => "off" | "on" | "unknown";
	/** Loudspeaker outputs, and others that must never be without their load. */
	readonly loudOuts: ReadonlySet<PortId>;
	readonly monitors: readonly Monitor[];
	readonly isMuted: (monitor: Monitor, settings: KnobPositions) => boolean;
	/** Where the workstation may send what comes back: nobody knows what it does with it. */
	readonly interfaceOuts: readonly PortId[];
};

const routersIn = (studio: Studio): RouterOutput[] =>
	studio.units.flatMap(({ id, model }) => {
		const matrix = studio.models[model]?.matrix;
		if (!matrix) return [];
		const inputs = matrix.inputs.flatMap(spread).map((name) => `${id}/${name}`);
		return matrix.outputs.flatMap(spread).map((name) => ({
			unit: id,
			output: `${id}/${name}`,
			control: matrix.control.replace("{output}", name),
			inputs,
		}));
	});

const monitorsIn = (studio: Studio): Monitor[] =>
	studio.units.flatMap(({ id, model: name }) => {
		const model = studio.models[name];
		if (!model?.mute) return [];
		const { control, is } = model.mute;
		const known = model.controls[control];
		const positions = known && !isKnob(known) ? known.positions : [];
		return [
			{
				unit: id,
				control,
				is,
				known: positions.some((position) => position.name === is),
				open: positions.find((position) => position.name !== is)?.name,
			},
		];
	});

const waysThrough = (studio: Studio): Map<PortId, PortId[]> => {
	const ways = new Map<PortId, PortId[]>();
	const add = (unit: string, from: string, to: string): void => {
		ways.set(`${unit}/${from}`, [...(ways.get(`${unit}/${from}`) ?? []), `${unit}/${to}`]);
	};
	for (const { id, model: name } of studio.units) {
		const model = studio.models[name];
		if (!model || model.matrix) continue;
		for (const { from, to } of model.paths) add(id, from, to);
		const { encode, decode } = model.midSide ?? {};
		for (const from of encode ? [encode.left, encode.right] : [])
			for (const to of encode ? [encode.mid, encode.side] : []) add(id, from, to);
		for (const from of decode ? [decode.mid, decode.side] : [])
			for (const to of decode ? [decode.left, decode.right] : []) add(id, from, to);
	}
	return ways;
};

/** Every input of a router can be sent to each of its outputs. */
const outputsByInput = (outputs: readonly RouterOutput[]): Map<PortId, RouterOutput[]> =>
	new Map(
		[...Map.groupBy(outputs, ({ unit }) => unit).values()].flatMap((ofUnit) =>
			(ofUnit[0]?.inputs ?? []).map((input): [PortId, RouterOutput[]] => [input, ofUnit]),
		),
	);

export const gearOf = (studio: Studio): Gear => {
	const ways = waysThrough(studio);
	const routerOutputs = routersIn(studio);
	const byOutput = new Map(routerOutputs.map((router) => [router.output, router]));
	const byInput = outputsByInput(routerOutputs);
	const models = new Map(studio.units.map(({ id, model }) => [id, studio.models[model]]));
	const settingOf = (unit: string, control: string, settings: KnobPositions) => {
		const model = models.get(unit);
		return model && positionOf(model, settings[unit], control);
	};
	return {
		port: (id) => portOf(studio, id),
		through: (input) => ways.get(input) ?? [],
		routerOutputs,
		routerOutput: (output) => byOutput.get(output),
		routedFrom: (input) => byInput.get(input) ?? [],
		inputOf: ({ unit, control, inputs }, settings) => {
			const input = `${unit}/${settingOf(unit, control, settings) ?? ""}`;
			return inputs.includes(input) ? input : undefined;
		},
		phantoms: phantomInputs(studio, {}).map(({ input, unit, control, off }) => ({
			...{ input, unit, control, off },
		})),
		phantomState: ({ unit, control, off }, settings) => {
			const setting = settingOf(unit, control, settings);
			if (control === "always") return "on";
			return setting === undefined ? "unknown" : setting === off ? "off" : "on";
		},
		loudOuts: new Set(
			portIdsOf(studio).filter((id) => {
				const port = portOf(studio, id)?.port;
				return port?.direction === "out" && (isSpeakerOut(port) || port.needsLoad);
			}),
		),
		monitors: monitorsIn(studio),
		isMuted: ({ unit, control, is }, settings) => settingOf(unit, control, settings) === is,
		interfaceOuts: portIdsOf(studio).filter((id) => {
			const found = portOf(studio, id);
			return found?.unit.id === studio.interface.unit && found.port.direction === "out";
		}),
	};
};

export const isSpeakerOut = ({ direction, stage }: AnaloguePort): boolean =>
	direction === "out" && (stage === "speaker" || stage === "bridged speaker");

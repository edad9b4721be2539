import type { Command } from "#model/command.ts";
import type { Front, Pair } from "#model/front.ts";
import type { Monitor, PhantomInput } from "#model/front-gear.ts";
import type { KnobPositions } from "#model/position.ts";
import type { Step } from "#model/readings.ts";
import { type PortId, sayPort, unitOf } from "#model/studio.ts";
import { type Danger, keyOf } from "./danger.ts";
import { behind, type Copper, copperAt, type Field } from "./field.ts";
import { type Ordered, touchedBy } from "./order.ts";

/** A step that is no plug: something to be set or looked at. */
export const aStep = (step: Pick<Step, "id" | "do" | "sentence" | "why" | "tick">): Step => ({
	...step,
	from: "",
	to: "",
	cord: null,
});

const nameOf = ({ studio }: Front, unit: string): string => unitOf(studio, unit)?.name ?? unit;

/** The copper that a move touches, as it is before and as it is after. */
const coppersAt = ({ move, before, after }: Ordered): Copper[] =>
	[before, after].flatMap((field) => [...touchedBy(field, move)].map((pair) => copperAt(field, pair)));

const insTouched = (ordered: readonly Ordered[]): Set<PortId> =>
	new Set(ordered.flatMap((one) => coppersAt(one)).flatMap(({ ins }) => ins));
const outsTouched = (ordered: readonly Ordered[]): Set<PortId> =>
	new Set(ordered.flatMap((one) => coppersAt(one)).flatMap(({ outs }) => outs));

const phantomStep = (
	front: Front,
	{ input, unit, control, off }: PhantomInput,
	state: "on" | "unknown",
): Step => {
	const where = sayPort(front.studio, input);
	const words: Record<typeof state, string> = {
		on: `Switch 48 V off on ${where} and wait 30 seconds.`,
		unknown: `Look whether 48 V is off on ${where}: nobody has said how its switch stands.`,
	};
	return aStep({
		id: `48V ${input}`,
		do: "stop",
		sentence: words[state],
		why: "a plug that goes in or out shorts one leg of the phantom supply through whatever it touches",
		tick: control === "always" ? null : { do: "turn", unit, control, setting: off },
	});
};

/** Inputs with 48 V on whose line a plug would touch: off and discharged first. An unknown switch is looked at. */
export const phantomSteps = (front: Front, settings: KnobPositions, ordered: readonly Ordered[]): Step[] => {
	const live = front.phantoms
		.map((phantom) => ({ phantom, state: front.phantomState(phantom, settings) }))
		.filter(({ state }) => state !== "off");
	if (live.length === 0) return [];
	const touched = insTouched(ordered.filter(({ move }) => move.do !== "turn"));
	return live.flatMap(({ phantom, state }) =>
		state !== "off" && touched.has(phantom.input) ? [phantomStep(front, phantom, state)] : [],
	);
};

/** Amplifiers whose loudspeaker line is opened or closed: on standby first. */
export const standbySteps = (front: Front, ordered: readonly Ordered[]): Step[] => {
	if (front.loudOuts.size === 0) return [];
	const touched = outsTouched(ordered.filter(({ move }) => move.do !== "turn"));
	const units = new Set([...touched.intersection(front.loudOuts)].map((out) => out.split("/")[0] ?? ""));
	return [...units].map((unit) =>
		aStep({
			id: `standby ${unit}`,
			do: "stop",
			sentence: `Put ${nameOf(front, unit)} on standby before its loudspeaker line is touched.`,
			why: "a valve amplifier without its load destroys its output transformer, and a short destroys any",
			tick: null,
		}),
	);
};

/** Everything that hears some pairs, through units and, since nobody knows the workstation, through the interface. */
const hearing = (field: Field, pairs: Iterable<Pair>): Set<PortId> => {
	const { front } = field;
	const converters = front.studio.interface.unit;
	const lines = front.interfaceOuts;
	const heard = new Set<PortId>();
	const seen = new Set<Pair>();
	const todo = [...pairs];
	for (let pair = todo.pop(); pair !== undefined; pair = todo.pop()) {
		if (seen.has(pair)) continue;
		const copper = copperAt(field, pair);
		for (const one of copper.pairs) seen.add(one);
		for (const input of copper.ins) {
			if (heard.has(input)) continue;
			heard.add(input);
			const next = input.startsWith(`${converters}/`) ? lines : behind(field, input);
			todo.push(...next.flatMap((out) => front.pairOf(out) ?? []));
		}
	}
	return heard;
};

/** The monitor controllers in whose loudspeakers some moves would be heard. */
export const heardIn = (front: Front, ordered: readonly Ordered[]): Monitor[] => {
	const left = new Set(front.monitors);
	const found: Monitor[] = [];
	for (const { move, before, after } of ordered)
		for (const field of [before, after]) {
			if (left.size === 0) return found;
			const heard = [...hearing(field, touchedBy(field, move))].map((input) => input.split("/")[0]);
			for (const monitor of left)
				if (heard.includes(monitor.unit)) {
					left.delete(monitor);
					found.push(monitor);
				}
		}
	return found;
};

/** The monitor controllers that hear a patch as it stands. */
export const monitorsOf = (field: Field, pairs: Iterable<Pair>): Monitor[] => {
	if (field.front.monitors.length === 0) return [];
	const heard = new Set([...hearing(field, pairs)].map((input) => input.split("/")[0]));
	return field.front.monitors.filter(({ unit }) => heard.has(unit));
};

const turn = ({ unit, control, known }: Monitor, setting: string | undefined): Command | null =>
	known && setting !== undefined ? { do: "turn", unit, control, setting } : null;

/** Loudspeakers are muted before a plug cracks in them; a mute that stands already needs no hand. */
export const muteSteps = (front: Front, settings: KnobPositions, monitors: readonly Monitor[]): Step[] =>
	monitors
		.filter((monitor) => !front.isMuted(monitor, settings))
		.map((monitor) =>
			aStep({
				id: `mute ${monitor.unit}`,
				do: monitor.known ? "mute" : "stop",
				sentence: `Mute ${nameOf(front, monitor.unit)}.`,
				why: "its loudspeakers hear the jacks that are touched: every plug would crack in them",
				tick: turn(monitor, monitor.is),
			}),
		);

/** What is offered when all is patched: nobody's loudspeakers come on by themselves. */
export const unmuteOffers = (front: Front, monitors: readonly Monitor[]): Step[] =>
	monitors.map((monitor) =>
		aStep({
			id: `unmute ${monitor.unit}`,
			do: "unmute",
			sentence: `Unmute ${nameOf(front, monitor.unit)}.`,
			why: "all is patched; turn it down first",
			tick: turn(monitor, monitor.open),
		}),
	);

const words: Readonly<Record<Danger["what"], (front: Front, ports: readonly PortId[]) => string>> = {
	"two sources": ({ studio }, [one = "", other = ""]) =>
		`Turn ${sayPort(studio, one)} and ${sayPort(studio, other)} down: for a moment they drive each other.`,
	"speaker into line": (front, [out = "", into = ""]) =>
		`Put ${nameOf(front, out.split("/")[0] ?? "")} on standby: for a moment its loudspeaker line is on ${sayPort(front.studio, into)}.`,
	feedback: ({ studio }, [input = ""]) =>
		`Turn ${sayPort(studio, input)} down: for a moment it hears itself and may howl.`,
};

/** Where no order avoids a danger, a person is told before the move that brings it. */
export const guards = (front: Front, dangers: readonly Danger[]): Step[] =>
	dangers.map((danger) =>
		aStep({
			id: `guard ${keyOf(danger)}`,
			do: "stop",
			sentence: words[danger.what](front, danger.ports),
			why: "no order of the steps was found that avoids this moment",
			tick: null,
		}),
	);

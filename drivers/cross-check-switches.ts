import { isKnob } from "#model/parameter.ts";
import { portsOf, spread } from "#model/studio.ts";
import { type Misfit, noPort, noPosition, noSwitch, noThrow, oneOf, type Where } from "./misfit.ts";
import type { GearFile } from "./profile.ts";

const one = (where: Where, because: string, cure: string): Misfit[] => [[where, { because, cure }]];

const relays = (file: GearFile): Misfit[] =>
	file.relays.flatMap((relay, i) => {
		const where = ["relays", i];
		const [a, b] = relay.joins;
		return [
			...relay.joins.flatMap((port, n) => noPort(file, port, [...where, "joins", n])),
			...(a === b ? one([...where, "joins"], `"${a}" is joined to itself`, "Name two ports") : []),
			...noThrow(file, relay, where),
		];
	});

/** A normal leads from a port that gives to one that takes. */
const normals = (file: GearFile): Misfit[] =>
	file.normals.flatMap(({ from, to }, i) => {
		const where = ["normals", i];
		const lost = [...noPort(file, from, [...where, "from"]), ...noPort(file, to, [...where, "to"])];
		if (lost.length > 0) return lost;
		const directionOf = (name: string) => portsOf(file).get(name)?.direction;
		return [
			...(directionOf(from) === "in"
				? one([...where, "from"], `"${from}" takes and does not give`, "Write the port that gives first")
				: []),
			...(directionOf(to) === "out"
				? one([...where, "to"], `"${to}" gives and does not take`, "Write the port that takes last")
				: []),
		];
	});

/** The control of every output, with a position for each input that it can be given. */
const matrix = (file: GearFile): Misfit[] => {
	if (!file.matrix) return [];
	const { inputs, outputs, control, off } = file.matrix;
	const known = [...inputs.flatMap(spread), off];
	const strangers = (name: string): string[] => {
		const found = file.controls[name];
		return found && !isKnob(found)
			? found.positions.map((position) => position.name).filter((position) => !known.includes(position))
			: [];
	};
	return [
		...inputs.flatMap((run, i) => spread(run).flatMap((port) => noPort(file, port, ["matrix", "inputs", i]))),
		...outputs.flatMap((run, i) =>
			spread(run).flatMap((port) => {
				const name = control.replace("{output}", port);
				return [
					...noPort(file, port, ["matrix", "outputs", i]),
					...noSwitch(file, name, ["matrix", "control"]),
					...strangers(name).flatMap((position) =>
						one(
							["controls", name, "positions"],
							`"${position}" is no input of the matrix`,
							`Call the positions after its inputs: ${oneOf(known)}`,
						),
					),
				];
			}),
		),
	];
};

const midSide = (file: GearFile): Misfit[] =>
	Object.entries(file.midSide ?? {}).flatMap(([does, ports]) =>
		Object.entries(ports).flatMap(([side, port]): Misfit[] => {
			const where = ["midSide", does, side];
			const takes = does === "encode" ? ["left", "right"] : ["mid", "side"];
			const wanted = takes.includes(side) ? "in" : "out";
			const found = portsOf(file).get(port);
			if (!found) return noPort(file, port, where);
			return found.direction.endsWith(wanted)
				? []
				: one(where, `"${port}" is no ${wanted}put`, `Name the port that ${does}s its ${side}`);
		}),
	);

const terminations = (file: GearFile): Misfit[] =>
	Object.entries(file.ports).flatMap(([name, port]) => {
		const terminated = "terminated" in port ? port.terminated : undefined;
		return typeof terminated === "object" ? noThrow(file, terminated, ["ports", name, "terminated"]) : [];
	});

/** Names in everything that changes the wiring of a box: its switches, its inner normals, its router, its matrix. */
export const switchedMisfits = (file: GearFile): Misfit[] => [
	...relays(file),
	...normals(file),
	...matrix(file),
	...midSide(file),
	...terminations(file),
	...(file.mute ? noPosition(file, file.mute.control, file.mute.is, ["mute"]) : []),
];

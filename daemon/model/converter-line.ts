import type { AnaloguePort } from "./gear-model.ts";
import { modelOf, type PortId, perStudio, portOf, portsOf, type Studio } from "./studio.ts";

/**
 * The converter lines of the interface by the number by which the computer counts them, from 1, each with its ports: one
 * for line level stands before one for microphones. A socket for line and one for microphones are often one line.
 */
export type Lines = ReadonlyMap<number, readonly PortId[]>;

const NUMBER = /\d+$/;

/** A line of a manual's counting is at the end of its port's name, "line-5"; what has no number follows the ones before it. */
const numbered = (ports: Iterable<readonly [name: string, port: AnaloguePort]>): Map<number, string[]> => {
	const lines = new Map<number, string[]>();
	for (const [name, { channel }] of ports) {
		const next = Math.max(0, ...lines.keys()) + 1;
		const line = channel ?? Number(NUMBER.exec(name)?.[0] ?? next);
		lines.set(line, [...(lines.get(line) ?? []), name]);
	}
	return lines;
};

const isForLines = ({ port }: { readonly port: AnaloguePort }): boolean =>
	port.stage !== "microphone" && port.stage !== "instrument";

const linesOf = (studio: Studio, direction: "in" | "out"): Lines => {
	const { unit } = studio.interface;
	const model = modelOf(studio, unit);
	const converters = [...(model ? portsOf(model) : [])].flatMap(([name, port]) =>
		port.direction === direction && port.fullScale !== undefined ? [[name, port] as const] : [],
	);
	const found = [...numbered(converters)].sort(([a], [b]) => a - b);
	return new Map(
		found.map(([line, names]) => {
			const ports = names.flatMap((name) => portOf(studio, `${unit}/${name}`) ?? []);
			const lineLevelFirst = ports.toSorted((a, b) => Number(isForLines(b)) - Number(isForLines(a)));
			return [line, lineLevelFirst.map(({ id }) => id)];
		}),
	);
};

const bothWays = perStudio((studio) => ({ out: linesOf(studio, "out"), in: linesOf(studio, "in") }));

export const converterLines = (studio: Studio, direction: "in" | "out"): Lines => bothWays(studio)[direction];

/** The port by which a line is reached from a unit: a microphone goes into the microphone socket, all else into the other. */
export const portOfLine = (
	studio: Studio,
	ports: readonly PortId[],
	from: string | undefined,
): PortId | undefined => {
	const kind = from === undefined ? undefined : modelOf(studio, from)?.kind;
	const stage =
		kind === "microphone" || kind === "DI box" ? "microphone" : kind === "instrument" ? kind : undefined;
	const meant = stage && ports.find((port) => portOf(studio, port)?.port.stage === stage);
	return meant ?? ports[0];
};

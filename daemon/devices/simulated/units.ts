import type { GearFile } from "#drivers/profile.ts";
import { type Double, startDouble } from "./double.ts";

export type SimulatedUnits = AsyncDisposable & {
	/** Where each double listens, by unit. */
	readonly ports: ReadonlyMap<string, string>;
	readonly doubles: ReadonlyMap<string, Double>;
	/** Units whose double this machine cannot have, with the reason. */
	readonly missing: ReadonlyMap<string, string>;
};

/** Starts a double for every unit that can be driven. They stop with the signal or when disposed of. `moved`: a knob of one did. */
export const startSimulatedUnits = async (
	units: readonly { readonly id: string; readonly file: GearFile }[],
	signal: AbortSignal,
	moved: () => void = () => {},
): Promise<SimulatedUnits> => {
	const driven = units.filter(({ file }) => file.remote);
	const started = await Promise.all(
		driven.map(async ({ id, file }) => ({ id, double: await startDouble(file, moved) })),
	);
	const doubles = new Map(
		started.flatMap(({ id, double }) => ("port" in double ? [[id, double] as const] : [])),
	);
	const stop = async (): Promise<void> => {
		const running = [...doubles.values()];
		doubles.clear();
		await Promise.all(running.map((double) => double[Symbol.asyncDispose]()));
	};
	signal.addEventListener("abort", () => void stop(), { once: true });
	return {
		doubles,
		ports: new Map([...doubles].map(([id, { port }]) => [id, port])),
		missing: new Map(
			started.flatMap(({ id, double }) => ("missing" in double ? [[id, double.missing] as const] : [])),
		),
		[Symbol.asyncDispose]: stop,
	};
};

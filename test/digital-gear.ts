import { type DigitalFormat, digitalLines } from "#model/digital.ts";
import type { GearModelInput } from "#model/gear-model.ts";
import type { Unit } from "#model/studio.ts";
import { aUnit, type BuiltUnit } from "./builders.ts";

type PortInput = GearModelInput["ports"][string];
type DigitalInput = Extract<PortInput, { direction: "digital in" | "digital out" | "network" }>;
type Details = Partial<Omit<DigitalInput, "direction" | "format">>;

export const sending = (format: DigitalFormat, details: Details = {}): DigitalInput => ({
	direction: "digital out",
	format,
	...details,
});

export const taking = (format: DigitalFormat, details: Details = {}): DigitalInput => ({
	direction: "digital in",
	format,
	...details,
});

export const onNetwork = (format: DigitalFormat, details: Details = {}): DigitalInput => ({
	direction: "network",
	format,
	...details,
});

/** A box with digital ports, each on the socket that its format is usual on; `set` is what studio.yaml says of it. */
export const aDigitalUnit = (
	id: string,
	ports: Readonly<Record<string, PortInput>>,
	set: Pick<Unit, "clock" | "rate"> = {},
	model: Partial<GearModelInput> = {},
): BuiltUnit => {
	const socketOf = (port: PortInput) =>
		"format" in port ? digitalLines[port.format].connectors[0] : undefined;
	const jacks = Object.fromEntries(
		Object.entries(ports).map(([name, port]) => [name, { connector: socketOf(port) ?? ("XLR-3" as const) }]),
	);
	const built = aUnit(id, { kind: "converter", jacks, ...model, ports });
	return { ...built, unit: { ...built.unit, ...set } };
};

/** A box that makes the clock for others: "<id>/word-clock-out". */
export const aClock = (id: string, set: Pick<Unit, "rate"> = {}): BuiltUnit =>
	aDigitalUnit(id, { "word-clock-out": sending("word clock") }, set, { kind: "clock" });

/** A box through which a network runs: "<id>/port1" and so on. */
export const aNetworkSwitch = (id: string, format: DigitalFormat = "Dante"): BuiltUnit =>
	aDigitalUnit(
		id,
		{ port1: onNetwork(format), port2: onNetwork(format), port3: onNetwork(format) },
		{},
		{ kind: "switch" },
	);

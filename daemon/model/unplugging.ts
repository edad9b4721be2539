import { type Netlist, wire } from "#model/copper/wiring.ts";
import type { Scene } from "#model/rules/rule.ts";
import type { Finding } from "./finding.ts";

/** The first hanging cord without which the trouble is gone; none if the trouble is not there yet or is soldered. */
export const unplugging = (
	{ studio, session: { cords, settings } }: Scene,
	isTrouble: (netlist: Netlist) => boolean,
): { apply?: Finding["apply"] } => {
	const isThereWith = (hanging: typeof cords): boolean =>
		isTrouble(wire(studio, { cords: hanging, normals: "as plugged", settings }));
	if (cords.length === 0 || !isThereWith(cords)) return {};
	const cure = cords.findLast((cord) => !isThereWith(cords.filter((other) => other !== cord)));
	return cure ? { apply: [{ do: "unplug", cord: cure.cord }] } : {};
};

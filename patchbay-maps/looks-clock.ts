import { digitalLines } from "#model/digital.ts";
import { receives } from "#model/digital-links.ts";
import { type GearModel, isDigital } from "#model/gear-model.ts";
import { portsOf } from "#model/studio.ts";
import type { Look } from "./look.ts";

/** The ports that a unit can follow: they take something in that carries a clock. */
const followable = (model: GearModel): string[] =>
	[...portsOf(model)].flatMap(([name, port]) =>
		isDigital(port) && receives(port) && digitalLines[port.format].clock ? [name] : [],
	);

const wrongClock = (
	model: GearModel,
	clock: string,
): { readonly because: string; readonly cure: string } | undefined => {
	const names = followable(model);
	if (![...portsOf(model).values()].some(isDigital))
		return { because: "it has no digital port in its gear file", cure: "Take the clock out" };
	if (clock === "internal" || names.includes(clock)) return undefined;
	const because = portsOf(model).has(clock)
		? `no clock comes in at its port "${clock}"`
		: `it has no port "${clock}"`;
	return { because, cure: `Write one of: ${["internal", ...names].join(", ")}` };
};

/** A clock that a unit says it follows, and cannot. */
export const unitClocks: Look = ({ file, models }) =>
	file.units.flatMap(({ model, clock }, i) => {
		const known = models[model];
		const wrong = known && clock !== undefined ? wrongClock(known, clock) : undefined;
		return wrong ? [[["units", i, "clock"], wrong] as const] : [];
	});

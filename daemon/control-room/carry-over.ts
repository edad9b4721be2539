import type { Happening } from "#model/event.ts";
import type { Session } from "#model/session.ts";

/**
 * What a new session takes over from the last one, because the room has not changed: cords hang where they hung, units
 * that were on are on. Knobs stand where they stood as far as anybody knows, and are marked as carried over.
 */
export const carriedOver = (last: Session): Happening[] => [
	...last.chains.map((chain): Happening => ({ was: "chained", chain })),
	...last.cords.map((cord): Happening => ({ was: "plugged", cord })),
	...Object.entries(last.powered).map(
		([unit, since]): Happening => ({ was: "powered", unit, on: true, since }),
	),
	...Object.entries(last.settings).flatMap(([unit, controls]) =>
		Object.entries(controls).map(
			([control, { setting }]): Happening => ({ was: "turned", unit, control, setting, how: "carried over" }),
		),
	),
];

import { midiDriver } from "./by-midi.ts";
import { oscDriver } from "./by-osc.ts";
import { serialDriver } from "./by-serial.ts";
import type { Driver } from "./dialogue.ts";
import type { GearFile, Remote } from "./profile.ts";

/** Messages a second where the gear file says nothing: slow enough for a unit that thinks about each. */
const PACE: Record<Remote["transport"], number> = { midi: 50, osc: 50, serial: 20 };
export const paceOf = (remote: Remote): number => remote.pace ?? PACE[remote.transport];

/** The driver of a gear file; undefined where nothing in it can be driven. */
export const driverOf = ({ controls, remote }: GearFile): Driver | undefined => {
	if (!remote) return undefined;
	if (remote.transport === "osc") return oscDriver(remote, controls);
	if (remote.transport === "serial") return serialDriver(remote, controls);
	return midiDriver(remote, controls);
};

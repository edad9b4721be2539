import type { GearModel } from "#model/gear-model.ts";
import type { DeviceState, Live } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";
import type { Session } from "#model/session.ts";
import type { Reading } from "#sheets/drawing/reading.ts";

/** "read": the unit said so. "told": a person said so. "assumed": nobody has looked since. */
export type Certainty = "read" | "told" | "assumed" | "unknown";

export type Stand = {
	readonly certainty: Certainty;
	readonly setting: Setting | undefined;
	/** In a word or two, for the line under the value. */
	readonly because: string;
	readonly reading: Reading;
};

type Where = { readonly unit: string; readonly control: string };

const unknown = (because: string): Stand => ({
	certainty: "unknown",
	setting: undefined,
	because,
	reading: { kind: "unknown", changed: false },
});

const known = (
	setting: Setting,
	certainty: Exclude<Certainty, "unknown">,
	because: string,
	provenance: "read" | "set" | "hand" | "carried",
): Stand => ({
	certainty,
	setting,
	because,
	reading: { kind: "known", setting, provenance, changed: false },
});

const driven = (device: DeviceState, control: string): Stand | undefined => {
	const value = device.values[control];
	if (!value) return undefined;
	const linked = device.link === "connected";
	if (value.reported !== null && value.certainty === "confirmed" && linked)
		return known(value.reported, "read", "read", "read");
	const last = value.desired ?? value.reported;
	return last === null ? undefined : known(last, "assumed", linked ? "assumed" : "link lost", "set");
};

type Seen = { readonly session: Session; readonly live: Live; readonly model: GearModel | undefined };

const noted = (
	{ setting, how }: Session["settings"][string][string],
	device: DeviceState | undefined,
): Stand => {
	if (how === "carried over") return known(setting, "assumed", "carried over", "carried");
	if (how === "by hand") return known(setting, "told", "by hand", "hand");
	if (device) return known(setting, "assumed", "assumed", "set");
	return how === "read" ? known(setting, "read", "read", "read") : known(setting, "told", "set", "set");
};

/**
 * Where a control stands and how sure that is: a driven value that was read counts most, a guess is never made.
 * A unit that exists in the virtual rack only starts as its gear file says.
 */
export const standOf = ({ session, live, model }: Seen, { unit, control }: Where): Stand => {
	const device = live.devices.find((known) => known.unit === unit);
	const reported = device && driven(device, control);
	if (reported) return reported;
	const state = session.settings[unit]?.[control];
	if (state) return noted(state, device);
	const start = model?.simulated && !device ? model.controls[control]?.default : undefined;
	return start === undefined
		? unknown(device ? "not read yet" : "not noted yet")
		: known(start, "read", "default", "read");
};

/** The other tablet that holds a control, if one does. */
export const heldBy = (live: Live, me: string, { unit, control }: Where): string | undefined =>
	live.holds.find((hold) => hold.unit === unit && hold.control === control && hold.by !== me)?.by;

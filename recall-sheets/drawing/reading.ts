import type { Setting } from "#model/parameter.ts";
import type { Provenance, SheetControl } from "#model/recall-sheet.ts";

/** What is known of a control when it is drawn. "blank" is a sheet to be filled in with a pencil. */
export type Reading =
	| {
			readonly kind: "known";
			readonly setting: Setting;
			readonly provenance: Exclude<Provenance, "unknown">;
			readonly changed: boolean;
	  }
	| { readonly kind: "unknown"; readonly changed: boolean }
	| { readonly kind: "blank" };

export const BLANK: Reading = { kind: "blank" };
export const UNKNOWN: Reading = { kind: "unknown", changed: false };

/** The letter that stands beside a value and says how it came to be known. */
export const PROVENANCE_LETTER: Readonly<Record<Provenance, string>> = {
	read: "R",
	set: "D",
	hand: "H",
	carried: "C",
	unknown: "?",
};

export const readingOf = ({ setting, provenance, changed }: SheetControl): Reading =>
	setting === null || provenance === "unknown"
		? { kind: "unknown", changed }
		: { kind: "known", setting, provenance, changed };

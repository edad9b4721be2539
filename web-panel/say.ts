import type { PassState } from "#model/pass.ts";

/** "+4.0", "−20.0", "—" for unknown. */
export const saySigned = (value: number | null | undefined, digits = 1): string => {
	if (value === null || value === undefined || !Number.isFinite(value)) return "—";
	const shown = value.toFixed(digits);
	return Number(shown) < 0 ? shown.replace("-", "−") : `+${shown.replace("-", "")}`;
};

export const sayFigure = (value: number | null | undefined, digits = 1): string =>
	value === null || value === undefined || !Number.isFinite(value)
		? "—"
		: value.toFixed(digits).replace("-", "−");

/** "3:27" */
export const sayTime = (seconds: number): string => {
	const whole = Math.max(0, Math.round(seconds));
	return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
};

/** "12 min", "2 h 05" */
export const sayMinutes = (minutes: number): string => {
	const whole = Math.max(0, Math.round(minutes));
	return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${String(whole % 60).padStart(2, "0")}`;
};

/** "22 Nov, 13:05" in the time of the tablet. */
export const sayMoment = (iso: string): string =>
	new Date(iso).toLocaleString("en-GB", {
		day: "numeric",
		month: "short",
		hour: "2-digit",
		minute: "2-digit",
	});

export const sayHour = (iso: string): string =>
	new Date(iso).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

/** "/" reads as a path, a space as a label: "PB1 A05". */
export const sayJack = (jack: string): string => jack.replace("/", " ");

const states: Readonly<Record<PassState, string>> = {
	idle: "Idle",
	armed: "Armed",
	ping: "Opening ping",
	rolling: "Printing",
	tail: "Tail",
	"closing ping": "Closing ping",
	checked: "Checking",
	printed: "Printed",
	failed: "Failed",
	aborted: "Stopped",
};

/** What the pass is doing, in a word or two. */
export const sayPass = (state: PassState | null): string => states[state ?? "armed"];

export const titled = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

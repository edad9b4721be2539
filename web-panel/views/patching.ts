import { createMemo, createSignal } from "solid-js";
import { cordNamed, jacksOfCord } from "#model/cable.ts";
import type { JackReading } from "#model/readings.ts";
import { usePanel } from "../panel.ts";
import { sayJack } from "../say.ts";

const colours: Readonly<Record<string, string>> = {
	red: "#e0645c",
	orange: "#e2914a",
	yellow: "#e6c84f",
	green: "#4fb07a",
	blue: "#4d94e0",
	violet: "#9a7fe0",
	purple: "#9a7fe0",
	grey: "#9aa5b1",
	gray: "#9aa5b1",
	white: "#e8edf2",
	black: "#4b545e",
	brown: "#a57a52",
	pink: "#e58fb4",
};

/** A cord's colour as it is seen in a dark room; a name that we do not know is taken as CSS has it. */
export const cordColour = (name: string): string =>
	colours[name.toLowerCase()] ?? (CSS.supports("color", name) ? name : "#9aa5b1");

/** Which jack was taken first, what hangs where, and what a tap on a jack means now. */
export const createPatching = () => {
	const { whole, desk, wish } = usePanel();
	const [said, setSaid] = createSignal("");
	const jacks = createMemo(() => new Map(whole.readings.jacks.map((reading) => [reading.jack, reading])));
	const hanging = createMemo(
		() =>
			new Map(whole.session.cords.flatMap((cord) => jacksOfCord(cord).map((jack) => [jack, cord] as const))),
	);
	const readingOf = (jack: string): JackReading =>
		jacks().get(jack) ?? { jack, name: "", plugged: hanging().get(jack)?.cord ?? null, hint: "" };
	const cordOf = (jack: string) => hanging().get(jack);
	const colourOf = (cord: string) => cordColour(cordNamed(whole.studio, cord)?.colour ?? "grey");
	const nameOf = (jack: string) => `${sayJack(jack)} ${readingOf(jack).name}`.trim();

	const plug = async (from: string, to: string) => {
		const answer = await wish({ do: "plug", from, to });
		if (!answer.done) return;
		desk.setJack(undefined);
		setSaid(answer.answer || `${nameOf(from)} is plugged to ${nameOf(to)}.`);
	};
	/** First tap takes a jack, the second on a free jack plugs; on a taken jack it takes that one. */
	const tap = (jack: string) => {
		setSaid("");
		const first = desk.jack();
		if (first === jack) desk.setJack(undefined);
		else if (first === undefined || cordOf(first) || cordOf(jack)) desk.setJack(jack);
		else void plug(first, jack);
	};
	const unplug = async (cord: string) => {
		if ((await wish({ do: "unplug", cord })).done) desk.setJack(undefined);
	};
	/** Why a jack cannot be the target now, or nothing. */
	const because = (jack: string): string => {
		const first = desk.jack();
		if (first === undefined || first === jack || cordOf(first)) return "";
		return cordOf(jack) ? "taken by a cord" : "";
	};
	return { tap, unplug, readingOf, cordOf, colourOf, nameOf, because, said, jacks };
};
export type Patching = ReturnType<typeof createPatching>;

import { createContext, createSignal, useContext } from "solid-js";
import { converterLines } from "#model/chain.ts";
import type { Command } from "#model/command.ts";
import { portOf, type Studio, sayPort } from "#model/studio.ts";
import { PROTOCOL } from "#protocol/messages.ts";
import { createDesk, type Desk } from "./desk.ts";
import { type Answer, type LinkState, openLink, type Told } from "./link.ts";
import { createMeters, type LineFace, type Meters } from "./meters.ts";
import { createKnowledge, type Whole } from "./studio.ts";
import { freeName, storedName, storeName } from "./tablet.ts";

export type Refused = Extract<Answer, { done: false }>;

/** Everything a view needs: what is known, how to wish, and where this tablet is looking. */
export type Panel = {
	readonly whole: Whole;
	readonly desk: Desk;
	readonly meters: Meters;
	readonly state: () => LinkState;
	readonly me: () => string;
	readonly rename: (name: string) => void;
	/** Sends a wish; a refusal is shown to the person and handed back. */
	readonly wish: (command: Command) => Promise<Answer>;
	readonly hold: (hold: { readonly unit: string; readonly control: string; readonly on: boolean }) => void;
};

const Context = createContext<Panel>();
export const PanelProvider = Context.Provider;

export const usePanel = (): Panel => {
	const panel = useContext(Context);
	if (!panel) throw new Error("A view was shown outside the panel");
	return panel;
};

const address = (): string => `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/socket`;

const directions = { send: "out", return: "in" } as const;

/** Label and headroom over +4 dBu of a line of the interface. */
const faceOf = (studio: Studio, side: "send" | "return", line: number): LineFace => {
	const id = converterLines(studio, directions[side])[line - 1];
	if (id === undefined) return { label: `${side} ${line}`, headroom: 18 };
	const fullScale = portOf(studio, id)?.port.fullScale ?? 22;
	return { label: sayPort(studio, id), headroom: side === "send" ? 18 : fullScale - 4 };
};

/** The link, the knowledge and the meters of one tablet. */
export const createPanel = () => {
	const { known, hear } = createKnowledge();
	const desk = createDesk();
	const meters = createMeters();
	const [state, setState] = createSignal<LinkState>("connecting");
	const [me, setMe] = createSignal(storedName());
	const [refused, setRefused] = createSignal<Refused>();
	const [trouble, setTrouble] = createSignal("");
	let settled = false;

	const rename = (name: string) => {
		setMe(name);
		storeName(name);
		link.reopen();
	};

	/** The first welcome tells whether the name is free; later a ghost of ourselves may still be listed. */
	const settle = (told: Told) => {
		if (told.say !== "welcome" || settled) return;
		settled = true;
		const free = freeName(me(), told.live.tablets);
		if (free !== me()) queueMicrotask(() => rename(free));
		else storeName(free);
	};

	const onTold = (told: Told) => {
		if (told.say === "closing") setTrouble(told.because);
		if (told.say === "welcome") {
			setTrouble(
				told.protocol === PROTOCOL ? "" : "This page is older or newer than the daemon: load it again",
			);
			meters.face((side, line) => faceOf(told.studio, side, line));
		}
		if (hear(told) === "stale") link.reopen();
		settle(told);
	};

	const link = openLink({
		url: address(),
		protocol: PROTOCOL,
		tablet: me,
		onState: setState,
		onTold,
		onMeters: meters.feed,
	});

	const wish = async (command: Command): Promise<Answer> => {
		const answer = await link.wish(command);
		setRefused(answer.done ? undefined : answer);
		return answer;
	};

	const panelFor = (whole: Whole): Panel => ({
		whole,
		desk,
		meters,
		state,
		me,
		rename,
		wish,
		hold: link.hold,
	});

	return { known, state, refused, forget: () => setRefused(undefined), trouble, panelFor };
};

import { createContext, createSignal, useContext } from "solid-js";
import type { Command } from "#model/command.ts";
import { PROTOCOL } from "#protocol/messages.ts";
import { createDesk, type Desk } from "./desk.ts";
import { faceOf } from "./lines.ts";
import { type Answer, type LinkState, openLink, type Told } from "./link.ts";
import { createMeters, type Meters } from "./meters.ts";
import { createKnowledge, type Whole } from "./studio.ts";
import { freeName, keepName, ownName, passingName } from "./tablet.ts";

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

/** The link, the knowledge and the meters of one tablet. */
export const createPanel = () => {
	const { known, hear } = createKnowledge();
	const desk = createDesk();
	const meters = createMeters();
	const [state, setState] = createSignal<LinkState>("connecting");
	const [me, setMe] = createSignal(ownName() ?? passingName());
	const [refused, setRefused] = createSignal<Refused>();
	const [trouble, setTrouble] = createSignal("");
	let named = ownName() !== undefined;

	const rename = (name: string) => {
		named = true;
		setMe(name);
		keepName(name);
		link.reopen();
	};

	/** A tab without a name looks who is here, then takes one that is free. */
	const takeName = (told: Told) => {
		if (told.say !== "welcome" || named) return;
		const free = freeName(told.live.tablets.filter((name) => name !== me()));
		queueMicrotask(() => rename(free));
	};
	/** A doubled tab came under our name: it goes on there, we look for another. */
	const onReplaced = () => {
		named = false;
		setMe(passingName());
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
		takeName(told);
	};

	const link = openLink({
		url: address(),
		protocol: PROTOCOL,
		tablet: me,
		onState: setState,
		onReplaced,
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

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

/** A tab without a name looks who is here, then takes one that is free; a doubled tab does so again. */
const createName = (reopen: () => void) => {
	const [me, setMe] = createSignal(ownName() ?? passingName());
	let named = ownName() !== undefined;
	const rename = (name: string) => {
		named = true;
		setMe(name);
		keepName(name);
		reopen();
	};
	return {
		me,
		rename,
		meet: (tablets: readonly string[]) => {
			if (named) return;
			const free = freeName(tablets.filter((name) => name !== me()));
			queueMicrotask(() => rename(free));
		},
		lose: () => {
			named = false;
			setMe(passingName());
		},
	};
};

const otherAge = "This page is older or newer than the daemon: load it again";

/** The link, the knowledge and the meters of one tablet. */
export const createPanel = () => {
	const { known, hear } = createKnowledge();
	const desk = createDesk();
	const meters = createMeters();
	const [state, setState] = createSignal<LinkState>("connecting");
	const [refused, setRefused] = createSignal<Refused>();
	const [trouble, setTrouble] = createSignal("");
	const { me, rename, meet, lose } = createName(() => link.reopen());

	const onTold = (told: Told) => {
		if (told.say === "closing") setTrouble(told.because);
		if (hear(told) === "stale") link.reopen();
		if (told.say !== "welcome") return;
		setTrouble(told.protocol === PROTOCOL ? "" : otherAge);
		meters.face((side, line) => faceOf(told.studio, side, line));
		meet(told.live.tablets);
	};
	const link = openLink({
		url: address(),
		protocol: PROTOCOL,
		tablet: me,
		onState: setState,
		onReplaced: lose,
		onTold,
		onMeters: meters.feed,
	});
	const wish = async (command: Command): Promise<Answer> => {
		const answer = await link.wish(command);
		setRefused(answer.done ? undefined : answer);
		return answer;
	};
	const common = { desk, meters, state, me, rename, wish, hold: link.hold };
	return {
		known,
		state,
		refused,
		forget: () => setRefused(undefined),
		trouble,
		panelFor: (whole: Whole): Panel => ({ whole, ...common }),
	};
};

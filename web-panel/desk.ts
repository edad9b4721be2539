import { createSignal } from "solid-js";

export const PLACES = ["chain", "bay", "print", "session", "studio"] as const;
export type Place = (typeof PLACES)[number];

const isPlace = (word: string): word is Place => PLACES.some((place) => place === word);
const shown = (): Place => {
	const word = location.hash.slice(1);
	return isPlace(word) ? word : "chain";
};

/** Where this tablet is looking. Values follow on every tablet; what is selected does not. */
export const createDesk = () => {
	const [place, setPlace] = createSignal<Place>(shown());
	const [chain, setChain] = createSignal<string>();
	const [unit, setUnit] = createSignal<string>();
	/** The jack that a plug was taken to first. */
	const [jack, setJack] = createSignal<string>();
	/** The file to print, kept for the next take. */
	const [source, setSource] = createSignal<string>();
	window.addEventListener("hashchange", () => setPlace(shown()));
	return {
		place,
		go: (to: Place) => {
			location.hash = to;
		},
		chain,
		setChain,
		unit,
		setUnit,
		jack,
		setJack,
		source,
		setSource,
	};
};
export type Desk = ReturnType<typeof createDesk>;

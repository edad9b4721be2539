import { builtInPinouts, type Connector, channelsOf, contacts, legs } from "#model/connector.ts";
import { behindOf } from "#model/copper/behind.ts";
import type { Socket } from "#model/copper/copper.ts";
import type { GearModel } from "#model/gear-model.ts";
import type { Studio, StudioFile } from "#model/studio.ts";

export type Where = readonly PropertyKey[];
export type Wrong = readonly [where: Where, wrong: { readonly because: string; readonly cure: string }];
export type Known = {
	readonly file: StudioFile;
	readonly models: Readonly<Record<string, GearModel>>;
	readonly studio: Studio;
};
/** One thing that no schema can see of a studio file. */
export type Look = (known: Known) => readonly Wrong[];

const partsOf = (word: string): string => word.split("-").sort().join("-");

/** The nearest of the words that could have been meant, the same in another order first; all of them when none is near. */
export const meant = (word: string, known: readonly string[]): string => {
	const turned = known.filter((name) => partsOf(name) === partsOf(word));
	const near = known.filter(
		(name) => name.startsWith(word.slice(0, 3)) || name.includes(word) || word.includes(name),
	);
	const found = [...new Set([...turned, ...near])];
	const shown = (found.length > 0 ? found : known).slice(0, 12);
	return shown.length > 0 ? `Write one of: ${shown.join(", ")}` : "There is none to choose from";
};

/** "a DB25", "an XLR-3". */
export const aThing = (name: string): string =>
	`${/^(?:[aeio]|xlr|rca|rj|nl)/i.test(name) ? "an" : "a"} ${name}`;

export const at = (where: Where, wrong: Wrong[1] | undefined): Wrong[] => (wrong ? [[where, wrong]] : []);

/** Ids of one list that stand there a second time. */
export const twice = (ids: readonly string[], list: string): Wrong[] =>
	ids.flatMap((id, i) =>
		at(
			[list, i, "id"],
			ids.indexOf(id) < i ? { because: `"${id}" is here already`, cure: "Give it another id" } : undefined,
		),
	);

/** Every socket of units and bays by its name; looms and cords do not matter for it. */
export const socketsOf = ({ studio }: Known): ReadonlyMap<string, Socket> => behindOf(studio).sockets;

/** Whether a built-in pinout speaks of contacts that the connector has. */
const isMadeFor = (connector: Connector, pinout: string): boolean =>
	(builtInPinouts[pinout] ?? []).every((lines) =>
		legs.every((leg) => lines[leg] === undefined || contacts[connector].includes(lines[leg])),
	);

const pinoutsFor = ({ studio }: Known, connector: Connector): string[] => [
	...Object.keys(studio.pinouts).filter((name) => studio.pinouts[name]?.connector === connector),
	...Object.keys(builtInPinouts).filter((name) => isMadeFor(connector, name)),
];

/** What is wrong with the name of a pinout on a connector; nothing said is the connector's own. */
export const pinoutWrong = (
	known: Known,
	connector: Connector,
	pinout: string | undefined,
): Wrong[1] | undefined => {
	const cure = meant("", pinoutsFor(known, connector));
	if (pinout === undefined)
		return channelsOf(connector, undefined, {}).length === 0
			? { because: `${aThing(connector)} has no pinout of its own`, cure }
			: undefined;
	const made = known.studio.pinouts[pinout]?.connector;
	if (made !== undefined)
		return made === connector
			? undefined
			: { because: `the pinout "${pinout}" is one of ${made}, not of ${connector}`, cure };
	if (builtInPinouts[pinout] === undefined) return { because: `there is no pinout "${pinout}"`, cure };
	return isMadeFor(connector, pinout)
		? undefined
		: { because: `the pinout "${pinout}" names contacts that ${aThing(connector)} does not have`, cure };
};

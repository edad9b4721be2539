import type { Chain, Session } from "#model/session.ts";
import { type Studio, unitOf } from "#model/studio.ts";
import { chainDiagram } from "#sheets/drawing/chain-diagram.ts";
import { flowDiagram } from "#sheets/drawing/flow-diagram.ts";
import type { Box, Drawing } from "#sheets/drawing/shapes.ts";
import { svgOf } from "#sheets/drawing/svg.ts";
import { type ChainWish, chainOf } from "./chain-wish.ts";
import { type Common, emptySession, readingsOf, sessionOf, studioOf } from "./studio.ts";
import { badInput, deliver } from "./terminal.ts";

/** Room round a drawing, mm. */
const MARGIN = 10;

const framed = ({ left, top, right, bottom }: Box): Box => ({
	left: left - MARGIN,
	top: top - MARGIN,
	right: right + MARGIN,
	bottom: bottom + MARGIN,
});

type Options = Common & { readonly out?: string; readonly bare?: boolean };

const handOut = ({ shapes, box }: Drawing, title: string, { out, json }: Options): Promise<number> =>
	deliver({ content: svgOf(shapes, { box: framed(box), title }), out, json, says: `${title} is` });

/** `halfnormal drawing flow`: the whole studio, what leads where as it is patched now. */
const flowCommand = async (options: Options): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = (options.bare ? undefined : await sessionOf(options)) ?? emptySession(studio);
	const says =
		session.cords.length === 0
			? "With no cord plugged"
			: `As patched in ${session.id}: ${session.cords.length} cords`;
	const drawing = flowDiagram(studio, { cords: session.cords, settings: session.settings }, says);
	return handOut(drawing, `The signal flow of ${studio.studio}`, options);
};

/** A chain of the session by its id, or one through units as `plan` takes it. */
const chainFor = (studio: Studio, session: Session, words: string, wish: ChainWish): Chain => {
	const known = session.chains.find(({ id }) => id === words);
	if (known && !unitOf(studio, words)) return known;
	const chain = chainOf(studio, words, wish);
	const names = chain.inserts.map((id) => unitOf(studio, id)?.name ?? id);
	return { ...chain, name: names.join(", ") || "No unit" };
};

/** `halfnormal drawing chain`: a chain with everything that lies between its units, as `plan` reads it. */
const chainCommand = async (words: string, options: Options & ChainWish): Promise<number> => {
	const { studio } = await studioOf(options);
	const session = (options.bare ? undefined : await sessionOf(options)) ?? emptySession(studio);
	const chain = chainFor(studio, session, words, options);
	const [reading] = readingsOf(studio, { ...session, closed: null, chains: [chain] }).chains;
	const lacking = reading?.plan.missing.map(({ sentence, cure }) => `${sentence} ${cure}`).join("\n");
	if (!reading || reading.hops.length === 0) throw badInput(lacking || "There is no such chain.");
	const drawing = chainDiagram(studio, chain, reading, { cords: session.cords, settings: session.settings });
	return handOut(drawing, `The chain ${chain.name}`, options);
};

export const drawingCommand = (
	what: string,
	units: string,
	options: Options & ChainWish,
): Promise<number> => {
	if (what === "chain") return chainCommand(units, options);
	if (what === "flow") return flowCommand(options);
	throw badInput(`There is no drawing of "${what}".`, "Write: drawing chain <units>, or drawing flow.");
};

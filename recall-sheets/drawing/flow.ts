import { group, type Shape } from "./shapes.ts";

/** Shapes from the origin downwards, as wide as the column they stand in. */
export type Block = { readonly height: number; readonly shapes: readonly Shape[] };

/** What goes down the page: a block that stays whole, or rows under a head that every new page repeats. */
export type Piece =
	| {
			readonly kind: "block";
			readonly block: Block;
			/** Space above, unless a page begins here. */
			readonly before: number;
			/** Never the last thing on a page. */
			readonly holdsNext: boolean;
	  }
	| { readonly kind: "rows"; readonly head: Block; readonly rows: readonly Block[]; readonly before: number };

export const NOTHING: Block = { height: 0, shapes: [] };

export const whole = (block: Block, before = 0): Piece => ({
	kind: "block",
	block,
	before,
	holdsNext: false,
});
export const heading = (block: Block, before = 0): Piece => ({
	kind: "block",
	block,
	before,
	holdsNext: true,
});

/** Blocks one below the other. */
export const stack = (blocks: readonly Block[], gap = 0): Block => {
	let height = 0;
	const shapes = blocks.map((block, i) => {
		const y = height + (i > 0 ? gap : 0);
		height = y + block.height;
		return group([0, y], block.shapes);
	});
	return { height, shapes };
};

/** A table of so few rows is not torn; a longer one leaves and takes at least two of them. */
const SHORT = 5;

/** The least room that a piece wants on a page: all of a block or of a short table, the head and two rows of a long one. */
const least = (pieces: readonly Piece[], i: number): number => {
	const piece = pieces[i];
	if (piece === undefined) return 0;
	if (piece.kind === "block")
		return piece.before + piece.block.height + (piece.holdsNext ? least(pieces, i + 1) : 0);
	const { before, head, rows } = piece;
	const first = rows.slice(0, rows.length <= SHORT ? SHORT : 2);
	return before + head.height + first.reduce((sum, { height }) => sum + height, 0);
};

/** Deals the pieces onto pages of `room` mm height. Only a block taller than a page could ever overhang. */
export const dealt = (pieces: readonly Piece[], room: number): Shape[][] => {
	const pages: Shape[][] = [[]];
	let y = 0;
	const turn = (): void => {
		pages.push([]);
		y = 0;
	};
	const put = (block: Block): void => {
		pages.at(-1)?.push(group([0, y], block.shapes));
		y += block.height;
	};
	pieces.forEach((piece, i) => {
		if (y > 0 && y + least(pieces, i) > room) turn();
		if (y > 0) y += piece.before;
		if (piece.kind === "block") {
			put(piece.block);
			return;
		}
		put(piece.head);
		let above = 0;
		piece.rows.forEach((row, k) => {
			const last = k === piece.rows.length - 2 ? piece.rows[k + 1].height : 0;
			if (above > 0 && y + row.height + last > room) {
				turn();
				put(piece.head);
				above = 0;
			}
			put(row);
			above += 1;
		});
	});
	return pages;
};

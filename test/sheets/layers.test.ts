import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type LaidBox, type Layout, type Link, laidOut } from "#sheets/drawing/layers.ts";
import { type Box, overlap } from "#sheets/drawing/shapes.ts";

const aBox = (id: string, ins: number, outs: number, width = 40): LaidBox => {
	const pins = (side: string, count: number) =>
		Array.from({ length: count }, (_, i) => ({ id: `${id} ${side}${i}`, y: 12 + 5 * i }));
	return {
		id,
		size: [width, 15 + 5 * Math.max(ins, outs)],
		ins: pins("in", ins),
		outs: pins("out", outs),
	};
};

/** Boxes and links that run from a box to a later one, so that nothing runs in a circle. */
const graphs = fc
	.record({
		boxes: fc.array(
			fc.tuple(
				fc.integer({ min: 0, max: 5 }),
				fc.integer({ min: 0, max: 5 }),
				fc.integer({ min: 20, max: 60 }),
			),
			{ minLength: 1, maxLength: 14 },
		),
		links: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()), { maxLength: 30 }),
	})
	.map(({ boxes, links }) => {
		const made = boxes.map(([ins, outs, width], i) => aBox(`box ${i}`, ins, outs, width));
		const joined = links.flatMap(([a, b, pin, other], i): Link[] => {
			const [one, two] = [a % made.length, b % made.length].sort((x, y) => x - y);
			const [from, to] = [made[one ?? 0], made[two ?? 0]];
			const [out, into] = [from?.outs[pin % 5], to?.ins[other % 5]];
			return one === two || !out || !into ? [] : [{ id: `link ${i}`, from: out.id, to: into.id }];
		});
		return { boxes: made, links: joined };
	});

const placed = (boxes: readonly LaidBox[], layout: Layout): Map<string, Box> =>
	new Map(
		boxes.map(({ id, size: [width, height] }) => {
			const [left, top] = layout.boxes.get(id) ?? [Number.NaN, Number.NaN];
			return [id, { left, top, right: left + width, bottom: top + height }];
		}),
	);

describe("boxes in columns", () => {
	test("never overlap, and lie within the drawing", () => {
		fc.assert(
			fc.property(graphs, ({ boxes, links }) => {
				const layout = laidOut(boxes, links, () => 50);
				const all = [...placed(boxes, layout).values()];
				for (const [i, one] of all.entries()) {
					expect(all.slice(i + 1).filter((other) => overlap(one, other))).toEqual([]);
					expect(Math.min(one.left, one.top)).toBeGreaterThanOrEqual(0);
					expect(one.right).toBeLessThanOrEqual(layout.size[0] + 1e-9);
					expect(one.bottom).toBeLessThanOrEqual(layout.size[1] + 1e-9);
				}
			}),
		);
	});

	test("lie right of everything that feeds them", () => {
		fc.assert(
			fc.property(graphs, ({ boxes, links }) => {
				const at = placed(
					boxes,
					laidOut(boxes, links, () => 50),
				);
				const owner = (pin: string): string => pin.split(" ").slice(0, 2).join(" ");
				for (const { from, to } of links) {
					const [giver, taker] = [at.get(owner(from)), at.get(owner(to))];
					expect((taker?.left ?? 0) - (giver?.right ?? 0)).toBeGreaterThanOrEqual(50);
				}
			}),
		);
	});

	test("leave a lane free for each line that passes their column", () => {
		fc.assert(
			fc.property(graphs, ({ boxes, links }) => {
				const layout = laidOut(boxes, links, () => 50);
				const at = placed(boxes, layout);
				for (const { id, from } of links) {
					const first = layout.columnOf.get(from.split(" ").slice(0, 2).join(" ")) ?? 0;
					(layout.lanes.get(id) ?? []).forEach((y, i) => {
						const column = first + 1 + i;
						const hit = boxes.filter(({ id: box }) => {
							const room = at.get(box);
							return layout.columnOf.get(box) === column && room && room.top < y && y < room.bottom;
						});
						expect(hit).toEqual([]);
					});
				}
			}),
		);
	});

	test("always lie the same", () => {
		fc.assert(
			fc.property(graphs, ({ boxes, links }) => {
				expect(laidOut(boxes, links, () => 50)).toEqual(laidOut(boxes, links, () => 50));
			}),
			{ numRuns: 20 },
		);
	});
});

test("a line between two boxes alone is level", () => {
	const boxes = [aBox("a", 0, 3), aBox("b", 2, 0)];
	const { boxes: at } = laidOut(boxes, [{ id: "x", from: "a out2", to: "b in0" }], () => 30);
	expect((at.get("a")?.[1] ?? 0) + 22).toBeCloseTo((at.get("b")?.[1] ?? 0) + 12, 9);
});

test("two lines that would cross change places", () => {
	const boxes = [aBox("a", 0, 1), aBox("b", 0, 1), aBox("c", 1, 0), aBox("d", 1, 0)];
	const links = [
		{ id: "x", from: "a out0", to: "d in0" },
		{ id: "y", from: "b out0", to: "c in0" },
	];
	const { boxes: at } = laidOut(boxes, links, () => 30);
	const top = (id: string): number => at.get(id)?.[1] ?? 0;
	expect(Math.sign(top("a") - top("b"))).toBe(Math.sign(top("d") - top("c")));
});

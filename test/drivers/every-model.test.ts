import { describe, expect, test } from "vitest";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { channelsOf } from "#model/connector.ts";
import { roomOf } from "#model/front-panel.ts";
import { isKnob, within } from "#model/parameter.ts";
import { carriedBy } from "#model/studio.ts";
import { faceplate } from "#sheets/drawing/faceplate.ts";
import { type Box, boxOf, overlap, type Shape, shifted } from "#sheets/drawing/shapes.ts";
import { pinouts } from "#test/builders.ts";

const { models, troubles, doubts } = await readCatalogue([ownGear]);

test("no gear file that comes with Halfnormal has a trouble or a doubt", () => {
	expect([...troubles, ...doubts].map(sayTrouble)).toEqual([]);
});

/** Every control of a drawing with the room it takes. */
const drawnControls = (shapes: readonly Shape[], x = 0, y = 0): { name: string; box: Box }[] =>
	shapes.flatMap((shape) => {
		if (shape.kind !== "group") return [];
		const at: [number, number] = [x + shape.at[0], y + shape.at[1]];
		return shape.name === ""
			? drawnControls(shape.shapes, ...at)
			: [{ name: shape.name, box: shifted(boxOf(shape), [x, y]) }];
	});

const HAIR = 1e-6;
const clashes = (boxes: readonly { name: string; box: Box }[]): string[] =>
	boxes.flatMap(({ name, box }, i) =>
		boxes
			.slice(i + 1)
			.filter((other) => overlap({ ...box, right: box.right - HAIR, bottom: box.bottom - HAIR }, other.box))
			.map((other) => `${name} on ${other.name}`),
	);

describe.each([...models].map(([name, file]) => ({ name, file })))("$name", ({ file }) => {
	const controls = Object.entries(file.controls);

	test.each([130, 182, 257, 400])(
		"every control can be reached on a drawing %d mm wide, and none covers another",
		(width) => {
			const placed = controls.map(([name, control]) => ({
				name,
				control,
				reading: { kind: "unknown", changed: false } as const,
			}));
			const { shapes, box } = faceplate(placed, width);
			const drawn = drawnControls(shapes);
			expect(drawn.map(({ name }) => name).sort()).toEqual(Object.keys(file.controls).sort());
			expect(clashes(drawn)).toEqual([]);
			for (const { name, box: room } of drawn) {
				expect(room.left, name).toBeGreaterThanOrEqual(-0.2);
				expect(room.right, name).toBeLessThanOrEqual(width + 0.2);
				expect(room.bottom, name).toBeLessThanOrEqual(box.bottom);
			}
		},
	);

	test("on the plate itself they stand apart and within its edges", () => {
		for (const rear of [false, true]) {
			const rooms = controls
				.filter(([, control]) => control.rear === rear)
				.map(([name, control]) => {
					const [x, y] = control.at;
					const half = control.size / 2;
					const body = { left: x - half, right: x + half, top: y - half, bottom: y + half };
					return { name, box: file.simulated ? body : roomOf(control) };
				});
			expect(clashes(rooms)).toEqual([]);
			for (const { name, box } of rooms) {
				expect(box.left, name).toBeGreaterThanOrEqual(0);
				expect(box.top, name).toBeGreaterThanOrEqual(0);
				expect(box.right, name).toBeLessThanOrEqual(file.faceplate.width);
				expect(box.bottom, name).toBeLessThanOrEqual(file.faceplate.height);
			}
		}
	});

	test("every jack has a contact for each leg of what it carries", () => {
		for (const [name, jack] of Object.entries(file.jacks)) {
			const ports = carriedBy(name, jack).map((port) => file.ports[port]);
			const room = channelsOf(jack.connector, jack.pinout, pinouts).length;
			const isDigital = ports.some((port) => port && "format" in port);
			if (!isDigital) expect(room, name).toBeGreaterThanOrEqual(ports.length);
			if (jack.pinout !== undefined) expect(room, `${name}: ${jack.pinout}`).toBeGreaterThan(0);
		}
	});

	test("every control stands where it can stand, and says so in words of its own", () => {
		for (const [name, control] of controls) {
			expect(within(control, control.default), name).toEqual({ setting: control.default });
			expect(control.label.trim(), name).not.toBe("");
			const names = isKnob(control) ? ["0", "1"] : control.positions.map((position) => position.name);
			expect(
				names.every((word) => word.trim() !== ""),
				name,
			).toBe(true);
		}
	});
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cordsIn, type Plugged } from "#model/cable.ts";
import { hopsOf } from "#model/copper/link.ts";
import { wire } from "#model/copper/wiring.ts";
import { jacksOf } from "#model/patchbay.ts";
import { allPortIdsOf, portOf } from "#model/studio.ts";
import { mannerOf, type Place, type Way, type WayPart, waysOf } from "#model/way.ts";
import { aBay, aLoom, anInput, anOutput, aStudio, aUnit, someCords, theDemoStudio } from "../builders.ts";

const sayPart = (part: WayPart): string => {
	if (part.by === "cable") return part.id;
	if (part.by === "switch") return `switch of ${part.unit}`;
	return `${part.from} ${part.by === "cord" ? part.id : part.normalling} ${part.to}`;
};
const sayWay = (way: Way | undefined): string[] | undefined => way?.map(sayPart);

const demo = await theDemoStudio();
const between = (from: Place, to: Place, cords: Plugged[] = []): Way | undefined =>
	waysOf(demo, { cords }, [to])(from).get(to);

describe("the way of a signal", () => {
	test("by a normal: the loom, the point with its kind, the loom", () => {
		const way = between("interface/da1", "bus-comp/in-l");
		expect(sayWay(way)).toEqual(["L1", "PB1/A01 half-normal PB1/B01", "L3"]);
		expect(way && mannerOf(way)).toBe("normalled");
	});

	test("by a cord, which the half-normal lets listen", () => {
		const cords = [{ cord: "TT-60-blue #1", from: "PB1/B03", to: "PB1/A01" }];
		const way = between("interface/da1", "valve-eq/in-l", cords);
		expect(sayWay(way)).toEqual(["L1", "PB1/A01 TT-60-blue #1 PB1/B03", "L3"]);
		expect(way && mannerOf(way)).toBe("plugged");
		expect(between("interface/da1", "bus-comp/in-l", cords)).toBeDefined();
		expect(between("interface/da3", "valve-eq/in-l", cords)).toBeUndefined();
	});

	test("through a mult: two cords and the parallel point between them", () => {
		const cords = [
			{ cord: "TT-60-blue #1", from: "PB1/A01", to: "PB1/A37" },
			{ cord: "TT-60-blue #2", from: "PB1/B37", to: "PB1/B13" },
		];
		expect(sayWay(between("interface/da1", "opto/in", cords))).toEqual([
			"L1",
			"PB1/A01 TT-60-blue #1 PB1/A37",
			"PB1/A37 parallel PB1/B37",
			"PB1/B37 TT-60-blue #2 PB1/B13",
			"L4",
		]);
	});

	test("for good: a loom and nothing else", () => {
		const way = between("guitar-amp/speaker", "load-box/in");
		expect(sayWay(way)).toEqual(["S1"]);
		expect(way && mannerOf(way)).toBe("soldered");
	});

	test("from a jack that has a name and no unit", () => {
		expect(sayWay(between("PB1/A33", "mic-pre/mic-1"))).toEqual(["PB1/A33 full normal PB1/B33", "L9"]);
	});

	test("through a switch of a box, as it stands", () => {
		const box = aUnit("ab", {
			ports: {
				in: { direction: "through" },
				a: { direction: "through" },
				b: { direction: "through" },
			},
			controls: {
				way: {
					label: "A/B",
					kind: "switch",
					at: [1, 1],
					size: 10,
					positions: [{ name: "A" }, { name: "B" }],
					default: "A",
				},
			},
			relays: [
				{ joins: ["in", "a"], control: "way", is: "A" },
				{ joins: ["in", "b"], control: "way", is: "B" },
			],
			paths: [],
		});
		const studio = aStudio({
			gear: [box, aUnit("left"), aUnit("right"), aUnit("desk")],
			looms: [aLoom("desk/out", "ab/in", "D"), aLoom("ab/a", "left/in", "A"), aLoom("ab/b", "right/in", "B")],
		});
		const ways = (position: string) =>
			waysOf(
				studio,
				{ cords: [], settings: { ab: { way: { setting: position, how: "by hand", at: "" } } } },
				["left/in", "right/in"],
			)("desk/out");
		expect([...ways("A")].map(([to, way]) => [to, ...(sayWay(way) ?? [])])).toEqual([
			["left/in", "D", "switch of ab", "A"],
		]);
		expect([...ways("B").keys()]).toEqual(["right/in"]);
	});

	test("of a digital line", () => {
		const spdif = (direction: "digital out" | "digital in") => ({ direction, format: "S/PDIF" }) as const;
		const studio = aStudio({
			gear: [
				aUnit("adc", {
					ports: { out: spdif("digital out") },
					jacks: { out: { connector: "RCA" } },
					paths: [],
				}),
				aUnit("dac", { ports: { in: spdif("digital in") }, jacks: { in: { connector: "RCA" } }, paths: [] }),
			],
			looms: [aLoom("adc/out", "dac/in", "C1")],
		});
		expect(sayWay(waysOf(studio, { cords: [] }, ["dac/in"])("adc/out").get("dac/in"))).toEqual(["C1"]);
	});
});

test("whatever is plugged, every hop that is heard has a way", () => {
	const jacks = demo.bays.flatMap(jacksOf);
	const store = cordsIn(demo.store).filter(({ plugs: [one, other] }) => one === "TT" && other === "TT");
	const patch = fc.shuffledSubarray(jacks, { minLength: 2, maxLength: 12 }).map((chosen) =>
		store.slice(0, Math.floor(chosen.length / 2)).map(({ id }, i) => ({
			cord: id,
			from: chosen[2 * i] ?? "",
			to: chosen[2 * i + 1] ?? "",
		})),
	);
	const ports = allPortIdsOf(demo).filter((id) => portOf(demo, id)?.port.direction === "in");
	fc.assert(
		fc.property(patch, (cords) => {
			const waysFrom = waysOf(demo, { cords }, ports);
			for (const { from, to } of hopsOf(wire(demo, { cords, normals: "as plugged" }))) {
				expect(waysFrom(from.id).get(to.id), `${from.id} to ${to.id}`).toBeDefined();
			}
		}),
		{ numRuns: 30 },
	);
});

test("a bay of the same room without cords, looms or normals leads nowhere", () => {
	const studio = aStudio({
		gear: [aUnit("fet", { ports: { in: anInput(), out: anOutput() } })],
		bays: [aBay({ points: [] })],
		store: [someCords()],
	});
	expect(waysOf(studio, { cords: [] }, ["fet/in", "PB1/B01"])("PB1/A01")).toEqual(new Map());
});

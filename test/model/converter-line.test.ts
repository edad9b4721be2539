import { describe, expect, test } from "vitest";
import { needsOf } from "#model/chain.ts";
import { converterLines } from "#model/converter-line.ts";
import type { GearModelInput } from "#model/gear-model.ts";
import type { Studio } from "#model/studio.ts";
import { aChain, anInput, anInterface, anOutput, aStudio, aUnit } from "../builders.ts";

type Ports = GearModelInput["ports"];

const into = (stage: "electronic" | "microphone" | "instrument") => anInput({ stage, fullScale: "+20 dBu" });
const out = (channel?: number) => anOutput({ fullScale: "+20 dBu", ...(channel ? { channel } : {}) });
const microphone = aUnit("voice", {
	kind: "microphone",
	ports: { out: anOutput({ stage: "transformer", impedance: "200 Ω" }) },
	paths: [],
});
const speaker = aUnit("speaker", { kind: "loudspeaker", ports: { in: anInput() }, paths: [] });
const studioWith = (ports: Ports): Studio =>
	aStudio({ gear: [anInterface({ ports }), aUnit("box"), speaker, microphone] });
const lines = (ports: Ports, direction: "in" | "out"): [number, string][] =>
	[...converterLines(studioWith(ports), direction)].map(([line, found]) => [line, found.join(" ")]);

describe("the lines of an interface are the channels that the computer counts", () => {
	test("by the number at the end of a port's name, wherever it stands in the file", () => {
		const ports = {
			"line-5": into("electronic"),
			"mic-1": into("microphone"),
			"line-[2-3]": into("electronic"),
		};
		expect(lines(ports, "in")).toEqual([
			[1, "interface/mic-1"],
			[2, "interface/line-2"],
			[3, "interface/line-3"],
			[5, "interface/line-5"],
		]);
	});

	test("what has no number follows what stands before it, and what says its channel is that one", () => {
		const ports = { "out-l": out(), "out-r": out(), "phones-l": out(1), "phones-r": out(2), "cue-l": out() };
		expect(lines(ports, "out")).toEqual([
			[1, "interface/out-l interface/phones-l"],
			[2, "interface/out-r interface/phones-r"],
			[3, "interface/cue-l"],
		]);
	});

	test("a socket for microphones and one for line are one line, and line level stands first", () => {
		const ports = {
			"mic-1": into("microphone"),
			"hi-z-1": into("instrument"),
			"line-1": into("electronic"),
			insert: anInput(),
		};
		expect(lines(ports, "in")).toEqual([[1, "interface/line-1 interface/mic-1 interface/hi-z-1"]]);
	});

	test("an outboard box comes back on the line socket, a microphone goes into the microphone's", () => {
		const studio = studioWith({ "out-1": out(), "mic-1": into("microphone"), "line-1": into("electronic") });
		const back = (units: string[]): string | undefined => {
			const { ways } = needsOf(studio, { ...aChain(units), sends: [1], returns: [1] });
			return ways[0]?.stations.at(-1)?.in ?? undefined;
		};
		expect(back(["box"])).toBe("interface/line-1");
		expect(back(["speaker", "voice"])).toBe("interface/mic-1");
	});
});

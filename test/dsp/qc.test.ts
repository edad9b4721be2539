import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkTake, takeCheck } from "#dsp/qc.ts";
import { resample } from "#dsp/resample.ts";
import { chains, codes, hiss, rate, type Sound, seconds, voice, wide } from "./qc-sounds.ts";
import { converted, noise, sine, times } from "./signals.ts";

const printed: Record<string, Sound> = {
	"a bare cable": wide,
	"an equaliser, valves, a compressor and noise": wide.map(chains["all that together"]),
};

/** What an interface does wrong, at frame 40 000. */
const at = 40_000;
const change = (take: Sound, fault: (samples: Float32Array) => void): Sound =>
	take.map((samples) => {
		const copy = converted(samples, 24);
		fault(copy);
		return copy;
	});

describe.each(Object.entries(printed))("a bad take through %s", (_, take) => {
	const found = (fault: (samples: Float32Array) => void) =>
		checkTake({ source: wide, take: change(take, fault), rate, bits: 24 });

	it.each([16, 64, 256, 1000])("with %d samples of silence where there was sound fails there", (length) => {
		const remarks = found((samples) => samples.fill(0, at, at + length));
		expect(remarks.filter((one) => one.code === "held")).toMatchObject([
			{ channel: 0, at: at / rate, value: length, severity: "fail" },
			{ channel: 1, at: at / rate, value: length, severity: "fail" },
		]);
	});

	it("that stands still on one sample fails there", () => {
		const remarks = found((samples) => samples.fill(samples[at], at, at + 128));
		expect(remarks[0]).toMatchObject({ code: "held", value: 128 });
	});

	it.each([32, 64, 256, 441, 1024])("with a buffer of %d that was played twice fails there", (length) => {
		const remarks = found((samples) => samples.copyWithin(at, at - length, at));
		expect(remarks[0]).toMatchObject({ code: "repeated", at: at / rate, value: length });
	});

	it("with a buffer of two periods ago fails", () => {
		const remarks = found((samples) => samples.copyWithin(at, at - 512, at - 256));
		expect(remarks[0]).toMatchObject({ code: "repeated", value: 256 });
	});

	it("with one buffer that repeats for ever is told once a channel", () => {
		const remarks = found((samples) => {
			for (let i = at; i < at + 5120; i++) samples[i] = samples[i - 256];
		}).filter((one) => one.code === "repeated");
		expect(remarks.map((one) => one.channel)).toEqual([0, 1]);
	});

	it.each([
		["1 sample lost", -1],
		["37 samples lost", -37],
		["a block of 256 lost", -256],
		["a block of 4096 lost", -4096],
		["128 samples too many", 128],
	])("with %s says how many and where", (_, slip) => {
		const remarks = found((samples) => {
			if (slip < 0) samples.copyWithin(at, at - slip);
			else samples.copyWithin(at + slip, at);
		}).filter((one) => one.code === "slip");
		expect(remarks.length).toBe(1);
		expect(remarks[0].value).toBeCloseTo(slip, 1);
		expect(Math.abs((remarks[0].at ?? 0) - at / rate)).toBeLessThan(0.01);
	});

	it("recorded by a clock that is 60 ppm off drifts", () => {
		const remarks = found((samples) =>
			samples.set(resample(samples, { from: 100_000, to: 100_006 }).subarray(0, samples.length)),
		);
		expect(remarks.map((one) => one.code)).toEqual(["drift"]);
		expect(remarks[0].value).toBeGreaterThan(3);
		expect(remarks[0].sentence).toMatch(/\((59|60|61)\.\d ppm\)/);
	});

	it("with a flipped leg, or both, says which", () => {
		const flipped = (which: readonly number[]) => {
			const sound = take.map((samples, c) => (which.includes(c) ? times(samples, -1) : samples));
			return checkTake({ source: wide, take: sound, rate, bits: 24 });
		};
		expect(flipped([1])).toMatchObject([{ code: "polarity", channel: 1 }]);
		expect(flipped([0])).toMatchObject([{ code: "polarity", channel: 0 }]);
		const [both, ...more] = flipped([0, 1]);
		expect(both).toMatchObject({ code: "polarity" });
		expect(both.channel).toBeUndefined();
		expect(more).toEqual([]);
	});

	it("with swapped legs says so, also when they are flipped", () => {
		const swapped = take.toReversed();
		expect(codes(wide, swapped)).toEqual(["swapped"]);
		expect(
			codes(
				wide,
				swapped.map((samples) => times(samples, -1)),
			),
		).toEqual(["swapped"]);
	});

	it("with one leg that only hums and hisses says which is dead", () => {
		const leg = hiss(sine({ rate, hertz: 50, seconds, level: -70 }), -85, 3);
		expect(checkTake({ source: wide, take: [take[0], leg], rate, bits: 24 })).toMatchObject([
			{ code: "dead channel", channel: 1 },
		]);
	});

	it("that clipped the converter fails, once a channel", () => {
		const loud = take.map((samples) => converted(times(samples, 12), 24));
		expect(checkTake({ source: wide, take: loud, rate, bits: 24 })).toMatchObject([
			{ code: "full scale", severity: "fail" },
			{ code: "full scale", severity: "fail" },
		]);
	});

	it("that is too short or too long says by how much", () => {
		const short = checkTake({ source: wide, take: take.map((c) => c.slice(0, -480)), rate, bits: 24 });
		expect(short).toMatchObject([{ code: "length", value: -480 }]);
		expect(short[0].sentence).toBe("The take is 480 samples (0.010 s) shorter than its source.");
	});
});

describe("a take on which nothing came back", () => {
	it.each([
		["digital silence", wide.map((samples) => samples.map(() => 0))],
		[
			"the hiss of open inputs",
			wide.map((samples, c) => noise({ frames: samples.length, rms: -90, seed: c })),
		],
	])("but %s is silent, and nothing else is said", (_, take) => {
		expect(codes(wide, take)).toEqual(["silent"]);
	});

	it("is silent for a voice in mono too", () => {
		expect(codes(voice, [new Float32Array(voice[0].length)])).toEqual(["silent"]);
	});

	it("is fine when the source was silent", () => {
		const nothing = [new Float32Array(rate)];
		expect(codes(nothing, nothing)).toEqual([]);
	});
});

describe("the check", () => {
	it("hears a hole of any length, anywhere, on the channel where it is", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 16, max: 3000 }),
				fc.integer({ min: 5000, max: 80_000 }),
				(length, from) => {
					const take = wide.map((samples, c) => (c === 0 ? samples.slice() : samples));
					take[0].fill(0, from, from + length);
					const held = checkTake({ source: wide, take, rate, bits: 24 }).filter((one) => one.code === "held");
					expect(held).toMatchObject([{ channel: 0, at: from / rate, value: length }]);
				},
			),
			{ numRuns: 10 },
		);
	});

	it("says the same however the blocks are cut", () => {
		const take = change(wide, (samples) => {
			samples.fill(0, 20_000, 20_064);
			samples.copyWithin(at, at + 37);
		});
		const whole = checkTake({ source: wide, take, rate, bits: 24 });
		const check = takeCheck({ rate, channels: 2, bits: 24 });
		for (let from = 0; from < wide[0].length; from += 997) {
			const cut = (samples: Float32Array) => samples.subarray(from, from + 997);
			check.push(wide.map(cut), take.map(cut));
		}
		expect(check.finish({ source: wide[0].length, take: take[0].length })).toEqual(whole);
	});

	it("sums up what happens very often", () => {
		const take = change(wide, (samples) => {
			for (let from = 5000; from < 90_000; from += 3000) samples.fill(0, from, from + 64);
		});
		const left = checkTake({ source: wide, take, rate, bits: 24 }).filter((one) => one.channel === 0);
		expect(left.length).toBe(9);
		expect(left.some((one) => one.sentence.startsWith("The same happens 21 times more"))).toBe(true);
	});
});

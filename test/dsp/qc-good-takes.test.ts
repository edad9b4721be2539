import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chains, codes, hiss, rate, sources, wide } from "./qc-sounds.ts";
import { converted, programme, times } from "./signals.ts";

describe("a good take", () => {
	describe.each(Object.entries(sources))("of %s", (_, source) => {
		it.each(Object.entries(chains))("through %s raises no alarm", (_, chain) => {
			const sound = source.map(chain);
			expect(
				codes(
					source,
					sound.map((samples) => converted(samples, 24)),
				),
			).toEqual([]);
		});

		it("through a 16-bit converter raises no alarm", () => {
			const half = source.map((samples) => converted(times(samples, 0.5), 16));
			expect(codes(source, half, 16)).toEqual([]);
		});
	});

	it("of programme nobody thought of raises no alarm", () => {
		fc.assert(
			fc.property(fc.integer(), fc.double({ min: -40, max: 0, noNaN: true }), (seed, level) => {
				const source = [programme({ rate, seconds: 2, seed })];
				const take = source.map((samples) =>
					converted(hiss(times(samples, 10 ** (level / 20)), -80, seed), 24),
				);
				expect(codes(source, take)).toEqual([]);
			}),
			{ numRuns: 10 },
		);
	});

	it("whose tape wobbles a little is not out of step", () => {
		const wow = wide.map((samples) =>
			samples.map((_, i) => {
				const at = i + 20 * Math.sin((2 * Math.PI * 0.5 * i) / rate) + 21;
				const frame = Math.floor(at);
				return (samples[frame] ?? 0) * (1 - at + frame) + (samples[frame + 1] ?? 0) * (at - frame);
			}),
		);
		expect(codes(wide, wow).filter((code) => code === "slip")).toEqual([]);
	});
});

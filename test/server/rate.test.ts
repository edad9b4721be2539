import fc from "fast-check";
import { expect, test } from "vitest";
import { tokenBucket } from "#server/rate.ts";

test("however a tablet spreads its messages, no more pass than the burst and the rate allow, and no fewer", () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 500 }), (waits) => {
			let now = 0;
			const bucket = tokenBucket({ burst: 20, perSecond: 100, elapsed: () => now });
			let passed = 0;
			for (const wait of waits) {
				now += wait;
				if (bucket.take()) passed += 1;
			}
			expect(passed).toBeLessThanOrEqual(20 + now / 10);
			expect(passed).toBeGreaterThanOrEqual(Math.min(waits.length, 20));
		}),
	);
});

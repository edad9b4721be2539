import { expect, test } from "vitest";
import { inTime, until } from "./until.ts";

test("until gives what the condition gave, as soon as it holds", async () => {
	let looks = 0;
	expect(await until(() => (++looks === 3 ? "there" : ""))).toBe("there");
	expect(looks).toBe(3);
});

test("until gives up with its sentence", async () => {
	const never = until(() => false, { within: 30, otherwise: "The door did not open." });
	await expect(never).rejects.toThrow("The door did not open. (30 ms)");
});

test("a promise that comes in time is given, one that does not is given up", async () => {
	expect(await inTime(Promise.resolve(7))).toBe(7);
	const late = inTime(new Promise(() => {}), { within: 10, otherwise: "The unit did not answer." });
	await expect(late).rejects.toThrow("The unit did not answer. (10 ms)");
});

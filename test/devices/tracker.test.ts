import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
	certaintyOf,
	hear,
	lose,
	nextToSend,
	nextToVerify,
	SETTLE,
	send,
	settle,
	type Track,
	unknown,
	wish,
} from "#devices/tracker.ts";
import { Control } from "#model/parameter.ts";

const gain = Control.parse({
	kind: "knob",
	label: "GAIN",
	at: [0, 0],
	unit: "dB",
	scale: [
		[0, -20],
		[1, 20],
	],
	default: 0,
});
const told = (track: Track, setting: number, at: number) => hear(gain, track, setting, at);
/** A unit that was read at 0 dB, then told 5 dB at 1000 ms. */
const read = told(unknown, 0, 0).track;
const sent = send(wish(read, 5, 1000), 1000);

describe("what is known of a control", () => {
	test("nothing, before anybody said anything", () => expect(certaintyOf(unknown)).toBe("unknown"));
	test("a unit that never answers is only assumed to stand where it was told", () =>
		expect(certaintyOf(send(wish(unknown, 5, 0), 0))).toBe("assumed"));
	test("a value that was read is confirmed", () => expect(certaintyOf(read)).toBe("confirmed"));
	test("a value that was sent and read back is confirmed, and told once", () => {
		const first = told(sent, 5.02, 1050);
		expect(first.news).toEqual({ setting: 5, why: "read" });
		expect(certaintyOf(first.track)).toBe("confirmed");
		expect(told(first.track, 5.02, 1100).news).toBeNull();
	});
	test("after the link was lost nothing is known and nothing is wished", () => {
		const lost = lose(sent);
		expect(certaintyOf(lost)).toBe("unknown");
		expect(nextToSend(new Map([["gain", lost]]))).toBeUndefined();
		expect(told(lost, 7, 2000).news).toEqual({ setting: 7, why: "read" });
	});
});

describe("who moved it", () => {
	test("the first word of a unit is a reading", () =>
		expect(told(unknown, 3, 0).news).toEqual({ setting: 3, why: "read" }));
	test("a change that nobody asked for is a person at the panel", () =>
		expect(told(read, 8, 10).news).toEqual({ setting: 8, why: "person moved it" }));
	test("a unit that keeps its own steps has not been moved", () =>
		expect(told(read, 0.1, 10).news).toBeNull());
	test("right after sending, another value is one that was on its way", () => {
		const early = told(sent, 2, 1000 + SETTLE - 1);
		expect(early.news).toBeNull();
		expect(certaintyOf(early.track)).toBe("assumed");
	});
	test("after 200 ms of disagreement the unit is right and is not fought", () => {
		const early = told(sent, 2, 1100).track;
		const late = settle(gain, early, 1000 + SETTLE);
		expect(late.news).toEqual({ setting: 2, why: "person moved it" });
		expect(nextToSend(new Map([["gain", late.track]]))).toBeUndefined();
	});
	test("a unit that still stands where it stood is told a second time, and then believed", () => {
		const first = settle(gain, told(sent, 0, 1100).track, 1200);
		expect(first.news).toBeNull();
		expect(nextToSend(new Map([["gain", first.track]]))).toBe("gain");
		const again = send(first.track, 1210);
		const second = settle(gain, told(again, 0, 1300).track, 1500);
		expect(second.news).toEqual({ setting: 0, why: "read" });
		expect(nextToSend(new Map([["gain", second.track]]))).toBeUndefined();
	});
	test("while a wish waits to be sent, the finger is right", () => {
		const waiting = wish(read, 5, 1000);
		expect(told(waiting, 9, 1001).news).toBeNull();
		expect(nextToSend(new Map([["gain", told(waiting, 9, 1001).track]]))).toBe("gain");
	});
});

describe("what to say next", () => {
	test("the wish that has waited longest goes first, and each goes once", () => {
		const tracks = new Map([
			["low", wish(unknown, 1, 30)],
			["high", wish(unknown, 2, 10)],
			["mid", unknown],
		]);
		expect(nextToSend(tracks)).toBe("high");
		tracks.set("high", send(wish(unknown, 2, 10), 40));
		expect(nextToSend(tracks)).toBe("low");
		tracks.set("low", send(wish(unknown, 1, 30), 50));
		expect(nextToSend(tracks)).toBeUndefined();
	});
	test("what was sent is read back, but not before the unit can have taken it", () => {
		const tracks = new Map([["gain", sent]]);
		expect(nextToVerify(tracks, 1010)).toBeUndefined();
		expect(nextToVerify(tracks, 1060)).toBe("gain");
		expect(nextToVerify(new Map([["gain", told(sent, 5, 1050).track]]), 1060)).toBeUndefined();
	});

	test("however wishes and sendings alternate, the unit ends where the last wish was, in no more messages than wishes", () => {
		fc.assert(
			fc.property(
				fc.array(fc.oneof(fc.integer({ min: -20, max: 20 }), fc.constant("send")), { maxLength: 40 }),
				(moves) => {
					let track: Track = unknown;
					const wire: number[] = [];
					const turn = (now: number) => {
						if (nextToSend(new Map([["gain", track]])) === undefined || track.desired === null) return;
						wire.push(Number(track.desired.setting));
						track = send(track, now);
					};
					for (const [now, move] of moves.entries())
						if (move === "send") turn(now);
						else track = wish(track, Number(move), now);
					turn(moves.length);
					const wishes = moves.filter((move) => move !== "send");
					expect(wire.at(-1)).toBe(wishes.at(-1));
					expect(wire.length).toBeLessThanOrEqual(wishes.length);
				},
			),
		);
	});

	test("whatever a unit says, the daemon ends in agreement with it", () => {
		const word = fc.tuple(fc.integer({ min: -20, max: 20 }), fc.integer({ min: 0, max: 300 }));
		fc.assert(
			fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
				let [track, now]: [Track, number] = [sent, 1000];
				let last = 0;
				for (const [setting, pause] of words) {
					now += pause;
					last = setting;
					track = told(track, setting, now).track;
				}
				for (let i = 0; i < 4; i++) {
					now += SETTLE;
					if (nextToSend(new Map([["gain", track]]))) track = told(send(track, now), last, now + 1).track;
					track = settle(gain, track, now + SETTLE).track;
				}
				expect(track.reported?.setting).toBe(last);
				expect([last, null]).toContain(track.desired?.setting ?? null);
				expect(certaintyOf(track)).toBe("confirmed");
			}),
		);
	});
});

import { describe, expect, test } from "vitest";
import { contacts, type Lines } from "#model/connector.ts";
import { pinouts } from "../builders.ts";

const say = ({ hot, cold, screen }: Lines): string => `${hot}/${cold}/${screen}`;

/** Studio facts, chapter 4. */
const AES59 = "24/12/25 10/23/11 21/9/22 7/20/8 18/6/19 4/17/5 15/3/16 1/14/2".split(" ");
const YAMAHA = [1, 2, 3, 4, 5, 6, 7, 8].map((channel) => `${channel}/${channel + 13}`);

describe("pinouts as they are shipped", () => {
	test("AES59 is the trade's table, and TASCAM's AES3 is on the same copper", () => {
		expect(pinouts.aes59.channels.map(say)).toEqual(AES59);
		expect(pinouts["tascam-aes3"].channels.map(say)).toEqual(AES59);
	});

	test("Yamaha has hot on 1 to 8 and cold thirteen further, analogue and AES3", () => {
		for (const name of ["yamaha", "yamaha-aes3"] as const)
			expect(pinouts[name].channels.map(({ hot, cold }) => `${hot}/${cold}`)).toEqual(YAMAHA);
	});

	test("Yamaha's grounds lie between: analogue 9 to 13 and 22 to 25, AES3 10, 12, 13 and 22 to 25", () => {
		const screens = (name: "yamaha" | "yamaha-aes3") =>
			pinouts[name].channels.map(({ screen }) => Number(screen));
		const analogue = new Set([9, 10, 11, 12, 13, 22, 23, 24, 25]);
		const digital = new Set([10, 12, 13, 22, 23, 24, 25]);
		expect(screens("yamaha").filter((contact) => !analogue.has(contact))).toEqual([]);
		expect(new Set(screens("yamaha-aes3"))).toEqual(digital);
	});

	test.each(Object.entries(pinouts))(
		"%s puts every leg on a contact of its own that the connector has",
		(_, pinout) => {
			const legs = pinout.channels.flatMap(({ hot, cold }) => [hot, cold]);
			expect(new Set(legs).size).toBe(16);
			const all = [...legs, ...pinout.channels.map(({ screen }) => screen)];
			expect(all.filter((contact) => !contacts[pinout.connector].includes(contact ?? ""))).toEqual([]);
			const screens = pinout.channels.map(({ screen }) => screen);
			expect(screens.filter((contact) => legs.includes(contact))).toEqual([]);
		},
	);
});

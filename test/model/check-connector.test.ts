import { expect, test } from "vitest";
import { aBay, aLoom, anInput, aStudio, aUnit } from "../builders.ts";
import { codesIn, tellsOfAll } from "./a-fault.ts";
import { connectorFaults } from "./faults-connector.ts";

tellsOfAll(connectorFaults);

test.each(["XLR-3", "DB25"] as const)(
	"TS plugs in the TRS jacks of an unbalanced box, the cold wire cut back, are as they should be: bay on %s",
	(connector) => {
		const ports = { "in-l": anInput({ stage: "unbalanced" }), "in-r": anInput({ stage: "unbalanced" }) };
		const box = aUnit("box", {
			ports,
			jacks: { "in-l": { connector: "TRS" }, "in-r": { connector: "TRS" } },
			paths: [],
		});
		const tails = ["box/in-l", "box/in-r"].map((into) => ({ into, plug: "TS", cold: "open" }) as const);
		const isXlr = connector === "XLR-3";
		const behind = isXlr
			? tails.map((tail, i) => aLoom(`PB1/B0${i + 1} rear`, tail, `T${i}`))
			: [aLoom("PB1/B1-8", tails, "T")];
		const studio = aStudio({
			gear: [box],
			bays: [aBay({ columns: 8, rear: { connector, pinout: isXlr ? "own" : "aes59" } })],
			looms: [
				...behind,
				...(isXlr
					? [aLoom("interface/da1", "PB1/A01 rear"), aLoom("interface/da2", "PB1/A02 rear")]
					: [aLoom("PB1/A1-8", ["interface/da1", "interface/da2"])]),
			],
		});
		expect(codesIn({ studio })).toEqual([]);
	},
);

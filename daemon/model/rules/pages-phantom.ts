import type { RuleGroup } from "./rule.ts";

/** What the page of findings says of 48 V. */
export const phantomPages: RuleGroup["codes"] = {
	"phantom.on-patch-point": {
		title: "48 V on a patch point",
		severity: "warn",
		physics:
			"48 V stand on both legs through 6.8 kΩ each (IEC 61938). A TT or 6.35 mm plug that slides in bridges tip, ring and sleeve one after the other: for a moment one leg is on ground and 48 V ÷ 6.8 kΩ = 7 mA run through whatever is on the cord. A ribbon stretches or tears at that. Capacitors in the line keep the voltage for some seconds after the switch is off.",
		cure: "Off, thirty seconds, then plug. XLR points have no such moment.",
		example:
			"48 V stand on patch point PB1 A01 (Mic OUT): a plug that goes in shorts them through whatever is on the cord. This is how ribbon microphones die.",
	},
	"phantom.into-output": {
		title: "48 V on the output of a line unit",
		severity: "stop",
		physics:
			"An output stage that is no microphone gets up to 7 mA on each leg backwards. One with a transformer or with capacitors for 50 V bears it; one with capacitors for 16 or 25 V or with none at all is damaged or pushed off its operating point.",
		cure: "Off, thirty seconds, then unplug. A line output belongs into a line input.",
		example: "48 V from Pre MIC stand on Synth OUT, which is no microphone.",
	},
	"phantom.ribbon": {
		title: "48 V on a ribbon microphone",
		severity: "stop",
		physics:
			"On a whole line both ends of the winding are at 48 V and no current runs. One pin that makes contact first, or a broken wire, puts 48 V on one end alone: the cable's charge goes through the transformer, and what its ratio makes of it moves a ribbon of some 2 µm as no sound does.",
		cure: "Off, thirty seconds, and tape over the switch. Ribbons with a preamplifier inside need 48 V: their gear file says so.",
		example:
			"48 V from Pre MIC stand on Ribbon OUT, which they harm: one pin that touches before the other sends a pulse through its ribbon.",
	},
	"phantom.unknown": {
		title: "Nobody knows whether 48 V are on",
		severity: "warn",
		physics:
			"A switch of which nobody has said how it stands is not taken for off: a microphone that 48 V harm hangs on its line, and it cannot be mended.",
		cure: "Look, and say how it stands.",
		example: "Nobody has said whether 48 V are on at Pre MIC, and Ribbon OUT on its line is harmed by them.",
	},
	"phantom.two-supplies": {
		title: "Two supplies on one line",
		severity: "warn",
		physics:
			"Two inputs with 48 V feed one line through four resistors of 6.8 kΩ, so that twice the current can run. The danger is in the hand: one switch goes off, its lamp goes dark, and 48 V are still there when the plug moves. Both inputs load the microphone besides.",
		cure: "One supplies, the other is off, or behind a transformer.",
		example:
			"Pre MIC and Desk MIC both put 48 V on one line: whoever switches one off still has the other on it.",
	},
	"phantom.missing": {
		title: "A microphone without its 48 V",
		severity: "note",
		physics:
			"A capacitor microphone polarises its capsule or feeds its amplifier from the line, with 1 to 10 mA. Without it nothing comes, or something thin and distorted from what charge is left.",
		cure: "Mute, switch on, wait until it has charged.",
		example: "Mic OUT needs 48 V, and they are off at Pre MIC: it gives nothing.",
	},
	"phantom.one-leg": {
		title: "48 V on one leg only",
		severity: "warn",
		physics:
			"Through both legs 48² ÷ (4 · 3.4 kΩ) = 169 mW can be had, through one 85 mW, and its current magnetises one half of the output transformer. If the other end of the winding is on ground, 48 V ÷ 6.8 kΩ = 7 mA of direct current run through all of it.",
		cure: "Mend the pin that is open; unbalanced cables do not belong between a microphone and 48 V.",
		example:
			"48 V from Pre MIC reach only one leg of Mic OUT: at most 85 mW arrive instead of 169, and the other pin sends a pulse through it when it makes contact.",
	},
	"phantom.shorted": {
		title: "48 V on a grounded leg",
		severity: "warn",
		physics:
			"A leg on ground draws 48 V ÷ 6.8 kΩ = 7.1 mA; the resistor turns 48² ÷ 6800 = 0.34 W into heat, more than a quarter-watt type bears for long. The other leg stays at 48 V: what hangs between the two has it across itself.",
		cure: "Unbalanced sources go through a DI box.",
		example:
			"The cold leg of Pre MIC is on ground with 48 V on: 7.1 mA and 0.34 W in its 6.8 kΩ, and as much again runs through the winding of Mic OUT.",
	},
};

import type { RuleGroup } from "./rule.ts";

/** What the page of findings says of clocks. */
export const clockPages: RuleGroup["codes"] = {
	"clock.no-master": {
		title: "A ring of clocks",
		severity: "stop",
		physics:
			"A unit that follows a clock pulls its own oscillator after what arrives, within some hundred ppm. In a ring each pulls after the other and nothing holds the frequency: it runs to an end of that range, 100 ppm being 4.8 samples a second at 48 kHz, and the loop falls out of lock.",
		cure: "Exactly one unit of a domain runs on its internal clock; all others follow it.",
		example:
			"The clock goes round in a ring: Desk follows Stage and Stage follows Desk. Nobody is master, and the rate runs off until they lose each other.",
	},
	"clock.two-masters": {
		title: "Two clock masters",
		severity: "stop",
		physics:
			"Sender and receiver count samples with crystals of their own. AES11 grade 2 allows 10 ppm each, so they may be 20 ppm apart: rate · 20·10⁻⁶ samples a second are missing or too many, one every 1.04 s at 48 kHz. Each is a click; on quiet or sustained sounds it is heard.",
		cure: "Let one follow the other, or both a common clock. A sample rate converter at the input makes them independent.",
		example:
			"Preamp ADAT OUT runs on the clock of Preamp, Converter ADAT IN on that of Converter, and nothing converts between them: two crystals 20 ppm apart slip a sample every 1.04 s at 48 kHz, and each slip clicks.",
	},
	"clock.follows-nothing": {
		title: "A unit that follows an empty socket",
		severity: "warn",
		physics:
			"A unit that is set to an external clock and hears none falls back on its own crystal, holds the last rate it saw, or mutes: that differs from maker to maker. In the first two cases it is a second master, and its links slip.",
		cure: "Plug the clock in, or set the unit to internal.",
		example:
			"Converter takes its clock from Converter WORD CLOCK, and nothing that sends one arrives there: it runs free on its own crystal, or mutes.",
	},
	"clock.rate-differs": {
		title: "Set to one rate, clocked at another",
		severity: "stop",
		physics:
			"The file says the rate that the unit was set to; its samples were taken at the rate of the clock that it followed. Played at what the file says, the pitch is off by 12·log2(set ÷ clocked) semitones: 1.47 between 44.1 and 48 kHz, and the length with it. Word clock may be a half, a quarter or a multiple of the rate: units multiply it.",
		cure: "Set the clock master and everything that follows it to one rate before the take.",
		example:
			"Converter is set to 44.1 kHz and follows Generator at 48 kHz: what it records plays back 1.47 semitones flat, the take is lost.",
	},
	"clock.not-terminated": {
		title: "A clock line without an end",
		severity: "warn",
		physics:
			"An edge runs down the cable at 5 ns a metre. At an open end all of it comes back, (∞ − 75) ÷ (∞ + 75) = 100 %, and crosses the next one: the inputs on the way see steps and sometimes a second edge. Up to some two metres the echo falls into the edge itself.",
		cure: "75 Ω at the far end of the line: a switch of the last unit, or a plug on the last T-piece.",
		example:
			"Nothing terminates the clock line from Generator WORD CLOCK OUT to Converter WORD CLOCK: after 10 m every edge comes back whole, as jitter or as a second edge.",
	},
	"clock.terminated-twice": {
		title: "A clock line with too many ends",
		severity: "warn",
		physics:
			"Each termination is another 75 Ω in parallel. An output of 75 Ω gives 1 ÷ (n + 1) of its voltage into n of them: a half into one, a third into two, which is 3.5 dB less. Inputs want about 2.5 V of the usual 5, and lose lock.",
		cure: "Terminate the last unit only, and switch the 75 Ω of all others off.",
		example:
			"The clock line from Generator WORD CLOCK OUT is terminated 2 times: 37.5 Ω instead of 75 take 3.5 dB off its pulses, and units lose lock.",
	},
	"clock.termination-unknown": {
		title: "Nobody knows where a clock line ends",
		severity: "note",
		physics:
			"A line that runs on through T-pieces wants 75 Ω at its end and nowhere else. Some inputs have them inside for good, some by a switch, some not at all; the model does not guess which.",
		cure: "Look it up in the manual and write it into the gear file, or set the switch here.",
		example:
			"The clock line from Generator WORD CLOCK OUT runs on through T-pieces, and nobody has said whether Reverb WORD CLOCK has 75 Ω inside: it wants exactly one, at its end.",
	},
	"clock.unknown": {
		title: "Nobody has said whose clock it is",
		severity: "note",
		physics:
			"Whether a digital link slips depends on what both ends follow. A unit with a clock output only can but follow itself, one that sits on a network and nothing else follows that; of any other it must be said.",
		cure: "Write the clock of the unit in studio.yaml, as its menu says.",
		example:
			"Nobody has said what Converter takes its clock from: whether its digital links slip cannot be told.",
	},
};

import type { RuleGroup } from "./rule.ts";

/** What the page of findings says of amplifiers and loudspeakers. */
export const speakerPages: RuleGroup["codes"] = {
	"valve.no-load": {
		title: "A valve amplifier without a load",
		severity: "stop",
		physics:
			"The output transformer stores energy in its core at every swing. Without a load nothing takes it, and the primary answers with di/dt: more than a kilovolt at the valve sockets, until an insulation gives way. While nobody has said that the amplifier is on and it stands in no chain, it is a note.",
		cure: "A cabinet or a load box before the amplifier leaves standby, always.",
		example:
			"Head SPEAKER drives no loudspeaker and no load: a valve amplifier destroys its output transformer that way.",
	},
	"valve.load-mismatch": {
		title: "A cabinet on the wrong tap",
		severity: "warn",
		physics:
			"A transformer shows the valves the load times the square of its ratio: 16 Ω on the 4 Ω tap is four times their load. Too much of it raises voltages, too little raises currents. Twice or half costs some power and sound; four times costs valves or the transformer.",
		cure: "The tap that is lettered as the cabinet is. Two cabinets in parallel are half of one.",
		example:
			"Cabinet IN (16 Ω) hangs on the 4 Ω tap Head SPEAKER: the valves see 4.00 times the load that they are made for, and their voltage peaks rise with it until they strike over.",
	},
	"valve.load-unknown": {
		title: "A load that nobody has looked up",
		severity: "note",
		physics: "Whether a cabinet fits its tap depends on its impedance, 4, 8 or 16 Ω. It is not guessed.",
		cure: "It stands on the back of the cabinet, or is measured: its DC resistance is some 0.8 of it.",
		example:
			"The impedance of Cabinet IN is unknown: whether it fits the 8 Ω tap Head SPEAKER cannot be told.",
	},
	"speaker.into-line": {
		title: "A speaker output into a line input",
		severity: "stop",
		physics:
			"50 W into 8 Ω are 20 V, +28 dBu, with peaks of 28 V: a line input clips at +20 to +24 dBu, and its input stage is connected to its supply of ±15 V by little more than a few kilohms.",
		cure: "A load box or a DI box that is made for speaker lines.",
		example: "The speaker output Amp OUT runs into Sink IN: tens of volts destroy that input.",
	},
	"speaker.line-into-speaker": {
		title: "A line output into a loudspeaker",
		severity: "warn",
		physics:
			"A line output gives some 20 mA. Into 8 Ω that is 3 mW, and 50 Ω of its own take 20·log10(8 ÷ 58) = −17 dB besides; the stage distorts and heats up at its current limit.",
		cure: "A power amplifier between the two.",
		example:
			"The line output Source OUT drives Cabinet IN: 8 Ω on 50 Ω take 17.2 dB, and its output stage works into what is next to a short.",
	},
	"speaker.load-low": {
		title: "Too many loudspeakers on one output",
		severity: "stop",
		physics:
			"Loads in parallel add as 1 ÷ Σ(1/Z): two of 8 Ω are 4 Ω. At one voltage half the load takes twice the current, and the heat in the output stage grows with it, until a protection trips or does not.",
		cure: "Fewer loudspeakers, or in series: 8 + 8 = 16 Ω.",
		example:
			"Cabinet IN and Second IN together are 4 Ω, and Amp OUT drives 8 Ω at least: 2.0 times its current, it shuts down or burns.",
	},
	"speaker.power": {
		title: "More power than the loudspeaker bears",
		severity: "warn",
		physics:
			"A voice coil turns nearly all of the power into heat. A transistor amplifier gives U² ÷ Z: half the load, twice the power. Up to twice what the loudspeaker bears is usual and kept for peaks; a valve head is played into clipping and gives all that it has.",
		cure: "A cabinet that bears it, or two.",
		example: "Amp OUT can give 300 W into Cabinet IN, which bears 60 W: turned up, it burns the voice coil.",
	},
	"speaker.thin-cable": {
		title: "A loudspeaker cable that is too thin",
		severity: "note",
		physics:
			"The cable lies in series with the load: 20·log10(Z ÷ (Z + R)), 0.42 dB where it is a twentieth of the load. 2.5 mm² have 6.9 mΩ a metre and core, a microphone cable 78. The damping factor, load over all that lies before it, falls with it: the resonance of the bass is held less.",
		cure: "2.5 or 4 mm², and amplifiers near their loudspeakers.",
		example: "The cable from Amp OUT to Cabinet IN takes 1.5 dB, and leaves a damping factor of 5.",
	},
	"speaker.bridged-ground": {
		title: "A bridged output on ground",
		severity: "stop",
		physics:
			"In a bridge two amplifiers drive the two terminals against each other; neither is ground. A grounded box or a common return puts one of the two into a short, at full current.",
		cure: "Only loads that float: no headphone box, no meter, no second amplifier's ground.",
		example:
			"The − terminal of the bridged output Amp OUT is on ground: one half of the amplifier works into a short.",
	},
	"speaker.two-amplifiers": {
		title: "Two amplifiers on one line",
		severity: "stop",
		physics:
			"An amplifier is a voltage behind a few hundredths of an ohm. Two of them with different voltages drive the difference through that: 1 V and 0.1 Ω are 10 A.",
		cure: "One amplifier a loudspeaker; a switch that lets go of one before it takes the other.",
		example:
			"The speaker outputs Amp OUT and Spare OUT are joined: each is the other's load of a fraction of an ohm, and one of them burns.",
	},
};

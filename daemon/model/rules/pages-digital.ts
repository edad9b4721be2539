import type { RuleGroup } from "./rule.ts";

/** What the page of findings says of digital lines. */
export const digitalPages: RuleGroup["codes"] = {
	"digital.into-analogue": {
		title: "A digital output into an analogue input",
		severity: "stop",
		physics:
			"AES3 is a square wave of up to 7 V peak to peak with 3 million bits a second at 48 kHz. Its rms value is half of the peak to peak: 5 V make 2.5 V, +10.2 dBu. What leaks through the input's low-pass is noise at full level, and the microphone input that it came through may be overdriven for good.",
		cure: "Take the unit's analogue output, or an input of the digital format.",
		example:
			"Converter AES OUT sends AES3 into the analogue input Sink IN: 5 V of pulses, +10.2 dBu of noise for whoever listens.",
	},
	"digital.analogue-into-digital": {
		title: "An analogue output into a digital input",
		severity: "stop",
		physics:
			"A receiver looks for edges every 163 ns (AES3 at 48 kHz) and finds none in 20 kHz of sound: it never locks. A line output at +24 dBu swings 2·√2·12.3 V = 34.7 V peak to peak; an AES3 receiver must bear 7, S/PDIF expects 0.5.",
		cure: "Convert first, or use an analogue input.",
		example:
			"Source OUT is analogue and Converter AES IN expects AES3: it never locks, and its 34.7 V peak to peak stand on a socket made for 5 V.",
	},
	"digital.network-on-analogue": {
		title: "A network socket on an analogue line",
		severity: "stop",
		physics:
			"An Ethernet socket has a transformer on each pair of at least 350 µH, which is 2πfL = 2.2 Ω at 1 kHz: a source of 50 Ω loses 27 dB. The link does not come up either. A switch that follows 802.3af looks for 25 kΩ before it gives power; an injector that does not look puts 24 to 48 V on the pairs.",
		cure: "Keep analogue snakes and networks apart; mark the plugs.",
		example:
			"Snake OUT is an analogue line on the network socket Stage DANTE: its transformer is 2.2 Ω to 1 kHz, the sound is shorted and no Dante link comes up.",
	},
	"digital.format": {
		title: "One plug, two formats",
		severity: "stop",
		physics:
			"TOSLINK carries ADAT or S/PDIF, BNC carries MADI, word clock or AES3id, RJ45 carries Dante, AVB, AES50 and others. The bits differ in rate and frame: ADAT at 48 kHz runs at 12.3 Mbit/s, S/PDIF at 3.1. A receiver that is made for one does not lock to the other.",
		cure: "Many optical ports can be switched between ADAT and S/PDIF; else a format converter.",
		example:
			"Preamp ADAT OUT speaks ADAT and Converter OPTICAL IN expects S/PDIF optical: the plug fits, the bits do not, and nothing locks.",
	},
	"digital.level": {
		title: "AES3 into S/PDIF",
		severity: "warn",
		physics:
			"AES3, AES3id and S/PDIF carry the same frames at 5, 1 and 0.5 V and on 110, 75 and 75 Ω. 5 V into an input for 0.5 V is 20 dB too much; at the change of impedance (110 − 75) ÷ (110 + 75) = 19 % of each edge returns. Over short cables it often works, until the length or the unit changes.",
		cure: "A 110 Ω to 75 Ω transformer with its pad costs little and is always right.",
		example:
			"Converter AES OUT gives AES3 (5 V, 110 Ω) to Reverb SPDIF IN, which is made for S/PDIF (0.5 V, 75 Ω): +20.0 dB, and 19 % of every edge comes back.",
	},
	"digital.two-senders": {
		title: "Two digital outputs on one line",
		severity: "stop",
		physics:
			"Two drivers of a few ohms to 110 Ω fight for one wire; where their bits differ the voltage is somewhere between, and no receiver finds a frame. The drivers heat up, within what they bear.",
		cure: "A Y cable splits a digital output badly and joins two never: use a switch or a router.",
		example:
			"Preamp AES OUT and Reverb AES OUT send on one line: where one is high the other is low, and nothing that listens can lock.",
	},
	"digital.direction": {
		title: "Input to input",
		severity: "warn",
		physics:
			"A digital input drives nothing. Two of them on one line are silent, without lock and without harm.",
		cure: "Swap one end to an output.",
		example:
			"Converter AES IN and Reverb AES IN are joined input to input: neither sends, and nothing arrives at either.",
	},
	"digital.cable": {
		title: "The wrong cable for digital",
		severity: "warn",
		physics:
			"Where a line changes its impedance from Z1 to Z2, (Z2 − Z1) ÷ (Z2 + Z1) of each edge returns: 20 % between 75 and 50 Ω. The echo comes back after 10 ns a metre; while that is short against a bit, 163 ns in AES3 at 48 kHz, it does no harm. By experience some 15 m of microphone cable carry AES3, and 3 m of audio cable S/PDIF.",
		cure: "110 Ω pair for AES3, 75 Ω coax for S/PDIF, AES3id, MADI and word clock.",
		example:
			"30 m of cable that no impedance is kept in carry AES3 from Converter AES OUT to Reverb AES IN: it wants 110 Ω, and forgives 15 m of anything else.",
	},
	"digital.split": {
		title: "Two inputs on one digital line",
		severity: "warn",
		physics:
			"An AES3 receiver ends its line with 110 Ω. Two in parallel are 55, and an output of 110 Ω gives a third of its voltage instead of a half: 3.5 dB less. Worse are the echoes: each branch is a stub from which edges come back after 10 ns a metre.",
		cure: "A distributor has one driver for each line.",
		example:
			"2 inputs hang on one AES3 line from Converter AES OUT to Recorder AES IN and Reverb AES IN: 55 Ω instead of 110 take 3.5 dB, and every branch sends echoes into the others.",
	},
	"digital.reach": {
		title: "Too far for the format",
		severity: "warn",
		physics:
			"Copper takes more of the high frequencies the longer it is, and plastic fibre more of the light: the eye closes. AES3 reaches some 100 m, S/PDIF and TOSLINK 10, MADI on coax 100 and on glass 2000, one hop of Ethernet over Cat cable 100.",
		cure: "A format that reaches further, or a repeater half-way.",
		example:
			"20 m of cable lie from Preamp ADAT OUT to Converter ADAT IN: ADAT reaches 10 m, beyond that it loses lock.",
	},
	"digital.rate": {
		title: "A rate that a port does not know",
		severity: "stop",
		physics:
			"A receiver locks within the rates that it was made for. Plastic fibre carries S/PDIF up to 96 kHz; ADAT carries double rates by S/MUX, two of its eight channels for one.",
		cure: "Choose the session's rate by the slowest unit that is in it.",
		example:
			"Reverb AES IN takes 44.1 kHz and 48 kHz, and the line runs at 96 kHz: it does not lock, and nothing arrives.",
	},
	"digital.rate-differs": {
		title: "Two rates on one line",
		severity: "stop",
		physics:
			"A receiver that runs at its own rate reads samples when it wants them, not when they come: at 48 against 96 kHz every other one is lost, at 48 against 44.1 some 3900 a second are invented. What is heard is noise.",
		cure: "One rate for all, or a sample rate converter at the input.",
		example:
			"Preamp ADAT OUT runs at 96 kHz and Converter ADAT IN at 48 kHz, and nothing converts between: noise or silence arrives.",
	},
	"digital.network-rate": {
		title: "Two rates on one network",
		severity: "note",
		physics:
			"Packets of 48 and of 96 kHz travel side by side on one network, and its clock serves both. A channel can only be taken by a unit at the sender's rate: between the two nothing is patched.",
		cure: "Set the units that must hear each other to one rate.",
		example:
			"Stage runs at 96 kHz and Box at 48 kHz on one Dante network: neither can take a channel of the other.",
	},
	"digital.channels": {
		title: "More channels sent than taken",
		severity: "note",
		physics:
			"MADI carries 64 channels, in its older form 56; a port takes the first ones that it has room for and passes over the rest without a word.",
		cure: "Set both ends to one count, or use the first channels.",
		example: "Desk MADI OUT sends 64 channels at 48 kHz and Recorder MADI IN takes 56: the last 8 are lost.",
	},
	"digital.smux": {
		title: "Channels that a double rate costs",
		severity: "note",
		physics:
			"A line's bit rate is fixed: at twice the sample rate half the channels fit. ADAT carries 8 at 48, 4 at 96 and 2 at 192 kHz (S/MUX), MADI 64, 32 and 16.",
		cure: "A second line, or a lower rate.",
		example:
			"At 96 kHz ADAT carries 4 of the 8 channels of Preamp ADAT OUT to Converter ADAT IN: 4 stay behind.",
	},
};

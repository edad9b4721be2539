import { Control } from "#model/parameter.ts";
import { type Provenance, RecallSheet, type SheetControl, type SheetUnit } from "#model/recall-sheet.ts";

type At = readonly [number, number];

/** A knob at a place on the panel; `scale` as in a gear file. */
export const aKnob = (label: string, at: At, unit: string, scale: readonly At[], size = 25): Control =>
	Control.parse({ kind: "knob", label, at, size, unit, scale, default: scale[0][1] });

/** A switch, button or rotary switch with named positions. */
export const aSwitch = (
	kind: "switch" | "button" | "rotary switch",
	label: string,
	at: At,
	names: readonly string[],
): Control =>
	Control.parse({ kind, label, at, size: 12, positions: names.map((name) => ({ name })), default: names[0] });

export const aSetting = (
	control: Control,
	setting: number | string | null,
	provenance: Provenance = setting === null ? "unknown" : "hand",
	changed = false,
): SheetControl => ({
	key: control.label.toLowerCase().replaceAll(" ", "-"),
	control,
	setting,
	provenance,
	changed,
});

export const aUnit = (
	name: string,
	controls: readonly SheetControl[],
	more: Partial<SheetUnit> = {},
): SheetUnit => ({
	id: name.toLowerCase().replaceAll(" ", "-"),
	name,
	maker: "Bench",
	model: "One",
	serial: null,
	channel: null,
	state: "in",
	controls: [...controls],
	notes: [],
	...more,
});

const DIVISIONS: At[] = Array.from({ length: 11 }, (_, i) => [i / 10, i]);
const BIPOLAR: At[] = [
	[0, -12],
	[0.25, -6],
	[0.5, 0],
	[0.75, 6],
	[1, 12],
];

/** A bus compressor with everything in one row. */
export const aBusCompressor = (name = "Glue"): SheetUnit =>
	aUnit(
		name,
		[
			aSetting(
				aKnob("Threshold", [60, 22], "dB", [
					[0, -20],
					[0.25, -10],
					[0.5, 0],
					[0.75, 10],
					[1, 20],
				]),
				-4.5,
				"hand",
				true,
			),
			aSetting(
				aSwitch("rotary switch", "Ratio", [130, 22], ["1.5:1", "2:1", "3:1", "4:1", "5:1", "10:1"]),
				"2:1",
				"read",
			),
			aSetting(
				aSwitch("rotary switch", "Attack ms", [200, 22], ["0.1", "0.3", "1", "3", "10", "30"]),
				"30",
				"read",
			),
			aSetting(
				aSwitch("rotary switch", "Release s", [270, 22], ["0.1", "0.3", "0.6", "1.2", "Auto"]),
				"Auto",
				"read",
			),
			aSetting(
				aKnob("Make-up", [340, 22], "dB", [
					[0, 0],
					[0.5, 7.5],
					[1, 15],
				]),
				2,
				"set",
			),
			aSetting(aSwitch("button", "Sidechain filter", [400, 22], ["Out", "In"]), "In", "read", true),
		],
		{
			maker: "Solid",
			model: "Bus compressor",
			serial: "G384-0117",
			channel: "L and R, linked",
			notes: ["Two dB on the loud chorus and no more; the slow attack leaves the snare alone."],
		},
	);

const band = (name: string, x: number): SheetControl[] => [
	aSetting(aKnob(`${name} gain`, [x, 22], "dB", BIPOLAR, 20), 1.5),
	aSetting(
		aKnob(
			`${name} frequency`,
			[x + 8, 60],
			"Hz",
			[
				[0, 30],
				[0.3, 100],
				[0.6, 1000],
				[1, 16_000],
			],
			20,
		),
		100,
	),
];

export const anEqualiser = (name = "Tube EQ"): SheetUnit =>
	aUnit(
		name,
		[
			...band("Low", 60),
			...band("Low mid", 150),
			...band("High mid", 240).map((entry, i) =>
				i === 0 ? ({ ...entry, setting: null, provenance: "unknown" } as const) : entry,
			),
			...band("High", 330),
			aSetting(aSwitch("switch", "Shelf", [420, 22], ["Bell", "Shelf"]), "Shelf", "carried"),
			aSetting(aKnob("Output", [420, 60], "", DIVISIONS, 20), 6.5, "carried"),
			aSetting(
				Control.parse({
					...aSwitch("switch", "Output level", [40, 40], ["+4 dBu", "−10 dBV"]),
					rear: true,
				}),
				"+4 dBu",
				"carried",
			),
		],
		{ maker: "Thermion", model: "EQ 2", serial: "0093", channel: "L" },
	);

export const aVariMu = (name = "Vari-Mu"): SheetUnit =>
	aUnit(
		name,
		[
			...(["Left", "Right"] as const).flatMap((side, i) => [
				aSetting(aKnob(`${side} input`, [80, 22 + i * 66], "", DIVISIONS, 38), 4),
				aSetting(aKnob(`${side} threshold`, [170, 22 + i * 66], "", DIVISIONS, 38), 7),
				aSetting(
					aSwitch("rotary switch", `${side} recovery`, [260, 22 + i * 66], ["Fast", "2", "3", "4", "Slow"]),
					"Slow",
				),
				aSetting(aKnob(`${side} output`, [350, 22 + i * 66], "", DIVISIONS, 38), null),
			]),
			aSetting(aSwitch("button", "Link", [430, 55], ["Out", "In"]), "In", "hand", true),
		],
		{ maker: "Manly", model: "Stereo limiter", serial: "MSLC 1102", channel: "stereo", state: "in" },
	);

export const aPatchRow = (i: number): RecallSheet["patch"][number] => ({
	from: { place: `PB1 A${String(i + 1).padStart(2, "0")}`, name: `Source ${i + 1} OUT` },
	to: { place: `PB2 B${String(i + 1).padStart(2, "0")}`, name: `Destination ${i + 1} IN` },
	cord:
		i % 5 === 4
			? null
			: { kind: "TT", colour: ["blue", "red", "yellow"][i % 3], length: 0.9, id: `T${100 + i}` },
	byNormal: i % 5 === 4,
	ticked: i < 2,
});

/** A mastering session with one stereo chain, in version 1 and whole. */
export const aSheet = (more: Partial<RecallSheet> = {}): RecallSheet =>
	RecallSheet.parse({
		version: 1,
		header: {
			id: "RS-2026-0314-02",
			title: "Grüße aus Łódź – mix bus print",
			studio: "Room B",
			client: "Kiosk Records",
			artist: "The Æther Brothers",
			song: "Grüße aus Łódź",
			engineer: "Mia Ibsen",
			opened: "2026-03-14T18:05:00+01:00",
			closed: "2026-03-14T22:40:00+01:00",
			revision: "MI03",
			project: "AB_Gruesse_MI03.ptx",
			rate: 96_000,
			bits: 24,
			interface: "Simulated 16 × 16",
			fullScaleOut: 24,
			fullScaleIn: 18,
		},
		patch: Array.from({ length: 10 }, (_, i) => aPatchRow(i)),
		chains: [
			{
				name: "Mix bus",
				kind: "stereo",
				source: "AB_Gruesse_MI03_Mix_96k24.wav",
				hops: [
					{ from: "DA 3/4", to: "Glue", level: 4, headroom: 20.7, loss: -0.04 },
					{ from: "Glue", to: "Tube EQ", level: 5.9, headroom: 18.1, loss: -0.09 },
					{ from: "Tube EQ", to: "Vari-Mu", level: 7.4, headroom: null, loss: -0.5 },
					{ from: "Vari-Mu", to: "AD 3/4", level: 6.1, headroom: 11.9, loss: -0.02 },
				],
				units: [aBusCompressor(), anEqualiser(), aVariMu()],
				latency: 1234.37,
				gain: -0.31,
				polarity: 1,
			},
		],
		findings: [
			{
				severity: "warn",
				code: "less-headroom-than-sent",
				sentence: "AD 3/4 clips 6.0 dB before DA 3/4: full scale out is +24 dBu, full scale in is +18 dBu.",
				cure: "Trim the send by −6.0 dB.",
				accepted: { by: "Mia", because: "the mix peaks at −7 dBFS" },
			},
			{
				severity: "note",
				code: "not-terminated",
				sentence: "Tube EQ wants 600 Ω and sees 10 kΩ: its top end rises by 0.4 dB.",
				cure: null,
				accepted: null,
			},
		],
		takes: [
			{
				file: "AB_GruesseAusLodz_MI03_Master_96k24_take2.wav",
				at: "2026-03-14T22:10:00+01:00",
				end: "printed",
				samplePeak: -1.6,
				truePeak: -1.4,
				loudness: -14.2,
				latency: 1234.37,
				verdict: "clean, aligned to 0.00 samples",
				remarks: [
					{ code: "click", severity: "mark", sentence: "A click on the left, have a listen.", at: 72.4 },
				],
			},
			{
				file: "AB_GruesseAusLodz_MI03_Master_96k24_take3.wav",
				at: "2026-03-14T22:24:00+01:00",
				end: "aborted",
				samplePeak: null,
				truePeak: null,
				loudness: null,
				latency: null,
				verdict: null,
				remarks: [],
			},
		],
		warmUp: [
			{ unit: "Tube EQ", minutes: 20 },
			{ unit: "Vari-Mu", minutes: 30 },
		],
		notes: [
			{
				at: "2026-03-14T21:50:00+01:00",
				by: "Mia",
				text: "Client wants the second chorus wider; tried the mid/side switch, kept plain stereo because the bass moved.",
			},
		],
		...more,
	});

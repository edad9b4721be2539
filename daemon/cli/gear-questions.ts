import { z } from "zod";
import {
	type Answers,
	Digital,
	Inputs,
	Kind,
	Names,
	type NewControl,
	Outputs,
	Panel,
	Positions,
	Scale,
	Valves,
	WarmUp,
} from "#drivers/new-gear.ts";

/** Asks until the answer can be taken; `empty` is what no answer at all means. */
export type Ask = <T>(question: Question<T>) => Promise<T>;
type Question<T> = {
	readonly words: string;
	readonly example: string;
	readonly as: z.ZodType<T>;
	readonly empty?: string;
};

/** Whether a make and model has its file already, which is not to be written over. */
export type IsTaken = (maker: string, model: string) => boolean;

const said = z.string().min(1, "write something, or unknown");
const orNothing = <T>(schema: z.ZodType<T>) => z.union([z.literal("").transform(() => undefined), schema]);

type Port = z.infer<typeof Inputs>;

/** Groups of sockets that are alike, until somebody says nothing. */
const askPorts = async (ask: Ask, way: "input" | "output", isConverter: boolean): Promise<Port[]> => {
	const groups: Port[] = [];
	const shape = way === "input" ? Inputs.shape : Outputs.shape;
	for (;;) {
		const names = await ask({
			words: `${groups.length === 0 ? "Analogue" : "More analogue"} ${way}s that are alike, by name`,
			example:
				way === "input" ? "in, or in-l in-r, or line[1-8]; empty: none" : "out, or out-l out-r; empty: none",
			as: orNothing(Names),
		});
		if (names === undefined) return groups;
		const connector = await ask({
			words: "Their socket",
			example: "XLR-3, TRS, TS, RCA, combo, DB25",
			as: shape.connector,
		});
		const stage = await ask({
			words: `What kind of ${way} it is`,
			example:
				way === "input"
					? "transformer, electronic, microphone, instrument, unbalanced"
					: "transformer, ground-referenced, cross-coupled, impedance-balanced, unbalanced",
			as: shape.stage,
			empty: "unknown",
		});
		const impedance = await ask({
			words: "Impedance",
			example: way === "input" ? "10 kΩ" : "50 Ω",
			as: shape.impedance,
			empty: "unknown",
		});
		const nominal = await ask({
			words: "Operating level",
			example: "+4 dBu, -10 dBV",
			as: shape.nominal,
			empty: "unknown",
		});
		const maximum = await ask({
			words: "Level where it clips",
			example: "+24 dBu",
			as: shape.maximum,
			empty: "unknown",
		});
		const fullScale = isConverter
			? await ask({
					words: "Level of 0 dBFS at it",
					example: "+18 dBu, unknown; empty: it is no converter's",
					as: orNothing(typedLevel),
				})
			: undefined;
		groups.push({ names, connector, stage, impedance, nominal, maximum, ...(fullScale && { fullScale }) });
	}
};
const typedLevel = Inputs.shape.maximum;

const askDigital = async (ask: Ask): Promise<z.infer<typeof Digital>[]> => {
	const groups: z.infer<typeof Digital>[] = [];
	for (;;) {
		const names = await ask({
			words: "Digital sockets that are alike, by name",
			example: "adat-in-1 adat-in-2; empty: no more",
			as: orNothing(Names),
		});
		if (names === undefined) return groups;
		const direction = await ask({
			words: "Direction",
			example: "digital in, digital out, network",
			as: Digital.shape.direction,
		});
		const format = await ask({
			words: "Format",
			example: "ADAT, AES3, S/PDIF, MADI, word clock, Dante",
			as: Digital.shape.format,
		});
		const connector = await ask({
			words: "Their socket",
			example: "TOSLINK, XLR-3, RCA, BNC, RJ45, DB25",
			as: Digital.shape.connector,
		});
		groups.push({ names, direction, format, connector });
	}
};

const ControlKind = z.enum(["knob", "fader", "switch", "button", "rotary switch"]);
const isTurned = (kind: z.infer<typeof ControlKind>): kind is "knob" | "fader" =>
	kind === "knob" || kind === "fader";

/** A control, or none where its label was a slip of the pen. */
const askControl = async (ask: Ask, label: string, row: number): Promise<NewControl[]> => {
	const kind = await ask({
		words: `${label} is a`,
		example: "knob, rotary switch (stepped), switch, button, fader; empty: forget it",
		as: orNothing(ControlKind),
	});
	if (kind === undefined) return [];
	const unit = (): Promise<string> =>
		ask({ words: "Unit of its figures", example: "dB, Hz, ms, :1, %; empty: none", as: z.string() });
	if (isTurned(kind)) {
		const scale = await ask({
			words: "Scale from the left end stop to the right one",
			example: "-20, 10 — or with the hour between: -20, 0@12:00, 10; -inf for −∞",
			as: Scale,
			empty: "unknown",
		});
		return [{ label, kind, row, unit: scale === "unknown" ? "" : await unit(), scale }];
	}
	const positions = await ask({
		words: "Positions in order, as printed",
		example: kind === "button" ? "Out, In" : "1.5, 2, 4, ∞",
		as: Positions,
	});
	return [{ label, kind, row, unit: /\d/.test(positions) ? await unit() : "", positions }];
};

/** Row by row from the top, left to right; an empty label ends a row, an empty row the panel. */
const askControls = async (ask: Ask): Promise<NewControl[]> => {
	const controls: NewControl[] = [];
	for (let row = 1; ; row += 1) {
		const before = controls.length;
		for (;;) {
			const label = await ask({
				words: `Row ${row}, ${controls.length === before ? "first" : "next"} control from the left, as printed`,
				example:
					controls.length === before ? "THRESHOLD; empty: no more rows" : "RATIO; empty: end of the row",
				as: z.string(),
			});
			if (label === "") break;
			controls.push(...(await askControl(ask, label, row)));
		}
		if (controls.length === before) return controls;
	}
};

const askBypass = async (ask: Ask, controls: readonly NewControl[]): Promise<Answers["bypass"]> => {
	const switches = controls.filter((control) => "positions" in control);
	if (switches.length === 0) return undefined;
	const label = await ask({
		words: "Which switch takes it out of circuit",
		example: `${switches[0]?.label}; empty: none`,
		as: orNothing(z.enum(switches.map((control) => control.label))),
	});
	const found = switches.find((control) => control.label === label);
	if (label === undefined || !found || !("positions" in found)) return undefined;
	const names = found.positions.split(",").map((name) => name.trim());
	const position = await ask({ words: "In which position", example: names[0] ?? "", as: z.enum(names) });
	return { label, position };
};

/** The questions about a make and model, in the order in which a manual answers them. */
export const interview = async (ask: Ask, isTaken: IsTaken): Promise<Answers> => {
	const maker = await ask({ words: "Maker", example: "Universal Audio", as: said });
	const model = await ask({
		words: "Model, as printed on it",
		example: "1176LN",
		as: said.refine((name) => !isTaken(maker, name), "its file is there already: --force writes over it"),
	});
	const kind = await ask({ words: "Kind", example: Kind.options.join(", "), as: Kind });
	const source = await ask({
		words: "Which document the figures come from",
		example: "Universal Audio, 1176LN manual, 2009; empty: remembered",
		as: said,
		empty: "remembered",
	});
	const isRead = source !== "remembered";
	const page = isRead
		? await ask({ words: "Page of its figures", example: "p. 24; empty: none", as: orNothing(z.string()) })
		: undefined;
	const panelPage = isRead
		? await ask({ words: "Page of its front panel", example: "p. 4; empty: none", as: orNothing(z.string()) })
		: undefined;
	const panel = await ask({
		words: "Size of the front",
		example: "2 U, 1 U half, 500, 120 × 60 mm",
		as: Panel,
		empty: "unknown",
	});
	const isConverter = kind === "interface" || kind === "converter";
	const inputs = await askPorts(ask, "input", isConverter);
	const outputs = await askPorts(ask, "output", isConverter);
	const digital = await askDigital(ask);
	const controls = await askControls(ask);
	const bypass = await askBypass(ask, controls);
	const valves = await ask({
		words: "Valves",
		example: "ECC83 4, EL34 2; empty: none",
		as: orNothing(Valves),
	});
	const warmUp = await ask({
		words: "Warm-up that the manual asks for",
		example: "1200 s; empty: it says none",
		as: orNothing(WarmUp),
	});
	return {
		maker,
		model,
		kind,
		source,
		page,
		panelPage,
		panel,
		inputs,
		outputs,
		digital,
		controls,
		bypass,
		valves,
		warmUp,
	};
};

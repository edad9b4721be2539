import type { Command } from "./command.ts";
import type { Connector } from "./connector.ts";
import type { Finding } from "./finding.ts";
import type { NoiseMaker } from "./noise.ts";
import type { PortId } from "./studio.ts";
import type { Through } from "./through.ts";

/** Who makes most of the noise at a point, and how loud it is there. */
export type Loudest = NoiseMaker & { readonly says: string };

/** The level as it arrives at one receiving port of a chain, at the operating level of the chain. Null: unknown. */
export type HopReading = {
	readonly from: PortId;
	readonly to: PortId;
	readonly says: { readonly from: string; readonly to: string };
	readonly side: number;
	/** dBu that arrives when the converter plays its operating level. */
	readonly level: number | null;
	/** dB from the source's open-circuit level to the receiver; negative is loss. */
	readonly loss: number;
	/** dB at 20 Hz and at 20 kHz against 1 kHz; null where nothing arrives. */
	readonly bass: number | null;
	readonly treble: number | null;
	/** Hz at which the treble is 3 dB down; null above 10 MHz, or where nothing arrives. */
	readonly corner: number | null;
	/** Metres of cable on this copper. */
	readonly metres: number;
	/** The legs of the receiver that carry the signal. */
	readonly driven: "both legs" | "hot" | "cold" | "none";
	/** Johnson noise of the copper at the receiver, dBu. */
	readonly thermal: number | null;
	/** All noise at the receiver with its own, dBu, 20 Hz to 20 kHz unweighted; null while nothing of it is known. */
	readonly noise: number | null;
	/** Somebody's noise is unknown: it is `noise` or more. */
	readonly noiseIsAtLeast: boolean;
	readonly loudest: Loudest | null;
	/** Ports whose impedance nobody knows: a bridging load, or a source of 50 Ω, was taken for it. */
	readonly assumed: readonly PortId[];
	/** dB up to the receiver's clip. */
	readonly headroom: number | null;
	/** dBFS of the converter output at which this receiver clips; above 0 it never does. */
	readonly clipsAt: number | null;
	readonly inverted: boolean;
	/** What the unit behind the receiver does to the level, and how that is known; null at the end of the chain. */
	readonly through: Through | null;
	/** Whether the copper for this hop is there now, or only after the plan's steps. */
	readonly connected: boolean;
};

export type ChainReading = {
	readonly chain: string;
	/** In signal order, left side first. */
	readonly hops: readonly HopReading[];
	/** dBFS of the send at the operating level. */
	readonly operating: number | null;
	/** dB at 1 kHz from converter output to converter input as dBFS to dBFS; null while a unit's gain is unknown. */
	readonly gain: number | null;
	/** What the noisier side comes back with. */
	readonly noise: {
		readonly dBu: number;
		readonly dBFS: number | null;
		readonly isAtLeast: boolean;
		readonly loudest: Loudest | null;
	} | null;
	readonly inverted: boolean;
	/** Whether left and right come back with opposite polarity: their sum cancels. */
	readonly sidesDiffer: boolean;
	/** The first thing to clip, with the dBFS at which it does. */
	readonly firstClip: { readonly at: PortId; readonly says: string; readonly dBFS: number } | null;
	readonly plan: Plan;
	readonly preflight: readonly PreflightItem[];
};

/** One thing for a person to do, in the order in which it is safe. */
export type Step = {
	readonly id: string;
	/** A turn sets a router; mute and unmute are about the loudspeakers; a stop wants a plain yes. */
	readonly do: "plug" | "unplug" | "turn" | "mute" | "unmute" | "stop";
	readonly sentence: string;
	readonly why: string;
	readonly from: string;
	readonly to: string;
	/** Where the further plugs of an insert cord go. */
	readonly also?: readonly string[];
	readonly cord: {
		readonly id: string;
		readonly stock: string;
		readonly colour: string;
		readonly length: number;
	} | null;
	/** Ticking the step gives this command. */
	readonly tick: Command | null;
};

type Lack = { readonly count: number; readonly sentence: string; readonly cure: string };

/** A kind of thing that a chain lacks, and how many of it: with exactly these it can be patched. */
export type Missing =
	| (Lack & {
			readonly what: "cord";
			readonly plugs: readonly [Connector, Connector];
			/** Metres. */
			readonly length: number;
			readonly speaker: boolean;
	  })
	| (Lack & { readonly what: "adapter"; readonly adapter: string })
	| (Lack & { readonly what: "jack"; readonly port: PortId })
	| (Lack & { readonly what: "tie line"; readonly rooms: readonly [string, string] })
	| (Lack & { readonly what: "unit" | "line" });

/** A connection that is there without a hand. */
export type Made = { readonly from: PortId; readonly to: PortId; readonly sentence: string };

export type Plan = {
	readonly steps: readonly Step[];
	/** What a person may do when all is patched; nobody has to. */
	readonly offers: readonly Step[];
	/** Hops that a normal or a loom already makes: nothing to do. */
	readonly normals: readonly Made[];
	/** Crosspoints of routers that the chain runs through, from the router's input to its output. */
	readonly routed: readonly Made[];
	/** What is missing, if the chain cannot be patched; then the steps are those that are possible. */
	readonly missing: readonly Missing[];
	/** Other chains that need the same unit or line: they cannot be patched at the same time. */
	readonly shared: readonly { readonly chain: string; readonly sentence: string }[];
};

export type PreflightItem = {
	readonly what: "patch" | "level" | "latency" | "warm-up" | "disk" | "interface" | "device" | "finding";
	readonly verdict: "ok" | "ask" | "stop";
	readonly sentence: string;
	/** The finding to say yes to. */
	readonly finding?: string;
};

/** One jack of a bay as the panel shows it. */
export type JackReading = {
	readonly jack: string;
	readonly name: string;
	readonly plugged: string | null;
	readonly hint: string;
};

/** Everything that is read off the netlist after each event. */
export type Readings = {
	readonly findings: readonly Finding[];
	readonly chains: readonly ChainReading[];
	readonly jacks: readonly JackReading[];
	/** Minutes until a unit is warm; 0 warm, null switched off. */
	readonly warmUp: readonly { readonly unit: string; readonly minutes: number | null }[];
	/** The label of what undo would take back, or null. */
	readonly undo: string | null;
};

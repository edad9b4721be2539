import type { Finding, Severity } from "./finding.ts";
import type { Front } from "./front.ts";
import type { Hop } from "./link.ts";
import type { ChainReading } from "./readings.ts";
import type { Session } from "./session.ts";
import type { Studio } from "./studio.ts";
import type { Netlist } from "./wiring.ts";

/** What a rule looks at: the studio as it is wired, set and switched on at one moment. */
export type Scene = {
	readonly studio: Studio;
	readonly session: Session;
	readonly front: Front;
	readonly netlist: Netlist;
	readonly hops: readonly Hop[];
	/** Units that stand in a chain: only these must be warm, loaded and switched on. */
	readonly inUse: ReadonlySet<string>;
	/** Milliseconds since 1970; the model has no clock of its own. */
	readonly now: number;
};

/** A rule reads one kind of consequence off the scene. */
export type Rule = (scene: Scene) => readonly Finding[];
export type ChainRule = (scene: Scene, reading: Omit<ChainReading, "preflight">) => readonly Finding[];

type Draft = {
	readonly code: string;
	readonly severity: Severity;
	readonly places: readonly string[];
	readonly sentence: string;
	readonly cure: string;
	readonly numbers?: Readonly<Record<string, number>>;
	readonly apply?: Finding["apply"];
	readonly chain?: string;
	readonly asksEachTime?: boolean;
};

/** Completes a finding; its identity is its code and its places, so that the same trouble is recognised again. */
export const finding = ({
	places,
	numbers = {},
	asksEachTime = false,
	apply,
	chain,
	...rest
}: Draft): Finding => ({
	id: `${rest.code} ${[...places].join(" ")}`,
	...rest,
	places: [...places],
	numbers: { ...numbers },
	asksEachTime,
	...(apply ? { apply } : {}),
	...(chain ? { chain } : {}),
});

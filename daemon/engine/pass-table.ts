import type { PassState } from "#model/pass.ts";

/** What can happen to a pass. */
export const PASS_EVENTS = [
	"ordered",
	"opened for a ping",
	"opened without pings",
	"ping came back",
	"source ended",
	"tail ended",
	"all heard",
	"approved",
	"rejected",
	"stopped",
	"broke",
] as const;
export type PassEvent = (typeof PASS_EVENTS)[number];

/** STOP and a fault are heeded as long as sound may be running; a whole take is judged, whatever comes. */
const rolling = { stopped: "aborted", broke: "failed" } as const;
const ended = { ordered: "armed" } as const;

const table: Record<PassState, Partial<Record<PassEvent, PassState>>> = {
	idle: { ordered: "armed" },
	armed: { "opened for a ping": "ping", "opened without pings": "rolling", ...rolling },
	ping: { "ping came back": "rolling", ...rolling },
	rolling: { "source ended": "tail", ...rolling },
	tail: { "tail ended": "closing ping", "all heard": "checked", ...rolling },
	"closing ping": { "all heard": "checked", ...rolling },
	checked: { approved: "printed", rejected: "failed", broke: "failed" },
	printed: ended,
	failed: ended,
	aborted: ended,
};

/** The state after an event, or undefined if the event cannot happen in that state. */
export const nextState = (state: PassState, event: PassEvent): PassState | undefined => table[state][event];

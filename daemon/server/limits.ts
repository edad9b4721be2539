const KIB = 1024;
const SECOND = 1000;

/** Every size and every wait of the server; bytes and milliseconds. A test gives shorter ones. */
export const LIMITS = {
	/** Tablets at a time. */
	tablets: 64,
	/** One message from a tablet, and the body of a command. */
	message: 64 * KIB,
	hello: 5 * SECOND,
	/** A ping each beat; one that is not answered by the next ends the socket, so within two beats. */
	beat: 5 * SECOND,
	/** How long a tablet may hear nothing; it goes inert after 3 s of silence. */
	silence: SECOND,
	/** Between two readings, or two lives, to one tablet: at most 30 a second. */
	refresh: 34,
	perSecond: 200,
	burst: 400,
	/** Commands of one tablet that have no answer yet. */
	waiting: 64,
	/** Above this backlog a tablet gets no meters, and readings only when it has caught up. */
	busy: 64_000,
	/** Above this backlog it is sent away. */
	backlog: 4_000_000,
	/** For the goodbye to arrive. */
	parting: 2 * SECOND,
	/** Events that are kept for tablets that come back. */
	recent: 1000,
	upload: 4 * KIB * KIB * KIB,
	/** An upload of which nothing arrives for so long is given up. */
	stall: 30 * SECOND,
} as const;

export type Limits = { readonly [Name in keyof typeof LIMITS]: number };

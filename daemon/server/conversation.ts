import type { RawData, WebSocket } from "ws";
import type { Refusal } from "#model/command.ts";
import { type Downward, PROTOCOL, Upward } from "#protocol/messages.ts";
import type { Broadcast } from "./broadcast.ts";
import type { Desk } from "./desk.ts";
import type { Limits } from "./limits.ts";
import { tokenBucket } from "./rate.ts";
import { GOODBYE, type Line, lineTo } from "./slow-client.ts";
import { sayIssue } from "./trouble.ts";

/** What conversations need of the room they are held in. */
export type Room = {
	readonly desk: Desk;
	readonly broadcast: Broadcast;
	readonly limits: Limits;
	/** Milliseconds, never going back. */
	readonly elapsed: () => number;
	readonly report: (error: unknown) => void;
	/** Who is here; a name is here once. */
	readonly present: Map<string, Guest>;
};
/** A tablet that has said hello. */
export type Guest = { readonly name: string; readonly leave: () => void; readonly line: Line };

type Says<What extends Upward["say"]> = Extract<Upward, { say: What }>;

const parseMessage = (
	data: RawData,
): { readonly message: Upward } | { readonly wrong: string; id: string | null } => {
	try {
		const json: unknown = JSON.parse(data.toString());
		const read = Upward.safeParse(json);
		if (read.success) return { message: read.data };
		const id = typeof json === "object" && json !== null && "id" in json ? json.id : null;
		return { wrong: sayIssue(read.error), id: typeof id === "string" && id.length <= 40 ? id : null };
	} catch {
		return { wrong: "this is not JSON", id: null };
	}
};

/** Under which id a hold is refused: it has none of its own. */
export const holdId = ({ unit, control }: { readonly unit: string; readonly control: string }): string =>
	`hold ${unit}/${control}`;

/** Takes the name's place at the desk; whoever came under it before is sent away and its controls are freed. */
const seat = (room: Room, line: Line, { tablet: name, session, clock }: Says<"hello">): Guest => {
	const former = room.present.get(name);
	former?.leave();
	former?.line.part(GOODBYE.replaced, `${name} is open elsewhere and goes on there`);
	room.desk.arrive(name);
	const stop = room.broadcast.join(line, { session, clock });
	const guest: Guest = {
		name,
		line,
		leave: () => {
			if (room.present.get(name) !== guest) return;
			room.present.delete(name);
			stop();
			room.desk.leave(name);
		},
	};
	room.present.set(name, guest);
	return guest;
};

const carryOut = (room: Room, { name, line }: Guest) => {
	let waiting = 0;
	const tell = (message: Downward): void => line.say(JSON.stringify(message));
	const refuse = (id: string, { because, cure }: Omit<Refusal, "refused">): void =>
		tell({ say: "refused", id, because, ...(cure !== undefined && { cure }) });
	const ask = async ({ id, command }: Says<"command">): Promise<void> => {
		if (waiting >= room.limits.waiting)
			return refuse(id, { because: `${waiting} commands of ${name} wait for an answer`, cure: "Wait" });
		waiting += 1;
		try {
			const answer = await room.desk.ask(command, name);
			if (!answer.done) return refuse(id, answer);
			tell({ say: "done", id, ...(answer.answer !== undefined && { answer: answer.answer }) });
		} catch (error) {
			room.report(error);
			refuse(id, {
				because: "The daemon made a mistake over this and has written it down",
				cure: "Try again",
			});
		} finally {
			waiting -= 1;
		}
	};
	const hold = ({ unit, control, on }: Says<"hold">): void => {
		const wish = { unit, control, by: name };
		if (!on) room.desk.letGo(wish);
		else if (!room.desk.hold(wish)) refuse(holdId(wish), { because: "Another tablet holds this control" });
	};
	return { ask, hold, refuse };
};

const sayVersions = (theirs: number): string =>
	`This page speaks protocol ${theirs} and the daemon ${PROTOCOL}: reload the page`;

/** Everything that one tablet says, from its hello to its end. */
export const converse = (socket: WebSocket, room: Room): void => {
	const { limits, elapsed } = room;
	const bucket = tokenBucket({ burst: limits.burst, perSecond: limits.perSecond, elapsed });
	let guest: Guest | null = null;
	const line = lineTo(socket, limits, () => guest?.leave());
	let wishes: ReturnType<typeof carryOut> | null = null;

	const misbehaved = (because: string): void => line.part(GOODBYE.misbehaved, because);
	const impatience = setTimeout(() => misbehaved("No hello came; this is no tablet"), limits.hello);
	const greet = (hello: Says<"hello">): void => {
		guest = seat(room, line, hello);
		wishes = carryOut(room, guest);
	};
	/** Says what is wrong with a message that no tablet of ours sends, or null. */
	const hear = (data: RawData, isBinary: boolean): string | null => {
		if (!bucket.take())
			return `More than ${limits.perSecond} messages a second; something runs wild on this tablet`;
		if (isBinary) return "A tablet sends text only";
		const read = parseMessage(data);
		if ("wrong" in read) {
			const because = `The message was not understood: ${read.wrong}`;
			if (!wishes || read.id === null) return because;
			wishes.refuse(read.id, { because });
			return null;
		}
		const { message } = read;
		if (message.say === "hello") {
			if (wishes) return "Hello was said already";
			clearTimeout(impatience);
			if (message.protocol === PROTOCOL) greet(message);
			else line.part(GOODBYE.version, sayVersions(message.protocol));
			return null;
		}
		if (!wishes) return "Say hello first";
		if (message.say === "hold") wishes.hold(message);
		else void wishes.ask(message);
		return null;
	};
	socket.on("message", (data, isBinary) => {
		const wrong = socket.readyState === socket.OPEN ? hear(data, isBinary) : null;
		if (wrong !== null) misbehaved(wrong);
	});
	socket.on("close", () => {
		clearTimeout(impatience);
		guest?.leave();
	});
};

import { setPriority } from "node:os";
import { z } from "zod";
import type { PassOrder } from "#model/pass.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";
import type { Backend, Stream } from "./interface.ts";
import { measureLoops, verifyTone } from "./latency.ts";
import { type BackendChoice, NumberedOrder, type Order, type Said } from "./messages.ts";
import { meterBridge } from "./meter-bridge.ts";
import { runPass } from "./pass.ts";

/**
 * The engine's own process: it owns the interface, the queue, the file writer and the meters, and decides nothing.
 * It works for its parent and ends with it.
 */
const say = (said: Said): Promise<void> =>
	new Promise((resolve) => {
		if (process.send === undefined || !process.connected) resolve();
		else process.send(said, undefined, {}, () => resolve());
	});

/** Backends are loaded when they are chosen: a process with one of them stays small. */
const backendFor = async (choice: BackendChoice): Promise<Backend> => {
	switch (choice.kind) {
		case "duplex":
			return (await import("./backends/duplex.ts")).duplex(choice);
		case "web-audio":
			return (await import("./backends/web-audio.ts")).webAudio(choice);
		case "simulated":
			return (await import("./backends/simulated.ts")).simulated(choice);
	}
};

type Desk = {
	backend: Backend | undefined;
	framesPerBlock: number | undefined;
	rack: VirtualRack | undefined;
	stream: Stream | undefined;
	/** What sounds now, and how to stop it. */
	sounding: AbortController | undefined;
};
const desk: Desk = {
	backend: undefined,
	framesPerBlock: undefined,
	rack: undefined,
	stream: undefined,
	sounding: undefined,
};

/** The chosen backend with the newest rack, its stream at hand for retuning. */
const ownBackend = (): Backend => {
	const { backend } = desk;
	if (backend === undefined) throw new Error("The engine was not told which interface to use.");
	return {
		...backend,
		open: async (setup) => {
			desk.stream = await backend.open({ framesPerBlock: desk.framesPerBlock, ...setup, rack: desk.rack });
			return desk.stream;
		},
	};
};

/** One sound at a time; answers once it is over. */
const sounding = async <T>(sound: (backend: Backend, signal: AbortSignal) => Promise<T>): Promise<T> => {
	if (desk.sounding !== undefined) throw new Error("The engine is at work already; stop it or wait.");
	desk.sounding = new AbortController();
	try {
		return await sound(ownBackend(), desk.sounding.signal);
	} finally {
		desk.sounding = undefined;
		desk.stream = undefined;
	}
};

const carryOut = async (order: Order): Promise<unknown> => {
	switch (order.do) {
		case "open":
			desk.backend = await backendFor(order.backend);
			desk.rack = order.backend.kind === "simulated" ? order.backend.rack : undefined;
			desk.framesPerBlock = order.backend.kind === "duplex" ? order.backend.framesPerBlock : undefined;
			return null;
		case "probe":
			return ownBackend().probe();
		case "measure":
			return sounding((backend, signal) => measureLoops({ ...order, backend, signal }));
		case "verify":
			return sounding((backend, signal) => verifyTone({ ...order, backend, signal }));
		case "pass":
			return sounding((backend, signal) => print(order.pass, backend, signal));
		case "stop":
			desk.sounding?.abort(new Error("Stopped."));
			return null;
		case "retune":
			desk.rack = order.rack;
			desk.stream?.retune?.(order.rack);
			return null;
	}
};

const print = async (order: PassOrder, backend: Backend, signal: AbortSignal) => {
	const { sends, returns, rate } = order;
	const bridge = meterBridge({
		sends,
		returns,
		rate,
		emit: (meters) => void say({ say: "meters", pass: order.pass, meters }),
	});
	try {
		const { stalled, ...result } = await runPass({
			order,
			backend,
			signal,
			now: () => new Date(),
			watch: {
				state: (state) => void say({ say: "state", pass: order.pass, state }),
				opened: () => {},
				played: bridge.played,
				heard: bridge.heard,
			},
		});
		if (stalled) leaveAfterwards = "The interface stopped answering.";
		return result;
	} finally {
		bridge.stop();
	}
};

/** A driver that stopped answering can block this process for ever: the engine says its result and goes. */
let leaveAfterwards: string | undefined;

/** An order that does not fit the schema is a bug of the daemon; it is told so, and nothing else suffers. */
const refuse = async (message: unknown, error: z.ZodError): Promise<void> => {
	const { number } = z.object({ number: z.number().int() }).parse(message);
	const because = `The engine did not understand its order: ${z.prettifyError(error)}`;
	await say({ say: "failed", number, because, cure: "This is a fault of the program; please report it." });
};

const answer = async (message: unknown): Promise<void> => {
	const parsed = NumberedOrder.safeParse(message);
	if (!parsed.success) return refuse(message, parsed.error);
	const { number, order } = parsed.data;
	try {
		await say({ say: "result", number, result: await carryOut(order) });
	} catch (reason) {
		const because = reason instanceof Error ? reason.message : String(reason);
		await say({ say: "failed", number, because, cure: "Look at the interface and try again." });
	}
	if (leaveAfterwards !== undefined) {
		await say({ say: "leaving", because: leaveAfterwards });
		process.kill(process.pid, "SIGKILL");
	}
};

/** Sound goes before everything else, where the system lets us say so. */
try {
	setPriority(-11);
} catch {
	// Without the right to it the queue of three seconds has to do.
}
process.on("message", (message) => void answer(message));
process.on("disconnect", () => {
	desk.sounding?.abort(new Error("The daemon has gone."));
	// A pass that sounds gets the time to fade and to close its file; a driver that hangs does not keep us.
	setTimeout(() => process.kill(process.pid, "SIGKILL"), 2000).unref();
	setInterval(() => {
		if (desk.sounding === undefined) process.exit(0);
	}, 20);
});
setInterval(() => void say({ say: "alive" }), 1000).unref();

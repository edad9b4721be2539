import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { agree } from "#drivers/codecs/value.ts";
import type { Driver, Heard } from "#drivers/dialogue.ts";
import { driverOf } from "#drivers/driver.ts";
import type { GearFile, Remote } from "#drivers/profile.ts";
import { type Setting, within } from "#model/parameter.ts";
import { openPty } from "./pty.ts";

/**
 * A simulated unit: its gear file's driver from the other side, over a real transport. It keeps its own knobs,
 * answers as the file says that it answers, and somebody may turn its front panel.
 */
export type Double = AsyncDisposable & {
	/** Where it listens, as a studio file would name it. */
	readonly port: string;
	readonly positions: () => Readonly<Record<string, Setting>>;
	/** A person at the unit's own panel. */
	readonly turnPanel: (control: string, setting: Setting) => void;
};

/** Starts the double of a unit that can be driven, or says what this machine lacks for it. `moved`: a knob of it did. */
export const startDouble = async (
	file: GearFile,
	moved: () => void = () => {},
): Promise<Double | { missing: string }> => {
	const driver = driverOf(file);
	if (!file.remote || !driver) return { missing: `${file.model} has no remote control` };
	const unit = { remote: file.remote, driver, knobs: knobs(file, driver, moved) };
	return file.remote.transport === "osc" ? onUdp(unit) : onPty(unit);
};

type Unit = {
	readonly remote: Remote;
	readonly driver: Driver;
	readonly knobs: ReturnType<typeof knobs>;
};

/** The knobs of the unit and what it says about them. */
const knobs = ({ controls }: GearFile, driver: Driver, heard: () => void) => {
	const positions: Record<string, Setting> = Object.fromEntries(
		Object.entries(controls).map(([name, control]) => [name, control.default]),
	);
	const turn = (name: string, setting: Setting): boolean => {
		const control = controls[name];
		const held = control && within(control, setting);
		if (!control || !held || "refusal" in held) return false;
		const moved = !agree(control, positions[name] ?? Number.NaN, held.setting);
		positions[name] = held.setting;
		if (moved) heard();
		return moved;
	};
	const report = (name: string): Uint8Array => driver.report(name, positions[name] ?? 0);
	return { positions, turn, report };
};

/** How long a subscriber is told of changes after it last said so, ms. */
const SUBSCRIBED = 10_000;

const onUdp = async ({ remote, driver, knobs: { positions, turn, report } }: Unit): Promise<Double> => {
	const hear = driver.fromDaemon();
	const subscribers = new Map<string, { readonly to: RemoteInfo; readonly until: number }>();
	const socket = createSocket("udp4");
	// An answer to somebody who has gone comes back as an error; a unit shrugs at that.
	socket.on("error", () => {});
	const tell = (bytes: Uint8Array, { port, address }: RemoteInfo) => socket.send(bytes, port, address);
	const tellAll = (name: string, but?: RemoteInfo) => {
		for (const { to, until } of subscribers.values())
			if (until > performance.now() && (to.port !== but?.port || to.address !== but.address))
				tell(report(name), to);
	};
	const answer = (heard: Heard, from: RemoteInfo): void => {
		if (heard.said === "question" && remote.readback !== "none") tell(report(heard.control), from);
		if (heard.said === "subscribed")
			subscribers.set(`${from.address}:${from.port}`, { to: from, until: performance.now() + SUBSCRIBED });
		// Who sets a value is not told of it, as on consoles that push.
		if (heard.said === "value" && turn(heard.control, heard.setting)) tellAll(heard.control, from);
	};
	socket.on("message", (bytes, from) => {
		for (const heard of hear(bytes)) answer(heard, from);
	});
	socket.bind(0, "127.0.0.1");
	await once(socket, "listening");
	return {
		port: `127.0.0.1:${socket.address().port}`,
		positions: () => ({ ...positions }),
		turnPanel: (name, setting) => {
			if (turn(name, setting)) tellAll(name);
		},
		[Symbol.asyncDispose]: () => new Promise((closed) => socket.close(() => closed())),
	};
};

const onPty = async ({
	remote,
	driver,
	knobs: { positions, turn, report },
}: Unit): Promise<Double | { missing: string }> => {
	const hear = driver.fromDaemon();
	const answer = (heard: Heard): Uint8Array | null => {
		if (heard.said === "question") return report(heard.control);
		if (heard.said === "refused") return driver.refuse?.(heard.because) ?? null;
		if (heard.said !== "value") return null;
		turn(heard.control, heard.setting);
		return driver.done;
	};
	const pty = await openPty((bytes) => {
		for (const heard of hear(bytes)) {
			const bytes = answer(heard);
			if (bytes && "write" in pty) pty.write(bytes);
		}
	});
	if ("missing" in pty) return pty;
	return {
		port: remote.transport === "midi" ? `din:${pty.path}` : pty.path,
		positions: () => ({ ...positions }),
		turnPanel: (name, setting) => {
			if (turn(name, setting) && remote.readback === "push") pty.write(report(name));
		},
		[Symbol.asyncDispose]: async () => pty[Symbol.dispose](),
	};
};

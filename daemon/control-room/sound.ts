import type { Engine } from "#engine/engine.ts";
import type { EngineState } from "#model/live.ts";
import type { PassState } from "#model/pass.ts";
import { type Studio, unitOf } from "#model/studio.ts";
import type { MeterFrame } from "#protocol/meters.ts";

/** The desk's side of the audio engine: whether it is ready, where its pass is, and what it is asked to play. */
export type Sound = {
	readonly state: () => EngineState;
	readonly pass: () => PassState | null;
	/** The engine, once it is ready. */
	readonly engine: () => Engine | undefined;
	readonly take: (engine: Engine) => Promise<void>;
	/** Says where the pass is before the engine does (while the latency is measured) and after it. */
	readonly say: (pass: PassState | null) => void;
	readonly stop: () => Promise<void>;
};

export const openSound = (of: {
	readonly studio: Studio;
	readonly changed: () => void;
	readonly meters: (frame: MeterFrame) => void;
}): Sound => {
	const { studio, changed } = of;
	let engine: Engine | undefined;
	let state: EngineState = {
		backend: studio.interface.backend,
		ready: false,
		sentence: "The audio engine is starting.",
	};
	let pass: PassState | null = null;
	return {
		state: () => state,
		pass: () => pass,
		engine: () => (state.ready ? engine : undefined),
		take: async (given) => {
			engine = given;
			given.listen((event) => {
				if (event.was === "meters") of.meters(event.meters);
				if (event.was !== "state") return;
				pass = event.state;
				changed();
			});
			state = await probed(given, studio);
			changed();
		},
		say: (where) => {
			pass = where;
			changed();
		},
		stop: async () => {
			await engine?.stop();
		},
	};
};

const probed = async (engine: Engine, studio: Studio): Promise<EngineState> => {
	const { backend, device = "" } = studio.interface;
	const name = unitOf(studio, studio.interface.unit)?.name ?? "The interface";
	// A simulated interface lacks nothing, and its process need not be there before the first pass.
	if (backend === "simulated")
		return { backend, ready: true, sentence: `${name} is simulated: it plays the virtual rack.` };
	const probe = await engine.probe();
	if (!probe.ok) return { backend, ready: false, sentence: `${probe.because} ${probe.cure}` };
	if (!probe.value.ready)
		return { backend, ready: false, sentence: `${probe.value.because} ${probe.value.cure}` };
	const found = probe.value.devices.find((one) => one.name.toLowerCase().includes(device.toLowerCase()));
	if (found)
		return {
			backend,
			ready: true,
			sentence: `${name} is ready: ${found.name}, ${found.outputs} out, ${found.inputs} in.`,
		};
	const there = probe.value.devices.map((one) => one.name).join(", ") || "none";
	return {
		backend,
		ready: false,
		sentence: `No audio device is called "${device}"; the system has: ${there}. Correct interface.device in studio.yaml, or connect it and start again.`,
	};
};

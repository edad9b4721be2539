import { simulated } from "#engine/backends/simulated.ts";
import type { Backend } from "#engine/interface.ts";
import { runPass } from "#engine/pass.ts";
import { openWav } from "#engine/wav-read.ts";
import type { PassOrder, PassState } from "#model/pass.ts";
import type { VirtualRack } from "#model/virtual-rack.ts";

export const never = new AbortController().signal;
export const fast = (rack: VirtualRack): Backend => simulated({ pace: "fast", rack });

/** Prints an order through a backend and answers what happened. */
export const printed = async (order: PassOrder, backend: Backend, signal = never) => {
	const states: PassState[] = [];
	let lastClock = { position: 0, remaining: 0 };
	const result = await runPass({
		order,
		backend,
		signal,
		now: () => new Date(2026, 0, 2, 3, 4, 5),
		watch: {
			state: (state) => states.push(state),
			opened: () => {},
			played: () => {},
			heard: (_, clock) => {
				lastClock = clock;
			},
		},
	});
	return { ...result, states, lastClock };
};

/** What is in a take. */
export const samplesOf = async (path: string | null): Promise<readonly Float32Array[]> => {
	const opened = await openWav(path ?? "no take");
	if (!opened.ok) throw new Error(opened.because);
	await using wav = opened.wav;
	return await wav.read(0, wav.frames);
};

/** A longer loop: everything is heard so many samples later. */
export const delayed = (backend: Backend, samples: number): Backend => bent(backend, (at) => at - samples);

/** From a place on everything is heard some samples early: so many were lost. */
export const slipping = (
	backend: Backend,
	{ after, frames }: { readonly after: number; readonly frames: number },
) => bent(backend, (at) => (at < after ? at : at + frames));

/** Hears the sample of another moment. The whole run is kept, and dealt out when it is over. */
const bent = (backend: Backend, from: (at: number) => number): Backend => ({
	...backend,
	open: async (setup) => {
		const stream = await backend.open(setup);
		return {
			...stream,
			run: async (run) => {
				const heard: (readonly Float32Array[])[] = [];
				const ended = await stream.run({ ...run, heard: (block) => void heard.push(block) });
				const size = stream.framesPerBlock;
				const sample = (channel: number, at: number): number =>
					at < 0 || at >= heard.length * size ? 0 : heard[Math.floor(at / size)][channel][at % size];
				for (const n of heard.keys())
					if (!run.signal.aborted)
						await run.heard(
							setup.inputs.map((_, channel) =>
								Float32Array.from({ length: size }, (_, i) => sample(channel, from(n * size + i))),
							),
						);
				return ended;
			},
		};
	},
});

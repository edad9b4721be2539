import { seededRandom } from "#dsp/random.ts";

/** Length of the noise loop; a power of two near 5 s, long enough not to be heard as a rhythm. */
const LOOP = 2 ** 18;

/** Gaussian noise of exactly unit rms (Box–Muller, then normalised). */
const gaussian = (frames: number, seed: number): Float32Array<ArrayBuffer> => {
	const random = seededRandom(seed);
	const noise = new Float32Array(frames);
	let power = 0;
	for (let i = 0; i < frames; i++) {
		const value = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
		noise[i] = value;
		power += value * value;
	}
	const scale = 1 / Math.sqrt(power / frames);
	return noise.map((value) => value * scale);
};

const loop = gaussian(LOOP, 1973);

/** A room's impulse response: noise that decays by 60 dB in `seconds`, of unit energy. */
export const decayingNoise = (seconds: number, rate: number, seed: number): Float32Array<ArrayBuffer> => {
	const noise = gaussian(Math.max(QUIETEST_TAIL, Math.round(seconds * rate)), seed);
	let energy = 0;
	for (let i = 0; i < noise.length; i++) {
		noise[i] *= 10 ** ((-3 * i) / (seconds * rate));
		energy += noise[i] ** 2;
	}
	return noise.map((value) => value / Math.sqrt(energy));
};
const QUIETEST_TAIL = 128;

/** A figure from a name, so that every noise of the rack starts at its own place in the loop (FNV-1a). */
const placeOf = (name: string): number => {
	let hash = 0x811c9dc5;
	for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	return hash % LOOP;
};

/** A noise of unit rms that plays for ever; `name` decides where in the loop it starts. */
export const noiseSource = (context: BaseAudioContext, name: string): AudioBufferSourceNode => {
	const buffer = context.createBuffer(1, LOOP, context.sampleRate);
	buffer.copyToChannel(loop, 0);
	const source = context.createBufferSource();
	source.buffer = buffer;
	source.loop = true;
	source.start(0, placeOf(name) / context.sampleRate);
	return source;
};

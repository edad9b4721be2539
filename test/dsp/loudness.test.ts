import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { kWeighting, loudnessMeter } from "#dsp/loudness.ts";
import { truePeakMeter } from "#dsp/true-peak.ts";
import { frontCenter, lena, programme, recording, sine } from "./signals.ts";

const rate = 48_000;

function joined(...parts: readonly Float32Array[]): Float32Array {
	const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

/** Measured in blocks of an odd size, as they come from an interface that cares for nobody's 100 ms. */
function measured(channels: readonly Float32Array[], at = rate) {
	const meter = loudnessMeter({ rate: at, channels: channels.length });
	for (let from = 0; from < channels[0].length; from += 997)
		meter.push(channels.map((samples) => samples.subarray(from, from + 997)));
	return meter.read();
}

const tone = (level: number, seconds: number, hertz = 1000) => sine({ rate, hertz, seconds, level });
const stereo = (...parts: readonly Float32Array[]) => {
	const side = joined(...parts);
	return [side, side];
};

/** Integrated loudness, range and true peak as ffmpeg's ebur128 filter reads them. */
function ffmpegReads(channels: readonly Float32Array[], at: number) {
	const interleaved = new Float32Array(channels.length * channels[0].length);
	channels.forEach((samples, c) => {
		for (let i = 0; i < samples.length; i++) interleaved[i * channels.length + c] = samples[i];
	});
	const input = ["-f", "f32le", "-ar", `${at}`, "-ac", `${channels.length}`, "-i", "-"];
	const filter = ["-filter_complex", "ebur128=peak=true+sample", "-f", "null", "-"];
	const run = spawnSync("ffmpeg", ["-hide_banner", "-nostats", ...input, ...filter], {
		input: Buffer.from(interleaved.buffer),
		encoding: "utf8",
		maxBuffer: 1 << 28,
	});
	const summary = run.stderr.slice(run.stderr.lastIndexOf("Summary:"));
	const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?[\\d.]+|-inf)`).exec(summary)?.[1]);
	const truePeak = Number(/True peak:\s+Peak:\s+(-?[\d.]+)/.exec(summary)?.[1]);
	return { integrated: number("I"), range: number("LRA"), truePeak };
}

describe("loudness", () => {
	it("uses the coefficients of BS.1770 at 48 kHz", () => {
		const { shelf, pass } = kWeighting(48_000);
		const printed = [
			1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585,
		];
		printed.forEach((value, i) => {
			expect(shelf[i]).toBeCloseTo(value, 10);
		});
		expect(pass[3]).toBeCloseTo(-1.99004745483398, 10);
		expect(pass[4]).toBeCloseTo(0.99007225036621, 10);
	});

	// The cases of EBU Tech 3341, table 1, made from tones. The tolerance there is ±0.1 LU.
	it.each([
		["1: a tone at −23 dBFS", stereo(tone(-23, 20)), -23],
		["2: a tone at −33 dBFS", stereo(tone(-33, 20)), -33],
		["3: the relative gate leaves −36 out", stereo(tone(-36, 10), tone(-23, 60), tone(-36, 10)), -23],
		[
			"4: the absolute gate leaves −72 out",
			stereo(tone(-72, 10), tone(-36, 10), tone(-23, 60), tone(-36, 10), tone(-72, 10)),
			-23,
		],
		["5: two levels share", stereo(tone(-26, 20), tone(-20, 20.1), tone(-26, 20)), -23],
	])("case %s", (_, channels, expected) => {
		expect(Math.abs(measured(channels).integrated - expected)).toBeLessThan(0.1);
	});

	it("case 6: five channels, the surrounds weigh 1.5 dB more", () => {
		const channels = [-28, -28, -24, -30, -30].map((level) => tone(level, 20));
		expect(Math.abs(measured(channels).integrated + 23)).toBeLessThan(0.1);
	});

	it("case 9: short-term of 1.34 s at −20 and 1.66 s at −30 dBFS stays at −23", () => {
		const meter = loudnessMeter({ rate, channels: 2 });
		const period = joined(tone(-20, 1.34), tone(-30, 1.66));
		const read: number[] = [];
		for (let round = 0; round < 5; round++)
			for (let from = 0; from < period.length; from += 4800) {
				const block = period.subarray(from, from + 4800);
				meter.push([block, block]);
				read.push(meter.read().shortTerm);
			}
		for (const value of read.slice(29)) expect(Math.abs(value + 23)).toBeLessThan(0.1);
	});

	it("momentary reads −23 after 400 ms and its maximum stays", () => {
		const read = measured(stereo(tone(-23, 0.5), tone(-43, 2)));
		expect(Math.abs(read.momentaryMax + 23)).toBeLessThan(0.1);
		expect(Math.abs(read.momentary + 43)).toBeLessThan(0.1);
	});

	// EBU Tech 3342, table 1; the tolerance there is ±1 LU.
	it.each([
		["1", [-20, -30], 10],
		["2", [-20, -15], 5],
		["3", [-40, -20], 20],
		["4", [-50, -35, -20, -35, -50], 15],
	] as const)("range, case %s", (_, levels, expected) => {
		const read = measured(stereo(...levels.map((level) => tone(level, 20))));
		expect(Math.abs(read.range - expected)).toBeLessThan(1);
	});

	it("of silence is −Infinity, with no range", () => {
		expect(measured(stereo(new Float32Array(5 * rate)))).toEqual({
			integrated: -Infinity,
			momentary: -Infinity,
			momentaryMax: -Infinity,
			shortTerm: -Infinity,
			shortTermMax: -Infinity,
			range: 0,
		});
	});

	it("does not depend on how the blocks are cut", () => {
		const music = programme({ rate, seconds: 6, seed: 3 });
		const whole = loudnessMeter({ rate, channels: 1 });
		whole.push([music]);
		expect(measured([music]).integrated).toBeCloseTo(whole.read().integrated, 9);
	});

	it.each([
		["the voice of lena", [recording(lena)], 44_100],
		["Front_Center", [recording(frontCenter)], 48_000],
		["96 kHz music", [programme({ rate: 96_000, seconds: 12, seed: 7 })], 96_000],
		[
			"wide music",
			[programme({ rate, seconds: 20, seed: 1 }), programme({ rate, seconds: 20, seed: 2 })],
			48_000,
		],
	])("of %s agrees with ffmpeg", (_, channels, at) => {
		const ours = measured(channels, at);
		const theirs = ffmpegReads(channels, at);
		expect(Math.abs(ours.integrated - theirs.integrated)).toBeLessThanOrEqual(0.06);
		if (channels[0].length > 5 * at) expect(Math.abs(ours.range - theirs.range)).toBeLessThanOrEqual(0.3);
		const peaks = truePeakMeter({ rate: at, channels: channels.length });
		peaks.push(channels);
		expect(Math.abs(Math.max(...peaks.read().truePeak) - theirs.truePeak)).toBeLessThanOrEqual(0.15);
	});
});

import { toDecibels } from "./decibels.ts";
import { type RealFft, realFft } from "./fft.ts";
import { hannWindow } from "./kaiser.ts";
import { channelName, type Detector, type Remark } from "./qc-remark.ts";

const SIZE = 8192;
/** A window of the source counts as sound above this (−50 dBFS RMS). */
const SOUND = 10 ** (-50 / 10);

/**
 * What came back on which leg: nothing at all, a dead channel, left and right swapped, polarity. Each chain's
 * response is estimated over the whole take from averaged spectra (H = S_xy/S_xx), so EQ, compression and noise do
 * not matter; where the source does not tell (both sides alike, silence), nothing is said.
 */
export function legs(options: { readonly channels: number }): Detector {
	const { channels } = options;
	const fft = realFft(SIZE);
	const hann = hannWindow(SIZE);
	const source = windows(channels);
	const take = windows(channels);
	const each = Array.from({ length: channels }, () => crossSpectrum());
	const crossed = Array.from({ length: channels === 2 ? 2 : 0 }, () => crossSpectrum());
	const between = crossSpectrum();
	function account(): void {
		const x = source.buffers.map((samples) => fft.forward(samples.map((s, i) => s * hann[i])));
		const y = take.buffers.map((samples) => fft.forward(samples.map((s, i) => s * hann[i])));
		for (let c = 0; c < channels; c++)
			if (energyOf(source.buffers[c]) > SOUND * SIZE) add(each[c], x[c], y[c]);
		if (channels !== 2 || source.buffers.every((samples) => energyOf(samples) <= SOUND * SIZE)) return;
		add(between, x[0], x[1]);
		add(crossed[0], x[0], y[1]);
		add(crossed[1], x[1], y[0]);
	}
	return {
		push(sources, takes) {
			for (let from = 0; from < sources[0].length; ) {
				const count = source.fill(sources, from);
				take.fill(takes, from);
				from += count;
				if (source.full()) {
					account();
					source.clear();
					take.clear();
				}
			}
		},
		finish() {
			account();
			return verdicts({ fft, each, crossed, between });
		},
	};
}

/** Collects blocks into windows of SIZE. */
function windows(channels: number) {
	const buffers = Array.from({ length: channels }, () => new Float32Array(SIZE));
	let filled = 0;
	return {
		buffers,
		full: () => filled === SIZE,
		fill(block: readonly Float32Array[], from: number): number {
			const count = Math.min(SIZE - filled, block[0].length - from);
			for (let c = 0; c < channels; c++) buffers[c].set(block[c].subarray(from, from + count), filled);
			filled += count;
			return count;
		},
		clear() {
			filled = 0;
			for (const buffer of buffers) buffer.fill(0);
		},
	};
}

/** Averaged over windows: the powers of x and y, and y·conj(x), per bin. */
type CrossSpectrum = {
	readonly xx: Float64Array;
	readonly yy: Float64Array;
	readonly xy: Float64Array;
};

function crossSpectrum(): CrossSpectrum {
	const bins = SIZE / 2 + 1;
	return { xx: new Float64Array(bins), yy: new Float64Array(bins), xy: new Float64Array(2 * bins) };
}

/** Hot. */
function add(to: CrossSpectrum, x: Float64Array, y: Float64Array): void {
	for (let k = 0; k < to.xx.length; k++) {
		const xr = x[2 * k];
		const xi = x[2 * k + 1];
		const yr = y[2 * k];
		const yi = y[2 * k + 1];
		to.xx[k] += xr * xr + xi * xi;
		to.yy[k] += yr * yr + yi * yi;
		to.xy[2 * k] += yr * xr + yi * xi;
		to.xy[2 * k + 1] += yi * xr - yr * xi;
	}
}

function energyOf(samples: Float32Array): number {
	return samples.reduce((sum, x) => sum + x * x, 0);
}

function sum(values: Float64Array): number {
	return values.reduce((total, value) => total + value, 0);
}

type Accounts = {
	readonly fft: RealFft;
	readonly each: readonly CrossSpectrum[];
	readonly crossed: readonly CrossSpectrum[];
	readonly between: CrossSpectrum;
};

function verdicts(accounts: Accounts): readonly Remark[] {
	const { fft, each, crossed } = accounts;
	const sounding = each.map((_, channel) => channel).filter((channel) => sum(each[channel].xx) > 0);
	const dead = sounding.filter((channel) => isDead(fft, each[channel]));
	if (dead.length > 0 && dead.length === sounding.length && crossed.every((leg) => isDead(fft, leg)))
		return [
			{
				code: "silent",
				severity: "fail",
				sentence: "Nothing came back of the source: look for the missing cord, a mute, a unit that is off.",
			},
		];
	if (areSwapped(accounts))
		return [{ code: "swapped", severity: "fail", sentence: "Left and right came back swapped." }];
	const silentLegs = dead.map((channel): Remark => {
		const sentence = `${channelName(channel, each.length)} is dead: the source has sound there, and nothing of it came back.`;
		return { code: "dead channel", severity: "fail", channel, sentence };
	});
	const alive = sounding.filter((channel) => !dead.includes(channel));
	return [...silentLegs, ...polarities(accounts, alive)];
}

/** 60 dB below the source, or 30 below and nothing but noise of its own. */
function isDead(fft: RealFft, leg: CrossSpectrum): boolean {
	const level = toDecibels(Math.sqrt(sum(leg.yy) / sum(leg.xx)));
	return level < -60 || (level < -30 && isBroad(leg.xx) && !standsOut(impulseResponse(fft, leg)));
}

/** How far the response's peaks reach up and down, and what lies between them. */
type Response = { readonly up: number; readonly down: number; readonly rms: number };

function impulseResponse(fft: RealFft, leg: CrossSpectrum): Response {
	const giveWay = (1e-3 * sum(leg.xx)) / leg.xx.length;
	const spectrum = leg.xy.map((value, i) => value / (leg.xx[i >> 1] + giveWay));
	const response = fft.inverse(spectrum);
	return {
		up: response.reduce((most, value) => Math.max(most, value), 0),
		down: response.reduce((most, value) => Math.max(most, -value), 0),
		rms: Math.sqrt(response.reduce((total, value) => total + value * value, 0) / SIZE),
	};
}

function standsOut({ up, down, rms }: Response): boolean {
	return Math.max(up, down) > 8 * rms;
}

/** Upside down: the response's highest peak points down, clearly. */
function polarities({ fft, each }: Accounts, alive: readonly number[]): readonly Remark[] {
	const flipped = alive.filter((channel) => {
		const response = impulseResponse(fft, each[channel]);
		return isBroad(each[channel].xx) && standsOut(response) && response.down > 1.3 * response.up;
	});
	if (flipped.length === 0) return [];
	const remark = (name: string): Remark => ({
		code: "polarity",
		severity: "fail",
		sentence: `${name} came back with its polarity flipped: look for pins 2 and 3 swapped, or a Ø switch.`,
	});
	if (flipped.length === each.length) return [remark("The take")];
	return flipped.map((channel) => ({ ...remark(channelName(channel, each.length)), channel }));
}

/** A tone alone does not tell polarity from delay: the source must fill the width of some 30 bins (180 Hz). */
function isBroad(powers: Float64Array): boolean {
	const amplitudes = powers.map(Math.sqrt);
	return sum(amplitudes) ** 2 > 30 * sum(powers);
}

/** Both sides of the source must differ by more than −30 dB side to mid, else nobody can tell. */
const LEAST_SIDE = 10 ** (-30 / 10);

/**
 * Solves, per bin, which part of each take channel comes from which source channel (two equations of averaged
 * spectra), and compares what went straight with what went across; bins where both sides are alike weigh little.
 */
function areSwapped({ each, crossed, between }: Accounts): boolean {
	if (crossed.length === 0) return false;
	const [left, right] = each;
	if (sideToMid(between) < LEAST_SIDE) return false;
	let straight = 0;
	let across = 0;
	for (let k = 0; k < between.xx.length; k++) {
		// A little is added to both powers, so that a source on one side only can be told too.
		const little = 1e-6 * (between.xx[k] + between.yy[k]);
		const gram = {
			ll: between.xx[k] + little,
			rr: between.yy[k] + little,
			re: between.xy[2 * k],
			im: between.xy[2 * k + 1],
		};
		const apart = gram.ll * gram.rr - gram.re ** 2 - gram.im ** 2;
		if (!(apart > 0)) continue;
		const weight = 1 / ((gram.ll + gram.rr) * apart);
		const toLeft = shares(gram, { own: at(left, k), other: at(crossed[1], k) });
		const toRight = shares(
			{ ll: gram.rr, rr: gram.ll, re: gram.re, im: -gram.im },
			{ own: at(right, k), other: at(crossed[0], k) },
		);
		straight += weight * (toLeft.own + toRight.own);
		across += weight * (toLeft.other + toRight.other);
	}
	return across > 4 * straight;
}

function at(spectrum: CrossSpectrum, k: number) {
	return { re: spectrum.xy[2 * k], im: spectrum.xy[2 * k + 1] };
}

function sideToMid({ xx, yy, xy }: CrossSpectrum): number {
	const both = sum(xx) + sum(yy);
	const common = xy.reduce((total, value, i) => (i % 2 === 0 ? total + 2 * value : total), 0);
	const [mid, side] = [both + common, both - common];
	// Out of phase is as much one signal as in phase is.
	return Math.min(mid, side) / Math.max(mid, side);
}

type Complex = { readonly re: number; readonly im: number };

/**
 * |own|² and |other|² of one take channel, times the determinant squared: [S₁₁ S₁₂; S₂₁ S₂₂] · h = s, where `re`,
 * `im` are right·conj(left).
 */
function shares(
	gram: { readonly ll: number; readonly rr: number; readonly re: number; readonly im: number },
	s: { readonly own: Complex; readonly other: Complex },
): { readonly own: number; readonly other: number } {
	const { ll, rr, re, im } = gram;
	const { own, other } = s;
	// h_own·det = rr·s_own − (r·l*)·s_other; h_other·det = ll·s_other − (l·r*)·s_own
	const ownRe = rr * own.re - (re * other.re - im * other.im);
	const ownIm = rr * own.im - (re * other.im + im * other.re);
	const otherRe = ll * other.re - (re * own.re + im * own.im);
	const otherIm = ll * other.im - (re * own.im - im * own.re);
	return { own: ownRe ** 2 + ownIm ** 2, other: otherRe ** 2 + otherIm ** 2 };
}

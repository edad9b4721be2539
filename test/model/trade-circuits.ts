import { type Circuit, circuit, type Terminal } from "#model/copper/circuit.ts";

const circuitWith = (terminals: number, build: (at: Circuit) => void): Circuit => {
	const at = circuit(terminals);
	build(at);
	return at;
};

/** A balanced source of 1 V on terminals 1 and 2, half of it and half of its impedance in each leg. */
const pair = (at: Circuit, ohms: number): void => {
	at.source(1, 0, 0.5, ohms / 2);
	at.source(2, 0, -0.5, ohms / 2);
};

/** One length of two conductors in a screen of 0.08 Ω, 100 pF to the screen and 60 pF to each other per metre. */
const cable = (
	at: Circuit,
	{ from, to, metres }: Record<"from" | "to", readonly [Terminal, Terminal]> & { readonly metres: number },
): void => {
	for (const leg of [0, 1]) {
		at.resistor(from[leg], to[leg], 0.08 * metres);
		for (const end of [from, to]) at.capacitor(end[leg], 0, 50e-12 * metres);
	}
	for (const end of [from, to]) at.capacitor(end[0], end[1], 30e-12 * metres);
};

const bridging = (at: Circuit, [hot, cold]: readonly [Terminal, Terminal], ohms: number): void => {
	at.resistor(hot, 0, ohms / 2);
	at.resistor(cold, 0, ohms / 2);
};

const winding = (at: Circuit, [hot, cold]: readonly [Terminal, Terminal], ohms: number): void => {
	at.resistor(hot, cold, ohms);
	at.resistor(cold, 0, 1e7);
};

const guitar = (metres: number, knob: number): Circuit =>
	circuitWith(3, (at) => {
		at.source(1, 0, 0.1, 6000);
		at.inductor(1, 2, 2.4);
		at.capacitor(2, 0, 110e-12);
		at.resistor(2, 0, 250e3); // tone, turned up
		at.resistor(2, 3, 250e3 * (1 - knob));
		at.resistor(3, 0, 250e3 * knob);
		at.capacitor(3, 0, metres * 100e-12);
		at.resistor(3, 0, 1e6);
	});

/** Circuits that an engineer meets. */
export const circuitsOfTheTrade: Readonly<Record<string, Circuit>> = {
	"a pair of 50 Ω through 100 m of cable into 10 kΩ": circuitWith(4, (at) => {
		pair(at, 50);
		cable(at, { from: [1, 2], to: [3, 4], metres: 100 });
		bridging(at, [3, 4], 10_000);
	}),
	"a transformer of 600 Ω into two loads": circuitWith(2, (at) => {
		at.source(1, 2, 1, 600);
		at.resistor(2, 0, 1e7);
		bridging(at, [1, 2], 10_000);
		winding(at, [1, 2], 600);
	}),
	"a transformer of 600 Ω through 30 m of cable into a winding, one leg on earth": circuitWith(3, (at) => {
		at.source(1, 2, 1, 600);
		cable(at, { from: [1, 2], to: [3, 0], metres: 30 });
		winding(at, [3, 0], 600);
	}),
	"an H pad of 20 dB at 600 Ω in a pair": circuitWith(6, (at) => {
		pair(at, 600);
		for (const [outer, inner, far] of [
			[1, 3, 5],
			[2, 4, 6],
		] as const) {
			at.resistor(outer, inner, 245.5);
			at.resistor(inner, far, 245.5);
		}
		at.resistor(3, 4, 121.2);
		winding(at, [5, 6], 600);
	}),
	"a U pad of 40 dB from line to a microphone input, 48 V resistors and all": circuitWith(4, (at) => {
		pair(at, 100);
		at.resistor(1, 3, 5100);
		at.resistor(2, 4, 5100);
		at.resistor(3, 4, 100);
		for (const leg of [3, 4]) {
			at.resistor(leg, 0, 6800);
			at.capacitor(leg, 0, 470e-12);
		}
		bridging(at, [3, 4], 2000);
	}),
	"an output of 22 µF into 600 Ω": circuitWith(3, (at) => {
		at.source(1, 0, 1, 47);
		at.capacitor(1, 2, 22e-6);
		at.resistor(2, 0, 22e3);
		at.resistor(2, 3, 22);
		at.resistor(3, 0, 600);
		at.capacitor(3, 0, 2e-9);
	}),
	"a pickup, 3 m of cable": guitar(3, 1),
	"a pickup, 6 m of cable, the volume at half": guitar(6, 0.5),
	"a pickup, turned down": guitar(6, 0.01),
	"a microphone of 150 Ω and 200 m of cable into a transformer": circuitWith(4, (at) => {
		at.source(1, 2, 1e-3, 150);
		for (const leg of [1, 2]) at.capacitor(leg, 0, 1e-9);
		cable(at, { from: [1, 2], to: [3, 4], metres: 200 });
		for (const leg of [3, 4]) at.resistor(leg, 0, 6810);
		winding(at, [3, 4], 1500);
		at.inductor(3, 4, 8);
	}),
	"a servo output whose cold leg is on earth": circuitWith(2, (at) => {
		at.source(1, 0, 1, 50);
		cable(at, { from: [1, 0], to: [2, 0], metres: 10 });
		at.resistor(2, 0, 47e3);
	}),
	"an impedance-balanced output into a winding": circuitWith(2, (at) => {
		at.source(1, 0, 1, 75);
		at.resistor(2, 0, 75);
		winding(at, [1, 2], 10e3);
	}),
	"an output whose cold wire is broken, into a bridging input": circuitWith(4, (at) => {
		pair(at, 100);
		at.resistor(1, 3, 0.5);
		at.capacitor(2, 4, 20e-12); // the break
		bridging(at, [3, 4], 20_000);
	}),
	"two outputs that meet at an input": circuitWith(3, (at) => {
		at.source(1, 0, 1, 50);
		at.source(2, 0, 1, 600);
		at.resistor(1, 3, 0.1);
		at.resistor(2, 3, 0.1);
		at.resistor(3, 0, 10_000);
		at.capacitor(3, 0, 1e-9);
	}),
	"a valve output of 2 kΩ behind 0.1 µF into an old desk": circuitWith(3, (at) => {
		at.source(1, 0, 1, 2000);
		at.capacitor(1, 2, 0.1e-6);
		at.resistor(2, 0, 220e3);
		at.resistor(2, 3, 1);
		at.resistor(3, 0, 10_000);
		at.inductor(3, 0, 20);
		at.capacitor(3, 0, 1.5e-9);
	}),
	"a power amplifier of 0 Ω, 30 m of speaker cable and a two-way cabinet": circuitWith(5, (at) => {
		at.source(1, 0, 20, 0);
		at.resistor(1, 2, 0.42);
		at.inductor(2, 3, 1.2e-3);
		at.capacitor(3, 0, 10e-6);
		at.resistor(3, 0, 8);
		at.capacitor(2, 4, 4.7e-6);
		at.inductor(4, 0, 0.4e-3);
		at.resistor(4, 5, 3);
		at.resistor(5, 0, 8);
	}),
	"a line of ten lengths of 100 m": circuitWith(22, (at) => {
		pair(at, 40);
		for (let length = 0; length < 10; length++) {
			const [hot, cold] = [1 + 2 * length, 2 + 2 * length];
			cable(at, { from: [hot, cold], to: [hot + 2, cold + 2], metres: 100 });
		}
		bridging(at, [21, 22], 10_000);
	}),
};

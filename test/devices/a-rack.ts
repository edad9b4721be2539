import { type Devices, type DevicesWish, openDevices } from "#devices/devices.ts";
import { type Double, startDouble } from "#devices/simulated/double.ts";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import type { GearFile } from "#drivers/profile.ts";
import type { DeviceState } from "#model/live.ts";
import type { Setting } from "#model/parameter.ts";

const { models } = await readCatalogue([ownGear]);

/** A gear file of the virtual rack. */
export const gear = (model: string): GearFile => {
	const file = models.get(`halfnormal/${model}`);
	if (!file) throw new Error(`there is no ${model}`);
	return file;
};

export type Told = { readonly control: string; readonly setting: Setting; readonly why: string };
export type Rack = AsyncDisposable &
	Pick<Devices, "turn"> & {
		readonly state: () => DeviceState;
		readonly told: Told[];
		readonly log: string[];
	};

/** Devices with one unit, called "unit", and everything that they reported. Time runs as it does. */
export const aRack = (file: GearFile, port: string, more: Partial<DevicesWish> = {}): Rack => {
	const told: Told[] = [];
	const log: string[] = [];
	const devices = openDevices({
		units: [{ id: "unit", file, port }],
		signal: new AbortController().signal,
		log: (sentence) => log.push(sentence),
		report: (_unit, control, setting, why) => told.push({ control, setting, why }),
		changed: () => {},
		chance: () => 0,
		...more,
	});
	return {
		turn: devices.turn,
		told,
		log,
		state: () => {
			const [state] = devices.states();
			if (!state) throw new Error("the rack is empty");
			return state;
		},
		[Symbol.asyncDispose]: () => devices[Symbol.asyncDispose](),
	};
};

/** The simulated unit of a gear file. */
export const aDouble = async (file: GearFile): Promise<Double> => {
	const double = await startDouble(file);
	if ("missing" in double) throw new Error(double.missing);
	return double;
};

import { SerialPort } from "serialport";
import { driverOf } from "#drivers/driver.ts";
import type { GearFile } from "#drivers/profile.ts";
import type { Setting } from "#model/parameter.ts";

/** A unit at the far end of a serial cable; it counts how often it was told something. */
export const serialUnitAt = async (path: string, file: GearFile) => {
	const driver = driverOf(file);
	if (!driver) throw new Error(`${file.model} has no driver`);
	const positions: Record<string, Setting> = Object.fromEntries(
		Object.entries(file.controls).map(([name, control]) => [name, control.default]),
	);
	const unit = { positions, sets: 0, close: async () => {} };
	const hear = driver.fromDaemon();
	const port = new SerialPort({ path, baudRate: 38400, autoOpen: false });
	port.on("error", () => {});
	port.on("data", (bytes: Uint8Array) => {
		for (const heard of hear(bytes)) {
			if (heard.said === "question") port.write(driver.report(heard.control, positions[heard.control] ?? 0));
			if (heard.said !== "value") continue;
			unit.sets++;
			positions[heard.control] = heard.setting;
			port.write(driver.done ?? "");
		}
	});
	await new Promise<void>((opened, failed) => port.open((error) => (error ? failed(error) : opened())));
	unit.close = () => new Promise((closed) => (port.isOpen ? port.close(() => closed()) : closed()));
	return unit;
};

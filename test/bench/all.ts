import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { checkBench } from "./check.ts";
import { latencyBench } from "./latency.ts";
import { loudnessBench } from "./loudness.ts";
import { passBench } from "./pass.ts";
import { benchStart } from "./start.ts";

type Row = { readonly figure: string; readonly value: string | number; readonly against: string | number };

/** What a browser loads of the panel, compressed as a proxy would. */
const panelBench = async (): Promise<readonly Row[]> => {
	const dist = join(import.meta.dirname, "..", "..", "web-panel", "dist");
	const files = readdirSync(dist, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const bytes = files.map((file) => gzipSync(readFileSync(join(file.parentPath, file.name))).length);
	const kilobytes = bytes.reduce((sum, size) => sum + size, 0) / 1000;
	return [{ figure: "panel, all files, gzip, kB", value: kilobytes, against: "goal 150" }];
};

const benches: Readonly<Record<string, () => Promise<readonly Row[]>>> = {
	check: checkBench,
	start: benchStart,
	panel: panelBench,
	latency: latencyBench,
	loudness: loudnessBench,
	pass: passBench,
};

const said = (value: string | number): string => (typeof value === "number" ? value.toFixed(1) : value);

const wanted = process.argv.slice(2);
for (const [name, bench] of Object.entries(benches)) {
	if (wanted.length > 0 && !wanted.includes(name)) continue;
	console.log(`\n${name}`);
	for (const { figure, value, against } of await bench())
		console.log(`  ${figure}: ${said(value)}  (${said(against)})`);
}

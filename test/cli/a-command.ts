import { spawnSync } from "node:child_process";
import { join } from "node:path";

const CLI = join(import.meta.dirname, "../../daemon/cli.ts");
const environment = Object.fromEntries(
	Object.entries({ ...process.env, NO_COLOR: "1" }).filter(
		([name]) => !/^(FORCE_COLOR|HALFNORMAL_)/.test(name),
	),
);

/** Runs the command line as a person does, with something on its standard input. */
export const halfnormal = Object.assign(
	(words: readonly string[], input = "") => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], {
			input,
			encoding: "utf8",
			env: environment,
		});
		return { status, stdout, stderr };
	},
	{ CLI, environment },
);

#!/usr/bin/env node
// The command `halfnormal`. It needs Node 24, which runs the TypeScript as it is; an older one fetches the right one here.
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { nodeOf, root } from "./node-of.mjs";

if (Number(process.versions.node.split(".")[0]) >= 24) {
	await import("./cli.ts");
} else {
	const node = nodeOf(root);
	if (node === undefined) {
		process.stderr.write(
			"halfnormal: Node 24 is not set up here yet. Run npm start once; it fetches what is missing.\n",
		);
		process.exit(2);
	}
	const cli = fileURLToPath(new URL("./cli.ts", import.meta.url));
	const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: "inherit" });
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
	child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

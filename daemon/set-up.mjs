// npm start: sets up what is missing, then runs the daemon. Plain JavaScript, because an old Node runs this first.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFolder, nodeOf, nodePackage, ownNode, root } from "./node-of.mjs";

const notes = join(root, "node_modules", ".halfnormal");
export const say = (sentence) => process.stdout.write(`${sentence}\n`);

/** A step whose inputs have not changed since it was last done is not done again. */
export const unlessDone = (name, inputs, work) => {
	const mark = createHash("sha256").update(inputs.join("\n")).digest("hex");
	const note = join(notes, name);
	if (existsSync(note) && readFileSync(note, "utf8") === mark) return;
	work();
	mkdirSync(notes, { recursive: true });
	writeFileSync(note, mark);
};

export const run = (command, args, options = {}) =>
	spawnSync(command, args, { cwd: root, stdio: "inherit", shell: false, ...options });

export const stop = (sentence) => {
	process.stderr.write(`${sentence}\n`);
	process.exit(1);
};

/** npm itself, run by whichever Node is to run it; the npm that called us knows where it lies. */
export const npmWith = (node, args, options = {}) => {
	const npm = process.env.npm_execpath;
	return npm
		? run(node, [npm, ...args], options)
		: run(process.platform === "win32" ? "npm.cmd" : "npm", args, {
				shell: process.platform === "win32",
				...options,
			});
};

/** Node 24 from the registry, into a folder that is thrown away: npm run by an older Node would leave packages out. */
const borrowNode = () => {
	if (ownNode !== undefined) return { node: ownNode, giveBack: () => {} };
	if (nodePackage === undefined)
		stop(
			`Halfnormal needs Node 24 or newer, and none is published for ${process.platform} on ${process.arch}: install it yourself.`,
		);
	say("Fetching Node 24 …");
	const folder = mkdtempSync(join(tmpdir(), "halfnormal-node-"));
	const got = npmWith(process.execPath, [
		"install",
		"--prefix",
		folder,
		"--no-save",
		"--no-audit",
		"--no-fund",
		"--loglevel=error",
		`${nodePackage}@24`,
	]);
	const node = got.status === 0 ? nodeOf(folder) : undefined;
	if (node === undefined)
		stop("Node 24 could not be fetched from the npm registry. Is the network there? Run npm start again.");
	return { node, giveBack: () => rmSync(folder, { recursive: true, force: true }) };
};

const installPackages = (node) => {
	say("Installing packages …");
	const done = npmWith(node, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
	if (done.status !== 0) stop("The packages could not be installed; npm says why above.");
};

/** The two native parts that are built here. Each may fail: then it is a state in the panel, with its cure. */
const natives = { midi: "MIDI ports", audify: "real audio interfaces" };

const buildNative = (node, name) => {
	const built = npmWith(node, ["rebuild", name, "--loglevel=error"], {
		stdio: "pipe",
		encoding: "utf8",
		env: { ...process.env, npm_config_nodedir: nodeFolder(root), npm_config_build_from_source: "true" },
	});
	if (built.status === 0) return;
	mkdirSync(notes, { recursive: true });
	const log = join(notes, `${name}.log`);
	writeFileSync(log, `${built.stdout}\n${built.stderr}`);
	say(
		`${name} could not be built, so ${natives[name]} are missing for now; everything else works. The reason is in ${log}; the README says what it needs.`,
	);
};

/** What native parts are built against; when a header appears they are built again. */
const headers = () =>
	["/usr/include/alsa/asoundlib.h", "/usr/include/jack/jack.h"].map((path) => `${path} ${existsSync(path)}`);

/** Everything that the panel is made of. */
const panelSources = () =>
	["web-panel", "daemon/model", "daemon/protocol", "recall-sheets/drawing"].flatMap((folder) =>
		readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile() && !entry.parentPath.includes(join("web-panel", "dist")))
			.map((entry) => readFileSync(join(entry.parentPath, entry.name))),
	);

const buildPanel = (node) => {
	say("Building the panel …");
	const built = run(node, [
		join(root, "node_modules", "vite", "bin", "vite.js"),
		"build",
		"web-panel",
		"--logLevel",
		"warn",
	]);
	if (built.status !== 0) stop("The panel could not be built; the reason is above.");
};

/** Brings packages, native parts and the panel to where the sources want them; returns the Node to run things with. */
export const setUp = () => {
	const lock = readFileSync(join(root, "package-lock.json"), "utf8");
	const where = `${process.platform} ${process.arch}`;
	unlessDone("packages", [lock, where], () => {
		const { node, giveBack } = borrowNode();
		installPackages(node);
		giveBack();
	});
	const node = nodeOf(root);
	if (node === undefined)
		stop("Node 24 is not where npm should have put it. Delete node_modules and run npm start again.");
	for (const name of Object.keys(natives))
		unlessDone(`native-${name}`, [lock, where, ...headers()], () => {
			say(`Building ${name} for ${natives[name]} (about half a minute, once) …`);
			buildNative(node, name);
		});
	if (!existsSync(join(root, "web-panel", "dist", "index.html")))
		rmSync(join(notes, "panel"), { force: true });
	unlessDone("panel", panelSources(), () => buildPanel(node));
	return node;
};

/** The daemon decides and waits; it needs no large nursery for short-lived objects. */
const daemonFlags = ["--max-semi-space-size=2"];

if (process.argv[2] === "start") {
	const node = setUp();
	const daemon = spawn(node, [...daemonFlags, join(root, "daemon", "main.ts"), ...process.argv.slice(3)], {
		stdio: "inherit",
		env: { ...process.env, NODE_COMPILE_CACHE: join(notes, "compiled") },
	});
	for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => daemon.kill(signal));
	daemon.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

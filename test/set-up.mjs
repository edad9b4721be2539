// npm test: sets up what is missing, then type check, lint and every test. Plain JavaScript, because an old Node runs this first.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { nodeFolder, root } from "../daemon/node-of.mjs";
import { run, say, setUp, stop, unlessDone } from "../daemon/set-up.mjs";

/** Real peers for the tests: what each Debian package is for. */
const debian = {
	jackd2: "a real JACK server",
	"libjack-jackd2-dev": "building audify and midi for JACK",
	"libasound2-dev": "building audify and midi for ALSA",
	cmake: "building audify",
	"build-essential": "building native parts",
	"pkg-config": "building native parts",
	ecasound: "an outboard unit and the recorder to compare with",
	"swh-plugins": "effects for that outboard unit",
	"alsa-utils": "recordings of voices",
	ffmpeg: "loudness, true peak and WAV files by another's reckoning",
	ngspice: "circuits by another's reckoning",
	"liblo-tools": "an OSC peer",
	socat: "a serial line with two ends",
	"poppler-utils": "reading the PDF",
	chromium: "the panel in a browser",
	"fonts-dejavu-core": "letters in that browser",
};

const isInstalled = (name) =>
	spawnSync("dpkg", ["-s", name], { encoding: "utf8" }).stdout?.includes("Status: install ok installed") ??
	false;

const installDebian = () => {
	const missing = existsSync("/etc/debian_version")
		? Object.keys(debian).filter((name) => !isInstalled(name))
		: Object.keys(debian);
	if (missing.length === 0) return;
	const list = missing.map((name) => `  ${name}: ${debian[name]}`).join("\n");
	if (!existsSync("/etc/debian_version") || process.getuid?.() !== 0) {
		say(
			`These are missing here and are installed by the test set-up only as root on Debian:\n${list}\nTests that need them are skipped by name.`,
		);
		return;
	}
	say(`Installing from Debian:\n${list}`);
	const quiet = {
		stdio: ["ignore", "ignore", "inherit"],
		env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
	};
	run("apt-get", ["update", "-qq"], quiet);
	const done = run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], quiet);
	if (done.status !== 0) stop("Debian's packages could not be installed; apt-get says why above.");
};

/** A second copy of `midi` that speaks JACK MIDI, for machines without a MIDI system: the tests play through it. */
const buildJackMidi = (node) => {
	if (!existsSync("/usr/include/jack/jack.h")) return;
	say("Building midi for JACK (for tests, once) …");
	const place = join(root, "node_modules", ".jack-midi");
	rmSync(place, { recursive: true, force: true });
	mkdirSync(place, { recursive: true });
	cpSync(join(root, "node_modules", "midi"), join(place, "midi"), { recursive: true });
	rmSync(join(place, "midi", "build"), { recursive: true, force: true });
	const gyp = process.env.npm_config_node_gyp; // npm says where its own is
	const built = run(node, [gyp, "rebuild"], {
		cwd: join(place, "midi"),
		stdio: "pipe",
		encoding: "utf8",
		env: {
			...process.env,
			npm_config_nodedir: nodeFolder(root), // the environment wins over the flag
			CXXFLAGS: "-U__LINUX_ALSA__ -D__UNIX_JACK__",
			LDFLAGS: "-Wl,--no-as-needed -ljack",
		},
	});
	if (built.status !== 0) stop(`midi could not be built for JACK:\n${built.stdout}\n${built.stderr}`);
};

/** Vitest's figures as one plain line, and on CI a verdict on what was skipped. */
const closingLine = (report) => {
	const {
		numPassedTests: passed,
		numFailedTests: failed,
		testResults,
	} = JSON.parse(readFileSync(report, "utf8"));
	const skipped = testResults.flatMap(({ assertionResults }) =>
		assertionResults.filter(({ status }) => status !== "passed" && status !== "failed"),
	);
	for (const { fullName, status } of skipped) say(`${status}: ${fullName}`);
	say(`${passed} passed, ${failed} failed, ${skipped.length} skipped`);
	return process.env.CI && skipped.length > 0 ? 1 : 0;
};

installDebian();
const node = setUp();
unlessDone(
	"jack-midi",
	[readFileSync(join(root, "package-lock.json"), "utf8"), String(existsSync("/usr/include/jack/jack.h"))],
	() => buildJackMidi(node),
);

const checks = {
	"Type check": [join(root, "node_modules", "typescript", "bin", "tsc"), "--noEmit"],
	Lint: [
		join(root, "node_modules", "@biomejs", "biome", "bin", "biome"),
		"check",
		".",
		"--error-on-warnings",
	],
};
for (const [name, args] of Object.entries(checks)) {
	say(`${name} …`);
	if (run(node, args).status !== 0) stop(`${name} failed.`);
}
const report = join(root, "node_modules", ".halfnormal", "tests.json");
const vitest = [
	join(root, "node_modules", "vitest", "vitest.mjs"),
	"run",
	"--root",
	root,
	"--config",
	"test/vitest.config.ts",
];
const files = process.argv.slice(2);
const tests = run(node, [
	...vitest,
	"--reporter=default",
	"--reporter=json",
	`--outputFile.json=${report}`,
	...files,
]);
process.exitCode = Math.max(closingLine(report), tests.status ?? 1);

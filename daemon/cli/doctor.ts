import { access, constants, statfs } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { sayTrouble } from "#drivers/yaml.ts";
import { readStudio } from "#patchbay/map.ts";
import { openDataFolder } from "#store/folder.ts";
import { type Common, root, settingsOf } from "./studio.ts";
import { exits, print, printJson, severityMark } from "./terminal.ts";

type Finding = { readonly what: string; readonly verdict: "ok" | "warn" | "stop"; readonly sentence: string };
type Look = (common: Common) => Finding | Promise<Finding>;

const node: Look = () => {
	const [major = 0] = process.versions.node.split(".").map(Number);
	return major >= 24
		? { what: "Node", verdict: "ok", sentence: `Node ${process.versions.node}.` }
		: {
				what: "Node",
				verdict: "stop",
				sentence: `Node ${process.versions.node} is too old: npm start brings Node 24.`,
			};
};

const require = createRequire(import.meta.url);

const native =
	(name: string, serves: string, cure: string): Look =>
	() => {
		try {
			require(name);
			return { what: name, verdict: "ok", sentence: `${name} is loaded: ${serves}.` };
		} catch (error) {
			const [because = ""] = error instanceof Error ? error.message.split("\n") : [];
			return {
				what: name,
				verdict: "warn",
				sentence: `${name} is not usable (${because}), so there is no way to ${serves}. ${cure}`,
			};
		}
	};

const midiSystem: Look = async () => {
	if (process.platform !== "linux")
		return { what: "MIDI system", verdict: "ok", sentence: "The system's own." };
	const there = await access("/dev/snd/seq", constants.R_OK | constants.W_OK).then(
		() => true,
		() => false,
	);
	return there
		? { what: "MIDI system", verdict: "ok", sentence: "The ALSA sequencer is there." }
		: {
				what: "MIDI system",
				verdict: "warn",
				sentence:
					"There is no ALSA sequencer (/dev/snd/seq): load snd-seq, or reach MIDI units by a serial DIN port (din:/dev/ttyX).",
			};
};

const data: Look = async (common) => {
	const { data: path } = settingsOf(common);
	const folder = await openDataFolder(path);
	const disk = await statfs(folder.path);
	const gigabytes = (disk.bavail * disk.bsize) / 1e9;
	const sentence = `${path} can be written, ${gigabytes.toFixed(1)} GB free.`;
	return { what: "data folder", verdict: gigabytes < 2 ? "warn" : "ok", sentence };
};

const studio: Look = async (common) => {
	const { studio: path } = settingsOf(common);
	const read = await readStudio(path);
	return "troubles" in read
		? { what: "studio", verdict: "stop", sentence: read.troubles.map(sayTrouble).join("\n") }
		: { what: "studio", verdict: "ok", sentence: `${read.studio.studio}: every file is in order.` };
};

const panel: Look = async () => {
	const there = await access(join(root, "web-panel", "dist", "index.html")).then(
		() => true,
		() => false,
	);
	return there
		? { what: "panel", verdict: "ok", sentence: "The panel is built." }
		: { what: "panel", verdict: "stop", sentence: "The panel is not built: run npm start." };
};

const audio: Look = async (common) => {
	const read = await readStudio(settingsOf(common).studio);
	if ("troubles" in read)
		return {
			what: "interface",
			verdict: "stop",
			sentence: "Not looked at: the studio has to be mended first.",
		};
	const { backend, device = "", api = "any" } = read.studio.interface;
	if (backend === "simulated")
		return { what: "interface", verdict: "ok", sentence: "The interface of this studio is simulated." };
	const { openEngine } = await import("#engine/engine.ts");
	const choice =
		backend === "duplex"
			? ({ kind: "duplex", api, device } as const)
			: ({ kind: "web-audio", device } as const);
	await using engine = openEngine({
		backend: choice,
		signal: AbortSignal.timeout(30_000),
		log: () => {},
	});
	const probe = await engine.probe();
	if (!probe.ok) return { what: "interface", verdict: "stop", sentence: `${probe.because} ${probe.cure}` };
	if (!probe.value.ready)
		return { what: "interface", verdict: "stop", sentence: `${probe.value.because} ${probe.value.cure}` };
	const devices = probe.value.devices
		.map(({ name, outputs, inputs }) => `${name} (${outputs} out, ${inputs} in)`)
		.join(", ");
	return { what: "interface", verdict: "ok", sentence: `The system offers ${devices}.` };
};

const build =
	"Install what it is built from (Debian: libasound2-dev libjack-jackd2-dev cmake build-essential pkg-config), then npm start.";
const looks: readonly Look[] = [
	node,
	native("midi", "drive units over MIDI", build),
	native("audify", "print through a real interface", build),
	native("node-web-audio-api", "play the virtual rack", "Run npm start."),
	native("serialport", "drive units over serial lines", "Run npm start."),
	midiSystem,
	data,
	studio,
	panel,
	audio,
];

/** What this machine has and what it lacks, each with the cure. */
export const doctorCommand = async (common: Common): Promise<number> => {
	const findings: Finding[] = [];
	for (const look of looks) findings.push(await look(common));
	if (common.json) printJson(findings);
	else
		print(
			findings
				.map(({ what, verdict, sentence }) => `${severityMark[verdict]}  ${what.padEnd(18)} ${sentence}`)
				.join("\n"),
		);
	return findings.some(({ verdict }) => verdict === "stop") ? exits.trouble : exits.fine;
};

import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openEngine } from "#engine/engine.ts";
import { anOrder, aWav, music, RATE } from "#test/engine/rig.ts";
import { type JackRoom, jackIsMissing, openJack } from "#test/simulators/jack.ts";

export type Row = { readonly figure: string; readonly value: string; readonly against: string };

const SECONDS = 30;
/** Clock ticks a second in /proc; 100 on every Linux that Node runs on. */
const TICKS = 100;

/** What printing costs, against ecasound playing and recording the same file through the same JACK loop. */
export const passBench = async (): Promise<readonly Row[]> => {
	const missing = jackIsMissing();
	if (missing !== undefined)
		return [{ figure: "a pass through JACK", value: `not measured: ${missing}`, against: "" }];
	const folder = await mkdtemp(join(tmpdir(), "halfnormal-bench-"));
	try {
		await using jack = await openJack();
		await jack.loop("loop");
		const source = await aWav(join(folder, "mix.wav"), music(SECONDS, 1), music(SECONDS, 2));
		const ours = await halfnormal(jack, source, join(folder, "take.wav"));
		const peer = ecasound(jack, source, join(folder, "peer.wav"));
		const figure = `${SECONDS} s stereo, 48 kHz/24 bit, through JACK`;
		return [
			{
				figure: `CPU of printing ${figure}, with pings, meters, loudness, true peak`,
				value: `${ours.rolling.toFixed(2)} s`,
				against: `ecasound, which only plays and records: ${peer.toFixed(2)} s`,
			},
			{
				figure: `CPU of checking the finished take against its source`,
				value: `${ours.checking.toFixed(2)} s`,
				against: "ecasound: no check",
			},
			{ figure: "private memory of the engine while printing", value: `${ours.memory} MB`, against: "" },
			{ figure: "verdict", value: ours.sentence, against: "ecasound: none" },
		];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
};

const halfnormal = async (jack: JackRoom, source: string, take: string) => {
	await using engine = openEngine({
		backend: { kind: "duplex", api: "JACK", device: "loop" },
		signal: new AbortController().signal,
		log: () => {},
		execPath: jack.node,
	});
	await engine.probe();
	const pid = engine.pid() ?? 0;
	const marks = { start: cpuSeconds(pid), checked: 0, memory: 0 };
	engine.listen((event) => {
		if (event.was === "state" && event.state === "checked") marks.checked = cpuSeconds(pid);
		if (event.was === "meters" && event.meters.position > SECONDS / 2 && marks.memory === 0)
			marks.memory = memoryOf(pid);
	});
	const result = await engine.pass(anOrder({ source, take, latency: 512, tail: 0 }));
	return {
		rolling: marks.checked - marks.start,
		checking: cpuSeconds(pid) - marks.checked,
		memory: Math.round(marks.memory),
		sentence: result.ok ? result.value.sentence : result.because,
	};
};

/** CPU seconds of ecasound; the shell's `times` adds up what its children used. */
const ecasound = (jack: JackRoom, source: string, take: string): number => {
	const format = `-f:s24_le,2,${RATE}`;
	const chains = `-a:play ${format} -i ${source} ${format} -o jack,loop:in_ -a:rec ${format} -i jack,loop:out_ -o ${take}`;
	const command = `ecasound -q -B:rt -b:256 -G:jack,peer,notransport -t:${SECONDS + 1} ${chains} >/dev/null 2>&1; times`;
	const lines = jack.run("sh", "-c", command).trim().split("\n");
	const figures = [...(lines.at(-1) ?? "").matchAll(/(\d+)m([\d.]+)s/g)];
	return figures.reduce((sum, [, minutes, seconds]) => sum + 60 * Number(minutes) + Number(seconds), 0);
};

/** User and system time of a process, from fields 14 and 15 of /proc/pid/stat. */
const cpuSeconds = (pid: number): number => {
	const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
		.replace(/^.*\) /, "")
		.split(" ");
	return (Number(fields[11]) + Number(fields[12])) / TICKS;
};

/** Private memory in MB: JACK locks every mapped file into memory, Node's own 100 MB among them. */
const memoryOf = (pid: number): number => {
	const [, kilobytes = "0"] = /RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
	return Number(kilobytes) / 1000;
};

if (import.meta.main)
	for (const { figure, value, against } of await passBench())
		console.log(`${figure}: ${value}  (${against})`);

import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FastifyInstance } from "fastify";
import type { Desk } from "./desk.ts";

type Metric = {
	readonly name: string;
	readonly help: string;
	readonly type: "gauge" | "counter";
	readonly samples: readonly { readonly labels?: string; readonly value: number }[];
};

/** Prometheus's text form, version 0.0.4. */
const inText = ({ name, help, type, samples }: Metric): string =>
	[
		`# HELP ${name} ${help}`,
		`# TYPE ${name} ${type}`,
		...samples.map(({ labels, value }) => `${name}${labels ?? ""} ${value}`),
	].join("\n");

const gauge = (name: string, help: string, value: number): Metric => ({
	name: `halfnormal_${name}`,
	help,
	type: "gauge",
	samples: [{ value }],
});

const passes = (desk: Desk): Metric => {
	const { takes } = desk.session();
	const ends = ["printed", "failed", "aborted"] as const;
	return {
		name: "halfnormal_passes_total",
		help: "Passes of the open session by their end",
		type: "counter",
		samples: ends.map((end) => ({
			labels: `{end="${end}"}`,
			value: takes.filter(({ result }) => result.end === end).length,
		})),
	};
};

/** Milliseconds between two looks at the event loop. */
const RESOLUTION = 500;

const metricsOf = (desk: Desk, tablets: number, latest: number): readonly Metric[] => {
	const { user, system } = process.cpuUsage();
	return [
		gauge("resident_bytes", "Memory of the daemon's process", process.memoryUsage.rss()),
		gauge("processor_seconds", "Processor time used since the start", (user + system) / 1e6),
		gauge("event_loop_delay_seconds", "The worst lateness of the event loop since it was last asked", latest),
		gauge("tablets", "Tablets connected", tablets),
		gauge("clock", "Events of the open session", desk.clock()),
		gauge("engine_ready", "1 when the audio interface is there", desk.live().engine.ready ? 1 : 0),
		passes(desk),
	];
};

/** `GET /health` for a person or a watchdog, `GET /metrics` for Prometheus. */
export const tellHealth = (app: FastifyInstance, desk: Desk, tablets: () => number): void => {
	// Two looks a second cost nothing that can be measured; what is told is the worst since the last question.
	const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
	delay.enable();
	app.addHook("onClose", async () => {
		delay.disable();
	});
	app.get("/health", async () => {
		const { engine, devices } = desk.live();
		return {
			ok: true,
			session: desk.session().id,
			clock: desk.clock(),
			engine,
			devices: devices.map(({ unit, link, sentence }) => ({ unit, link, sentence })),
			tablets: tablets(),
			seconds: Math.round(process.uptime()),
		};
	});
	app.get("/metrics", async (_, reply) => {
		// Node counts the time between two looks itself; only what is above it is lateness.
		const latest = Math.max(0, delay.max / 1e9 - RESOLUTION / 1e3);
		const metrics = metricsOf(desk, tablets(), latest);
		delay.reset();
		return reply.type("text/plain; version=0.0.4; charset=utf-8").send(`${metrics.map(inText).join("\n")}\n`);
	});
};

import { z } from "zod";
import { Command } from "#model/command.ts";
import { Severity } from "#model/finding.ts";
import type { CodePage } from "#model/rules/rule.ts";
import { SessionEntry } from "#model/session.ts";
import { Trouble } from "./trouble.ts";

const Done = z.strictObject({ done: z.literal(true), answer: z.string().optional() });
const Kept = z.strictObject({ file: z.string() });
const Entries = z.array(SessionEntry);
const Pages: z.ZodType<Record<string, CodePage>> = z.record(
	z.string(),
	z.strictObject({
		title: z.string(),
		severity: Severity,
		physics: z.string(),
		cure: z.string(),
		example: z.string(),
	}),
);

type Direction = "input" | "output";

const json = (schema: z.ZodType, io: Direction = "output") => {
	const { $schema: _, ...described } = z.toJSONSchema(schema, { io });
	return { "application/json": { schema: described } };
};
const answer = (description: string, content: object = {}) => ({ description, content });
const troubles = (...statuses: readonly number[]) =>
	Object.fromEntries(
		statuses.map((status) => [status, answer("What was wrong, and what to do", json(Trouble))]),
	);
const inPath = (name: string, values?: readonly string[]) => ({
	name,
	in: "path",
	required: true,
	schema: { type: "string", ...(values && { enum: values }) },
});
const inQuery = (name: string, required: "required" | "optional") => ({
	name,
	in: "query",
	required: required === "required",
	schema: { type: "string" },
});
const binary = (type: string) => ({ [type]: { schema: { type: "string", format: "binary" } } });
const formats = inPath("format", ["pdf", "svg", "json", "csv"]);

const paths = () => ({
	"/health": { get: { summary: "How the daemon is", responses: { 200: answer("Its state") } } },
	"/metrics": { get: { summary: "Figures for Prometheus", responses: { 200: answer("Text") } } },
	"/api/command": {
		post: {
			summary: "Ask for something, as a tablet does",
			parameters: [inQuery("by", "optional")],
			requestBody: { required: true, content: json(Command, "input") },
			responses: { 200: answer("Done", json(Done)), ...troubles(400, 403, 409, 413, 429) },
		},
	},
	"/api/sessions": {
		get: { summary: "All sessions, newest first", responses: { 200: answer("The list", json(Entries)) } },
	},
	"/api/findings": {
		get: {
			summary: "What each finding means, why it happens and what cures it",
			responses: { 200: answer("The pages by code", json(Pages)) },
		},
	},
	"/api/sources": {
		post: {
			summary: "Bring a WAV to print",
			parameters: [inQuery("name", "required")],
			requestBody: { required: true, content: binary("audio/wav") },
			responses: { 201: answer("Kept under this name", json(Kept)), ...troubles(400, 403, 413, 415, 507) },
		},
	},
	"/files/{session}/takes/{file}": {
		get: {
			summary: "A take; ranges are served",
			parameters: [inPath("session"), inPath("file")],
			responses: { 200: answer("The take", binary("audio/wav")), 206: answer("A part"), ...troubles(404) },
		},
	},
	"/files/{session}/sheet.{format}": {
		get: {
			summary: "The recall sheet of a closed session",
			parameters: [inPath("session"), formats],
			responses: { 200: answer("The sheet"), ...troubles(404) },
		},
	},
	"/files/{session}/preview.{format}": {
		get: {
			summary: "The recall sheet of the open session as it stands",
			parameters: [inPath("session"), formats],
			responses: { 200: answer("The sheet"), ...troubles(404) },
		},
	},
});

/** The HTTP part of the daemon in OpenAPI 3.1; the bodies are the schemas that the door itself uses. */
export const openApi = () => ({
	openapi: "3.1.0",
	info: {
		title: "Halfnormal",
		version: "1",
		description: "The HTTP part of the studio daemon. Tablets speak the WebSocket at /socket.",
	},
	paths: paths(),
});

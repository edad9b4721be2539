import { z } from "zod";
import { Chain, SessionHeader } from "./session.ts";

const jack = z.string().max(80).describe('"PB1/A05" or "unit/jack"');

/** What comes from a tablet has an end: ids of units, controls, cords and chains are short, a finding names its places. */
const name = z.string().max(80);
const finding = z.string().max(2000);
const setting = z.union([z.number(), name]);

const { rate, bits, client, artist, song, engineer, revision, project } = SessionHeader.shape;

/** The fields of the header that are to change. They have no defaults: those would wipe the fields that are not named. */
export const HeaderChanges = z
	.strictObject({
		client: client.unwrap(),
		artist: artist.unwrap(),
		song: song.unwrap(),
		engineer: engineer.unwrap(),
		revision: revision.unwrap(),
		project: project.unwrap(),
		rate,
		bits: bits.unwrap(),
	})
	.partial();

/** What a person asks for. A command is decided into events or refused with a sentence. */
export const Command = z.discriminatedUnion("do", [
	z.strictObject({ do: z.literal("open session"), header: HeaderChanges }),
	z.strictObject({ do: z.literal("describe session"), header: HeaderChanges }),
	z.strictObject({ do: z.literal("close session") }),
	z.strictObject({ do: z.literal("set chain"), chain: Chain }),
	z.strictObject({ do: z.literal("remove chain"), chain: name }),
	z.strictObject({
		do: z.literal("plug"),
		from: jack,
		to: jack,
		also: z
			.array(jack)
			.max(6)
			.optional()
			.describe("Where the further plugs of a Y or insert cord go, in the order of its map"),
		cord: name
			.optional()
			.describe('A cord of the store, with adapters as in "TS-150 #1 + TS-RCA #1"; default: one that fits'),
	}),
	z.strictObject({ do: z.literal("unplug"), cord: name }),
	z.strictObject({ do: z.literal("turn"), unit: name, control: name, setting }),
	z.strictObject({
		do: z.literal("power"),
		unit: name,
		on: z.boolean(),
		minutesAgo: z.number().min(0).max(1440).default(0),
	}),
	z.strictObject({ do: z.literal("accept"), finding, because: z.string().min(1).max(400) }),
	z.strictObject({ do: z.literal("withdraw"), finding }),
	z.strictObject({ do: z.literal("note"), text: z.string().min(1).max(2000) }),
	z.strictObject({ do: z.literal("undo") }),
	z.strictObject({ do: z.literal("measure"), chain: name }),
	z.strictObject({
		do: z.literal("print"),
		chain: name,
		source: z.string().max(400),
		tail: z.number().min(0).max(600).default(2),
		convert: z.boolean().default(false).describe("Convert a source of another rate"),
		answers: z
			.array(finding)
			.max(200)
			.default([])
			.describe("Warnings that the person has said yes to, by finding"),
	}),
	z.strictObject({ do: z.literal("stop") }),
	z.strictObject({ do: z.literal("verify tone"), chain: name }),
]);
export type Command = z.infer<typeof Command>;

/** Why a command was not carried out: a value, not an error. */
export type Refusal = { readonly refused: string; readonly because: string; readonly cure?: string };

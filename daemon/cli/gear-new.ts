import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { text as everythingOf } from "node:stream/consumers";
import { z } from "zod";
import { checkGearFile } from "#drivers/catalogue.ts";
import { Answers, gearPath, newGearFile } from "#drivers/new-gear.ts";
import { sayTrouble } from "#drivers/yaml.ts";
import { type Ask, type IsTaken, interview } from "./gear-questions.ts";
import { type Common, root, settingsOf } from "./studio.ts";
import { badInput, complain, exits, print } from "./terminal.ts";

export type NewGear = Common & { readonly answers?: string; readonly force?: boolean };

/** What went wrong with an answer, in a sentence; of a list of words, the words. */
const refusal = (error: z.ZodError): string => {
	const [issue] = error.issues;
	const inner = issue?.code === "invalid_union" ? issue.errors.flat().at(-1) : issue;
	if (inner?.code === "invalid_value") return `write one of: ${inner.values.join(", ")}`;
	return inner?.message ?? "that cannot be taken";
};

/** Questions on a terminal. Whoever ends the input has changed his mind: nothing is written. */
const askAtTerminal = async (isTaken: IsTaken): Promise<Answers> => {
	if (!process.stdin.isTTY)
		throw badInput(
			"gear new asks its questions at a terminal.",
			"Elsewhere give it --answers with a JSON file.",
		);
	using lines = createInterface({ input: process.stdin, output: process.stdout });
	const gone = new AbortController();
	lines.once("close", () => gone.abort());
	lines.once("SIGINT", () => lines.close());
	print("What you do not know is fine: write unknown, or nothing. Examples stand in brackets.\n");
	const ask: Ask = async ({ words, example, as, empty = "" }) => {
		for (;;) {
			const answer = (await lines.question(`${words} (${example}): `, { signal: gone.signal })).trim();
			const read = as.safeParse(answer === "" ? empty : answer);
			if (read.success) return read.data;
			print(`  That cannot be taken: ${refusal(read.error)}.`);
		}
	};
	// Awaited here: the lines are closed when this function is left.
	return await interview(ask, isTaken).catch((error: unknown) => {
		throw gone.signal.aborted ? badInput("\nNothing was written.") : error;
	});
};

const answersFrom = async (path: string): Promise<Answers> => {
	const json =
		path === "-" ? await everythingOf(process.stdin) : await readFile(path, "utf8").catch(() => undefined);
	if (json === undefined) throw badInput(`${path} cannot be read.`);
	try {
		return Answers.parse(JSON.parse(json));
	} catch (error) {
		const why = error instanceof z.ZodError ? z.prettifyError(error) : `It is no JSON: ${String(error)}`;
		throw badInput(`The answers in ${path} cannot be taken.\n${why}`);
	}
};

/** What editors find the schema by, so that they complete and check what is written. */
const schemaLine = (to: string): string => {
	const schema = join(root, "patchbay-maps", "schemas", "gear.schema.json");
	return `# yaml-language-server: $schema=${relative(dirname(to), schema).replaceAll(sep, "/")}`;
};

/** Asks for a make and model, and writes its gear file into the studio folder. */
export const newGear = async (options: NewGear): Promise<number> => {
	const { studio } = settingsOf(options);
	if (studio.startsWith(join(root, "patchbay-maps") + sep))
		throw badInput("The demo studio keeps no gear of its own.", "Name your studio folder with --studio.");
	const isTaken: IsTaken = (maker, model) =>
		!options.force && existsSync(join(studio, "gear", gearPath(maker, model)));
	const answers = await (options.answers === undefined
		? askAtTerminal(isTaken)
		: answersFrom(options.answers));
	const { path, text: written } = newGearFile(answers);
	const to = join(studio, "gear", path);
	const text = `${schemaLine(to)}\n${written}`;
	const checked = checkGearFile(to, text);
	const wrong = "troubles" in checked ? checked.troubles : [];
	if (wrong.length > 0) throw badInput(`${wrong.map(sayTrouble).join("\n")}\nNothing was written.`);
	await mkdir(dirname(to), { recursive: true });
	const kept = await writeFile(to, text, { flag: options.force ? "w" : "wx" }).then(
		() => true,
		() => false,
	);
	if (!kept) throw badInput(`${to} is there already, or cannot be written.`, "--force writes over it.");
	for (const doubt of "doubts" in checked ? checked.doubts : []) complain(sayTrouble(doubt));
	print(
		`${answers.maker} ${answers.model} is in ${relative(process.cwd(), to)}: model: ${path.replace(/\.yaml$/, "")}`,
	);
	print("Look it over, and add what was not asked: drivers/gear/GUIDE.md says how.");
	return exits.fine;
};

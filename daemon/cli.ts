import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { schemas } from "#patchbay/schemas.ts";
import { checkCommand } from "./cli/check.ts";
import { doctorCommand } from "./cli/doctor.ts";
import { drawingCommand } from "./cli/drawing.ts";
import { findingsCommand } from "./cli/findings.ts";
import { checkGear, listGear, reportGear, showGear, type Wanted } from "./cli/gear.ts";
import { type NewGear, newGear } from "./cli/gear-new.ts";
import { labelsCommand } from "./cli/labels.ts";
import { planAllCommand, planCommand } from "./cli/plan.ts";
import { printCommand } from "./cli/print.ts";
import { sheetCommand } from "./cli/sheet.ts";
import { root } from "./cli/studio.ts";
import { columnsHelp, exportCommand, importCommand } from "./cli/tables.ts";
import { badInput, complain, exits, isBadInput, print } from "./cli/terminal.ts";
import { watchCommand } from "./cli/watch.ts";
import { wiringListCommand } from "./cli/wiring-list.ts";

const program = new Command("halfnormal")
	.description("A studio daemon for engineers with analogue outboard.")
	.exitOverride()
	.showHelpAfterError("(--help tells more)");

/** A command's action gives the exit code. */
const ends = async (code: Promise<number>): Promise<void> => {
	process.exitCode = await code;
};

const command = (usage: string, description: string): Command =>
	program
		.command(usage)
		.description(description)
		.option("--studio <folder>", "studio folder (default: the demo studio)")
		.option("--data <folder>", "where sessions are kept")
		.option("--json", "machine-readable output")
		.exitOverride();

const withChain = (of: Command): Command =>
	of
		.option("--kind <kind>", "mono, stereo, dual mono, mid/side, parallel or re-amp (default: by the lines)")
		.option("--send <lines>", "converter outputs, left first (default: 1,2, or 1 for one side)")
		.option("--return <lines>", "converter inputs, left first (default: as the outputs)")
		.option("--right <units>", "dual mono and mid/side: the right side's own units")
		.option("--matrix <unit>", "mid/side: the box that encodes and decodes")
		.option("--blend <unit>", "parallel: the summing unit in which dry and wet meet")
		.option("--dry-send <lines>", "parallel: outputs for the dry sound (default: those after the wet ones)")
		.option(
			"--dry-return <lines>",
			"parallel without a summing unit: inputs that the dry sound comes back on",
		);

command("check", "say what is wrong with how the studio is wired, set and switched on")
	.option("--bare", "without the newest session: nothing plugged, nothing set")
	.option("--watch", "look again whenever a file of the studio or the session changes, and say what is new")
	.action((options) => ends(options.watch ? watchCommand(options) : checkCommand(options)));

withChain(command("plan", "the cords to plug for a chain, with its levels"))
	.argument("[units]", "units in signal order, such as valve-eq,bus-comp", "")
	.option("--bare", "from an empty bay instead of the newest session's patch")
	.option("--all", "every chain of the newest session in one plan")
	.action((units, options) => ends(options.all ? planAllCommand(options) : planCommand(units, options)));

withChain(command("print", "print a WAV through a chain in real time"))
	.argument("<file>", "the WAV to print")
	.option("--through <units>", "units in signal order", "")
	.option("--tail <seconds>", "recorded after the source ends", "2")
	.option("--convert", "convert a source of another rate")
	.option("--plugged", "the plan's steps are done: do not ask for each")
	.option("--yes", "say yes to warnings")
	.option("--out <file>", "copy the take here")
	.action((file, options) => ends(printCommand(file, options)));

command("sheet", "write the recall sheet of a session")
	.argument("[session]", "default: the newest")
	.option("--format <format>", "pdf, svg, json or csv", "pdf")
	.option("--out <file>", "where to write it; - is standard output")
	.action((session, options) => ends(sheetCommand(session, options)));

withChain(
	command("drawing", "an SVG for the wall: drawing chain <units>, or drawing flow for the whole studio"),
)
	.argument("<what>", "chain or flow")
	.argument(
		"[units]",
		"units in signal order, such as valve-eq,bus-comp, or a chain of the newest session",
		"",
	)
	.option("--bare", "from an empty bay instead of the newest session's patch")
	.option("--out <file>", "where to write it; default: standard output")
	.action((what, units, options) => ends(drawingCommand(what, units, options)));

command("labels", "label strips for the bays to print at their true size")
	.argument("[bays...]", "such as PB1; default: all")
	.option("--out <file>", "labels.pdf, or labels.svg (one file a page)", "labels.pdf")
	.option("--paper <size>", "A4 or Letter", "A4")
	.option("--pitch <mm>", "from jack to jack; a distance over several may be said as it is measured: 418/47")
	.option("--height <mm>", "how high a strip is")
	.action((bays, options) => ends(labelsCommand(bays, options)));

command("findings", "what the checker can tell, and what each finding means")
	.argument("[code]", "one code, such as balance.one-leg")
	.option("--write", "write the page of findings anew (for who changes the rules)")
	.action((code, options) => ends(findingsCommand(code, options)));

command("wiring-list", "every conductor behind the rack as CSV, for the person who solders")
	.option("--out <file>", "where to write it; default: standard output")
	.action((options) => ends(wiringListCommand(options)));

command("export", "the studio's bays or looms as CSV, for a spreadsheet")
	.argument("<what>", "bays or looms")
	.option("--out <file>", "where to write it; default: standard output")
	.action((what, options) => ends(exportCommand(what, options)));

command(
	"import",
	"add bays or looms from a CSV to studio.yaml; its comments stay, and it is all of them or none",
)
	.argument(
		"<file>",
		"a table as export writes it: columns in any order, separated by comma, semicolon or tab",
	)
	.option("--dry-run", "show what would change and write nothing")
	.addHelpText("after", columnsHelp())
	.action((file, options) => ends(importCommand(file, options)));

type GearOptions = Wanted & NewGear & { readonly out?: string };
const gearVerbs: Readonly<Record<string, (names: string[], options: GearOptions) => Promise<number>>> = {
	list: listGear,
	show: ([name = ""], options) => showGear(name, options),
	check: checkGear,
	new: (_, options) => newGear(options),
	report: (_, options) => reportGear(options),
};

command("gear", "the catalogue of makes and models")
	.argument("<what>", "list [words…], show <maker/model>, check [files…], new, or report")
	.argument("[names...]", "words to look for, a model to show, files to check")
	.option("--kind <kind>", "list: only what is of this kind")
	.option("--out <file>", "show: draw the front panel into an SVG; report: write it here")
	.option("--answers <file>", "new: the answers as JSON instead of questions; - is standard input")
	.option("--force", "new: write over a file that is there")
	.action((what: string, names: string[], options: GearOptions) => {
		const verb = gearVerbs[what];
		if (verb) return ends(verb(names, options));
		const verbs = Object.keys(gearVerbs).map((name) => `gear ${name}`);
		throw badInput(`There is no gear ${what}.`, `There are: ${verbs.join(", ")}.`);
	});

command("doctor", "what this machine has and what it lacks").action((options) =>
	ends(doctorCommand(options)),
);

program
	.command("start")
	.description("run the daemon, as npm start does")
	.allowUnknownOption()
	.allowExcessArguments()
	.action((_options, { args }: Command) => {
		const daemon = spawn(process.execPath, [join(root, "daemon", "main.ts"), ...args], { stdio: "inherit" });
		for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => daemon.kill(signal));
		daemon.on("exit", (code) => {
			process.exitCode = code ?? exits.trouble;
		});
	});

program
	.command("schemas")
	.description("write the JSON Schemas of studio and gear files anew (for who changes the model)")
	.action(async () => {
		for (const [name, schema] of Object.entries(schemas()))
			await writeFile(
				join(root, "patchbay-maps", "schemas", name),
				`${JSON.stringify(schema, null, "\t")}\n`,
			);
		print("The schemas are in patchbay-maps/schemas.");
	});

/** Whoever reads our output may stop reading, as head does; that is no error of ours. */
process.stdout.on("error", (error) => {
	if ("code" in error && error.code === "EPIPE") process.exit();
	throw error;
});

try {
	await program.parseAsync();
} catch (error) {
	if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exits.fine : exits.badInput;
	else if (isBadInput(error)) {
		complain(error.message);
		process.exitCode = exits.badInput;
	} else throw error;
}

import { posix } from "node:path";
import { describe, expect, test } from "vitest";
import { filesOfTree, importsOf, longFunctions, matchesIn, type SourceFile } from "./tidy-tree.ts";

const files = filesOfTree();
const sources = files.filter(({ path }) => /\.tsx?$/.test(path));
const code = files.filter(({ path }) => /\.(tsx?|mjs)$/.test(path));
const isTest = ({ path }: SourceFile): boolean => path.startsWith("test/");
/** These two files spell out what they forbid. */
const outsideTidy = ({ path }: SourceFile): boolean => !path.startsWith("test/tidy");

/**
 * A file imports from its own folder or from a lower floor. The nearest entry counts. Folders of one floor do not know
 * each other: only the gear files' readers stand one step below the studio's.
 */
const floors: Record<string, number> = {
	"daemon/model": 0,
	"daemon/clock.ts": 1,
	"daemon/protocol": 1,
	"daemon/dsp": 1,
	"drivers/codecs": 1,
	"recall-sheets/drawing": 1,
	drivers: 2,
	"recall-sheets": 2,
	"patchbay-maps": 3,
	"web-panel": 4,
	"daemon/store": 4,
	"daemon/devices": 4,
	"daemon/engine": 4,
	"daemon/server": 4,
	"daemon/config.ts": 4,
	"daemon/control-room": 5,
	"daemon/cli": 6,
	daemon: 7,
	test: 8,
};

const folderOf = (path: string): string | undefined =>
	Object.keys(floors)
		.filter((folder) => path === folder || path.startsWith(`${folder}/`))
		.sort((a, b) => b.length - a.length)
		.at(0);

/** The panel's bundle may carry only what describes and draws. */
const panelMayKnow = ["daemon/model", "daemon/protocol", "recall-sheets/drawing", "web-panel"];

const isUpward = (from: string, to: string): boolean => {
	const [here, there] = [folderOf(from), folderOf(to)];
	if (here === undefined || there === undefined) return true;
	if (here === "web-panel") return !panelMayKnow.includes(there);
	return here !== there && (floors[there] ?? 99) >= (floors[here] ?? 0);
};

describe("floors", () => {
	const imports = sources.flatMap(importsOf);

	test("every source file stands on a floor", () => {
		expect(sources.map(({ path }) => path).filter((path) => folderOf(path) === undefined)).toEqual([]);
	});

	test("a file imports from its own folder or from a lower floor, never up", () => {
		const upward = imports.filter(({ from, to }) => to !== undefined && isUpward(from, to));
		expect(upward.map(({ from, written }) => `${from} imports ${written}`)).toEqual([]);
	});

	test("nobody climbs out of a folder: across folders the alias is written", () => {
		const climbing = imports.filter(
			({ from, to, written }) =>
				written.startsWith("..") && to !== undefined && folderOf(from) !== folderOf(to),
		);
		expect(climbing.map(({ from, written }) => `${from} imports ${written}`)).toEqual([]);
	});

	test("an import says its ending and leads to a file", () => {
		const paths = new Set(files.map(({ path }) => path));
		const lost = imports.filter(
			({ to }) => to !== undefined && (!/\.(tsx?|mjs|css|json)$/.test(to) || !paths.has(to)),
		);
		expect(lost.map(({ from, written }) => `${from} imports ${written}`)).toEqual([]);
	});
});

/** What is started by name and not imported. Tests are found by their ending. */
const entries = [
	"daemon/main.ts",
	"daemon/cli.ts",
	"daemon/halfnormal.mjs",
	"daemon/set-up.mjs",
	"daemon/devices/midi-process.ts",
	"daemon/engine/process.ts",
	"web-panel/main.tsx",
	"web-panel/vite.config.ts",
	"web-panel/no-zod.ts",
	"test/vitest.config.ts",
	"test/set-up.mjs",
	"test/engine/wav-endless-take.ts",
];
/** Children that a test or a bench starts as a process of their own, and benches. */
const STARTED = /^test\/bench\/|\.child\.ts$|\.test\.tsx?$|^test\/simulators\/[^/]+\.mjs$/;

test("no file is there that nobody imports", () => {
	const imported = new Set(code.flatMap(importsOf).map(({ to }) => to));
	const orphans = code
		.map(({ path }) => path)
		.filter((path) => !imported.has(path) && !entries.includes(path) && !STARTED.test(path));
	expect(orphans).toEqual([]);
});

test("every entry point that is named exists", () => {
	const paths = new Set(files.map(({ path }) => path));
	expect(entries.filter((path) => !paths.has(path))).toEqual([]);
});

describe("length", () => {
	test("no file has more than 300 lines", () => {
		const long = sources.map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }));
		expect(long.filter(({ lines }) => lines > 300).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
	});

	test("no function has more than 60 lines", () => {
		const long = code.flatMap((file) =>
			longFunctions(file, 60).map(({ line, lines }) => `${file.path}:${line} ${lines} lines`),
		);
		expect(long).toEqual([]);
	});
});

/** Statements that rename on the way in or out; "as" has another meaning there. */
const RENAMES = /\b(?:import|export)\s+(?:type\s+)?(?:\*|\{)[^;]*?\bfrom\b|\bexport\s*\{[^}]*\}/g;
const withoutRenames = sources.map((file) => ({
	...file,
	bare: file.bare.replace(RENAMES, (found) => found.replace(/[^\n]/g, " ")),
}));

describe("types are not talked round", () => {
	test.each<[string, RegExp, readonly SourceFile[]]>([
		["no any", /(?:[:<|&]|=>|\bas)\s*any\b/g, sources],
		[
			"no as, but as const",
			/[\w)\]}"'`]\s+as\s+(?:[A-Z{[(]|(?:unknown|string|number|boolean|never|typeof|keyof|readonly|object)\b)/g,
			withoutRenames,
		],
		["no exclamation mark against null", /[\w)\]]!(?=[.[;,)\]])/g, sources],
		["no enum", /^\s*(?:export\s+)?(?:declare\s+)?(?:const\s+)?enum\s/gm, sources],
		["no namespace", /^\s*(?:export\s+)?(?:declare\s+)?(?:namespace|module)\s+\w/gm, sources],
	])("%s", (_, pattern, where) => {
		expect(matchesIn(where, pattern)).toEqual([]);
	});

	test("no default export, but where a tool wants one", () => {
		const wanted = /(?:vite|vitest)\.config\.ts$/;
		expect(
			matchesIn(
				sources.filter(({ path }) => !wanted.test(path)),
				/^export\s+default\b/gm,
			),
		).toEqual([]);
	});

	test("neither the compiler nor the linter is told to look away", () => {
		expect(
			matchesIn(
				code.filter(outsideTidy),
				/@ts-(?:ignore|expect-error|nocheck)|biome-ignore|eslint-/g,
				"text",
			),
		).toEqual([]);
	});
});

describe("words", () => {
	test("no name is a Manager, Helper, Util, Service or a Node of the studio", () => {
		const words =
			/\b\w*(?:Manager|Helper|Util|Utils|Utilities|Service)\b|\b(?:manager|helper|utils?|service)\b(?!-)|\b(?:type|interface|class)\s+Node\b/g;
		expect(matchesIn(sources.filter(outsideTidy), words)).toEqual([]);
		const names = files
			.map(({ path }) => posix.basename(path))
			.filter((name) => /manager|helper|util|service/i.test(name));
		expect(names).toEqual([]);
	});

	test("nobody prints to the console but the command line, the set-up and the benches", () => {
		const mayPrint = /^daemon\/cli|set-up\.mjs$|^test\/bench\/|^test\/simulators\/.*\.mjs$/;
		expect(
			matchesIn(
				code.filter(({ path }) => !mayPrint.test(path)),
				/\bconsole\.\w+/g,
			),
		).toEqual([]);
	});

	test("no path of somebody's machine and no registry is written down", () => {
		const places = /(?<![\w.}~-])\/(?:work|tmp|root|Users)\/\w|\bregistry\.\w+\.\w+/g;
		expect(matchesIn(files.filter(outsideTidy), places, "text")).toEqual([]);
	});
});

/** Benches measure time and may let it pass. */
const tests = sources.filter(
	(file) => isTest(file) && outsideTidy(file) && !file.path.startsWith("test/bench/"),
);

describe("tests", () => {
	test("none stands alone", () => {
		expect(matchesIn(tests, /\b(?:test|it|describe)\.only\b/g)).toEqual([]);
	});

	test("one that is always left out says why, in a comment on the line or above it", () => {
		const silent = tests.flatMap(({ path, text, bare }) => {
			const lines = text.split("\n");
			return bare.split("\n").flatMap((line, i) => {
				const isLeftOut = /\b(?:test|it|describe)\.(?:skip|todo|fails)\b/.test(line);
				const says = [lines[i], lines[i - 1]].some((words) => /\/\/|\*\//.test(words ?? ""));
				return isLeftOut && !says ? [`${path}:${i + 1}`] : [];
			});
		});
		expect(silent).toEqual([]);
	});

	test("time passes only in until.ts, and only while something is awaited", () => {
		const waiting = tests.filter(({ path }) => path !== "test/until.ts");
		expect(matchesIn(waiting, /\bsetTimeout\s*\(/g)).toEqual([]);
		const pausing = waiting.filter(({ text }) => /from "(?:node:)?timers\/promises"/.test(text));
		expect(pausing.map(({ path }) => path)).toEqual([]);
	});
});

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ownGear, readCatalogue } from "#drivers/catalogue.ts";
import { catalogueReport, countsOf } from "#drivers/catalogue-report.ts";
import { halfnormal } from "./a-command.ts";
import { aTerminal } from "./a-terminal.ts";

const folder = mkdtempSync(join(tmpdir(), "halfnormal-own-"));
afterAll(() => rmSync(folder, { recursive: true }));
mkdirSync(join(folder, "gear/api"), { recursive: true });
const own = readFileSync(join(ownGear, "api/2500.yaml"), "utf8").replace("kind: compressor", "kind: other");
writeFileSync(join(folder, "gear/api/2500.yaml"), own);
const doubtful = join(folder, "2500.yaml");
writeFileSync(doubtful, own.replace("  jacks: sos\n", ""));

const catalogue = await readCatalogue([ownGear]);
const page = catalogueReport(catalogue);

describe("gear list", () => {
	test("shows what has all the words, of one kind if wished", () => {
		expect(halfnormal(["gear", "list", "API", "2500"]).stdout).toMatch(/^api\/2500 +API 2500 +compressor\n$/);
		const { stdout } = halfnormal(["gear", "list", "--kind", "compressor", "--json"]);
		const kinds = new Set(JSON.parse(stdout).map(({ kind }: { kind: string }) => kind));
		expect([...kinds]).toEqual(["compressor"]);
	});

	test("says so when nothing fits", () => {
		expect(halfnormal(["gear", "list", "hammond", "fridge"]).stdout).toMatch(/Nothing in the catalogue/);
	});

	test("a user's own model wins over the shipped one", () => {
		const [mine] = JSON.parse(halfnormal(["gear", "list", "2500", "--studio", folder, "--json"]).stdout);
		expect(mine).toMatchObject({ name: "api/2500", kind: "other" });
	});
});

describe("gear show", () => {
	test("says of every figure where it was read", () => {
		const { stdout } = halfnormal(["gear", "show", "api/2500"]);
		expect(stdout).toMatch(/ports\.out-l\.maximum +\+28 dBu +i4studio/);
		expect(stdout).toMatch(/ports\.in-l\.impedance +unknown\n/);
	});

	test("draws the front panel", () => {
		const out = join(folder, "panel.svg");
		expect(halfnormal(["gear", "show", "api/2500", "--out", out]).status).toBe(0);
		const svg = readFileSync(out, "utf8");
		expect(svg).toMatch(/^<svg .*<title>API 2500<\/title>/);
		for (const label of ["THRESH", "L/R LINK", "METER"]) expect(svg).toContain(`>${label}<`);
	});

	test("of a name that is not there says where to look", () => {
		expect(halfnormal(["gear", "show", "api/2501"])).toMatchObject({
			status: 2,
			stderr: expect.stringContaining("gear list"),
		});
	});
});

describe("gear check", () => {
	test("is content with the whole catalogue", () => {
		expect(halfnormal(["gear", "check"])).toMatchObject({
			status: 0,
			stdout: "All gear files are in order.\n",
		});
	});

	test("tells a doubt, with an exit code of its own", () => {
		const { status, stdout } = halfnormal(["gear", "check", doubtful]);
		expect(status).toBe(1);
		expect(stdout).toMatch(/, jacks: nothing says where this was read/);
	});
});

test("check says with which electrical figures it computes that nobody has looked up", async () => {
	await using terminal = await aTerminal();
	const { out } = await terminal.types("check");
	expect(out).not.toContain("known by heart");
	const name = "halfnormal/fet-compressor";
	const shipped = readFileSync(join(ownGear, `${name}.yaml`), "utf8");
	mkdirSync(join(terminal.studio, "gear/halfnormal"), { recursive: true });
	const byHeart = shipped.replace(
		/^sources:.*$/m,
		"$&\ncites: { ports.out.noise: figures, ports.out: remembered }",
	);
	writeFileSync(join(terminal.studio, `gear/${name}.yaml`), byHeart);
	const again = await terminal.types("check");
	expect(again.out).toContain(`known by heart and not looked up: 4 of ${name}. gear show tells which.`);
	expect(JSON.parse((await terminal.types("check", "--json")).out).remembered).toEqual({ [name]: 4 });
}, 60_000);

describe("the page on the catalogue", () => {
	test("is up to date (if not: npm run -s halfnormal -- gear report)", () => {
		expect(readFileSync(join(ownGear, "CATALOGUE.md"), "utf8")).toBe(page);
	});

	test("counts every figure of every real model once", () => {
		for (const [name, { simulated }] of catalogue.models) {
			const figures = catalogue.figures.get(name) ?? [];
			const { read, remembered, unknown } = countsOf(figures);
			expect(read + remembered + unknown, name).toBe(figures.length);
			if (!simulated) expect(page, name).toContain(`\`${name}\``);
		}
	});

	test("gear report writes it where it is told to", () => {
		const out = join(folder, "CATALOGUE.md");
		expect(halfnormal(["gear", "report", "--out", out]).status).toBe(0);
		expect(readFileSync(out, "utf8")).toBe(page);
	});

	test("a word that is no gear command is told", () => {
		expect(halfnormal(["gear", "sell"])).toMatchObject({
			status: 2,
			stderr: expect.stringContaining("gear list"),
		});
	});
});

import { readdir, readFile, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { openServer } from "#server/server.ts";
import { plainName } from "#server/upload.ts";
import { type Answered, rawRequest } from "./a-request.ts";
import { type AServer, aServer } from "./a-server.ts";

const wave = (bytes: number, kind = "RIFF"): Buffer => {
	const file = Buffer.alloc(bytes, 7);
	file.write(`${kind}0000WAVE`, "latin1");
	return file;
};

const send = (server: AServer, name: string, body: BodyInit | Buffer): Promise<Response> =>
	server.get(`/api/sources?name=${encodeURIComponent(name)}`, {
		method: "POST",
		body: Buffer.isBuffer(body) ? new Uint8Array(body) : body,
	});

/** The bytes, sent in pieces and without saying how many. */
const inPieces = (server: AServer, name: string, pieces: readonly Buffer[]): Promise<Answered> => {
	const sent = { port: server.server.port, path: `/api/sources?name=${name}`, method: "POST", pieces };
	return rawRequest(sent);
};

test("a WAV is kept under its name, whole, and the desk is told", async () => {
	await using server = await aServer();
	for (const kind of ["RIFF", "RF64", "BW64"]) {
		const answer = await send(server, `${kind}.wav`, wave(3_000_000, kind));
		expect(answer.status).toBe(201);
		expect(await answer.json()).toEqual({ file: `${kind}.wav` });
		const kept = await readFile(join(server.sources, `${kind}.wav`));
		expect(kept.equals(wave(3_000_000, kind))).toBe(true);
	}
	expect(server.desk.added).toEqual(["RIFF.wav", "RF64.wav", "BW64.wav"]);
	expect((await readdir(server.sources)).length).toBe(3);
});

test("nothing that is there is overwritten, even by ten at the same time", async () => {
	await using server = await aServer();
	await writeFile(join(server.sources, "mix.wav"), "mine");
	const sent = Array.from({ length: 10 }, () => send(server, "mix.wav", wave(1000)));
	for (const answer of await Promise.all(sent)) expect(answer.status).toBe(201);
	expect(await readFile(join(server.sources, "mix.wav"), "utf8")).toBe("mine");
	const names = Array.from({ length: 10 }, (_, i) => `mix ${i + 2}.wav`);
	expect((await readdir(server.sources)).sort()).toEqual(["mix.wav", ...names].sort());
});

test("what is no WAV is not kept, however it is cut up on its way", async () => {
	await using server = await aServer();
	const bodies: readonly Buffer[] = [
		Buffer.alloc(0),
		Buffer.from("RIFF"),
		Buffer.from("RIFF0000WAV"),
		Buffer.from("ID3 this is an mp3 and not a wav"),
		Buffer.from("RIFF0000AVI and so on"),
		Buffer.alloc(5_000_000),
	];
	for (const body of bodies) {
		const answer = await send(server, "song.wav", body);
		expect(answer.status).toBe(415);
		expect(await answer.json()).toMatchObject({ code: "not a WAV", cure: expect.any(String) });
	}
	expect(await readdir(server.sources)).toEqual([]);
	expect(server.desk.added).toEqual([]);
});

test("the head of a WAV is recognised when it comes byte by byte", async () => {
	await using server = await aServer();
	const whole = wave(40);
	const answer = await inPieces(
		server,
		"slow.wav",
		[...whole].map((byte) => Buffer.from([byte])),
	);
	expect(answer.status).toBe(201);
	expect(await readFile(join(server.sources, "slow.wav"))).toEqual(whole);
});

test("a source over the cap is refused, whether it says its size or not", async () => {
	await using server = await aServer({ upload: 100_000 });
	const said = await send(server, "big.wav", wave(100_001));
	expect(said.status).toBe(413);
	const unsaid = await inPieces(server, "big.wav", [wave(60_000), wave(60_000)]);
	expect(unsaid.status).toBe(413);
	expect((await send(server, "fits.wav", wave(100_000))).status).toBe(201);
	expect(await readdir(server.sources)).toEqual(["fits.wav"]);
});

test("an upload that breaks off or stalls leaves nothing behind", async () => {
	await using server = await aServer({ stall: 100 });
	const begin = () => {
		const upload = request({
			host: "127.0.0.1",
			port: server.server.port,
			path: "/api/sources?name=half.wav",
			method: "POST",
			headers: { "content-length": 1000 },
		});
		upload.on("error", () => {});
		upload.write(wave(500));
		return upload;
	};
	const broken = begin();
	await vi.waitUntil(async () => (await readdir(server.sources)).length === 1, { interval: 2 });
	broken.destroy();
	await vi.waitUntil(async () => (await readdir(server.sources)).length === 0);
	const stalled = begin();
	await vi.waitUntil(async () => (await readdir(server.sources)).length === 1, { interval: 2 });
	await vi.waitUntil(() => stalled.destroyed);
	await vi.waitUntil(async () => (await readdir(server.sources)).length === 0);
	expect(server.reported).toEqual([]);
});

const again = async (server: AServer): Promise<AsyncDisposable> => {
	const opened = await openServer({
		desk: server.desk,
		panel: join(server.folder, "panel"),
		port: 0,
		listen: "loopback",
		elapsed: () => performance.now(),
		report: () => {},
	});
	if ("refused" in opened) throw new Error(opened.because);
	return opened;
};

test("what an earlier run left unfinished is swept away, and nothing else", async () => {
	await using server = await aServer();
	await writeFile(join(server.sources, ".upload-1.partial"), "half");
	await writeFile(join(server.sources, "mine.partial"), "mine");
	await using _again = await again(server);
	expect(await readdir(server.sources)).toEqual(["mine.partial"]);
});

test("a source without a name is refused", async () => {
	await using server = await aServer();
	expect((await server.get("/api/sources", { method: "POST", body: "RIFF" })).status).toBe(400);
	expect((await send(server, "", wave(20))).status).toBe(400);
});

test("names are made safe and stay readable", () => {
	expect(plainName("Für Elise (mix 3).WAV")).toBe("Für Elise (mix 3).wav");
	expect(plainName("../../etc/passwd")).toBe("passwd.wav");
	expect(plainName("C:\\Mixes\\a:b.wav")).toBe("a-b.wav");
	expect(plainName("...")).toBe("source.wav");
	expect(plainName("NUL.wav")).toBe("source NUL.wav");
	expect(plainName("mix.aiff")).toBe("mix.aiff.wav");
	expect(plainName("🎛".repeat(80))).toBe(`${"🎛".repeat(45)}.wav`);
});

test("no name leads out of the folder or hides in it, and a safe name stays as it is", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 300 }), (asked) => {
			const name = plainName(asked);
			expect(name).toMatch(/^[^./\\:][^/\\:]*\.wav$/u);
			expect(Buffer.byteLength(name)).toBeLessThan(255);
			expect(plainName(name)).toBe(name);
		}),
		{ numRuns: 500 },
	);
});

import { createTake } from "#engine/wav-write.ts";
import { aFormat, knownBlock } from "./wav-files.ts";

/** A child process that records without end, and says after each block how much it gave away, until it is killed. */
const [, , path, channels] = process.argv;
const format = aFormat({ channels: Number(channels) });
const take = await createTake(path, format);
for (;;) {
	await take.write(knownBlock(take.frames(), 480, format.channels));
	process.stdout.write(`${take.frames()}\n`);
	await new Promise((next) => setImmediate(next));
}

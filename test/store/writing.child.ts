import { writeSync } from "node:fs";
import { openJournal } from "#store/journal.ts";
import { someEvents } from "./a-story.ts";

// Writes events for ever, several appends at a time, and says each clock once it is on the disk.
const journal = await openJournal(process.argv[2] ?? "");
if ("refused" in journal) throw new Error(journal.because);
process.on("SIGXFSZ", () => {});
const say = (line: string): number => writeSync(1, `${line}\n`);
const append = async (clock: number): Promise<void> => {
	const events = someEvents(3, clock);
	await journal.append(events);
	for (const event of events) say(`${event.clock}`);
};
try {
	for (let clock = 1; ; clock += 12) await Promise.all([0, 3, 6, 9].map((ahead) => append(clock + ahead)));
} catch (error) {
	say(`refused: ${error instanceof Error ? error.message : error}`);
}

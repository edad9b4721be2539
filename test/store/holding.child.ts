import { lockFolder } from "#store/lock.ts";

// Takes the lock of a folder, says so and keeps it until it is killed.
const lock = lockFolder(process.argv[2] ?? "", { since: "2026-11-22T10:00:00.000Z" });
if ("refused" in lock) throw new Error(lock.because);
lock.announce("http://127.0.0.1:7373");
process.stdout.write("held\n");
setInterval(() => {}, 60_000);

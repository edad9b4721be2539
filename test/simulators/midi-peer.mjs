// A unit on a MIDI system: a second client of the library at argv[2], with ports of its own under argv[3].
// Prints each message that it hears in hexadecimal; sends each line of hexadecimal that it is given.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [library, name] = process.argv.slice(2);
const { Input, Output } = createRequire(import.meta.url)(library);
const input = new Input();
const output = new Output();
input.ignoreTypes(false, false, false);
input.on("message", (_delta, bytes) => console.log(Buffer.from(bytes).toString("hex")));
input.openVirtualPort(name);
output.openVirtualPort(name);
createInterface({ input: process.stdin }).on("line", (line) =>
	output.sendMessage([...Buffer.from(line, "hex")]),
);
console.log("ready");

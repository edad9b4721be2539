import type { PassOrder } from "#model/pass.ts";
import type { BroadcastExtension } from "./wav-bext.ts";
import type { Wav } from "./wav-read.ts";

/** The broadcast extension of a take. It keeps the source's time stamp, so that a workstation spots it in place. */
export const takeBext = (order: PassOrder, source: Wav, now: Date): BroadcastExtension => {
	const two = (figure: number): string => String(figure).padStart(2, "0");
	const mode = order.returns.length === 1 ? "mono" : order.returns.length === 2 ? "stereo" : "multi";
	return {
		description: Object.values(order.notes).join(" · "),
		originator: "Halfnormal",
		originatorReference: order.pass,
		originationDate: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
		originationTime: [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":"),
		timeReference: source.bext?.timeReference ?? 0,
		codingHistory: `A=PCM,F=${order.rate},W=${order.bits},M=${mode},T=Halfnormal\r\n`,
	};
};

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string): string => text.replace(/[&<>]/g, (letter) => ESCAPES[letter] ?? letter);

/** All notes as iXML, which editors show where they hide the broadcast extension. */
export const takeIxml = (order: PassOrder): string => {
	const lines = Object.entries(order.notes).map(([name, note]) => escaped(`${name}: ${note}`));
	return `<?xml version="1.0" encoding="UTF-8"?>\n<BWFXML><IXML_VERSION>1.61</IXML_VERSION><TAKE>${escaped(order.pass)}</TAKE><USER>${lines.join("\n")}</USER></BWFXML>`;
};

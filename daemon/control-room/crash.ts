import { basename } from "node:path";
import { recoverTakes } from "#engine/recover-takes.ts";
import type { DataFolder } from "#store/folder.ts";
import type { ControlRoom } from "./control-room.ts";

/**
 * After a crash in a pass: the partial take becomes a valid file that says it is partial, and the journal says how the
 * pass ended. Nothing is armed and nothing is printed again.
 */
export const settleAfterCrash = async ({ desk, record }: ControlRoom, folder: DataFolder): Promise<void> => {
	const { id, pass, header } = desk.session();
	const recovered = await recoverTakes(folder.session(id).takes);
	if (!pass) return;
	const kept = recovered.find((take) => take.ok);
	const sentence = kept
		? `The daemon was ended in mid-pass; ${(kept.frames / header.rate).toFixed(1)} s are kept as a partial take.`
		: "The daemon was ended in mid-pass; nothing of the take was kept.";
	const result = {
		pass: pass.pass,
		end: "failed" as const,
		take: kept?.path ?? null,
		figures: null,
		remarks: [{ code: "daemon-lost", severity: "fail" as const, sentence }],
		sentence,
	};
	await record([{ was: "finished", result, file: kept ? basename(kept.path) : null }], "daemon");
};

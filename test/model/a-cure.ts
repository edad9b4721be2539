import { expect } from "vitest";
import type { Studio } from "#model/studio.ts";
import { aDesk, isDeskCommand } from "../builders.ts";
import { findingsIn, type Room } from "./a-fault.ts";

/** Carries out what the finding of a room offers as its cure, and gives the room after that. */
export const cured = (
	studio: Studio,
	prepare: Parameters<ReturnType<typeof aDesk>["does"]>[0][],
	code: string,
): Room => {
	const desk = aDesk(studio);
	for (const command of prepare) desk.must(command);
	const found = findingsIn({ studio, session: desk.session() }).find((finding) => finding.code === code);
	expect(found?.apply?.length).toBeGreaterThan(0);
	for (const command of found?.apply ?? []) if (isDeskCommand(command)) desk.must(command);
	return { studio, session: desk.session() };
};

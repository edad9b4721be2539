import type { CodePage } from "#model/rules/rule.ts";

type Pages = Readonly<Record<string, CodePage>>;

const LONGEST_WAIT = 5000;

const ask = async (): Promise<Pages> => {
	const answer = await fetch("/api/findings", { signal: AbortSignal.timeout(LONGEST_WAIT) });
	if (!answer.ok) throw new Error(`The daemon answered ${answer.status}`);
	return answer.json();
};

let asked: Promise<Pages> | undefined;

/** The page of a code. All are asked for when the first is wanted, and kept; after a failure they are asked for anew. */
export const pageOf = async (code: string): Promise<CodePage | undefined> => {
	asked ??= ask();
	try {
		return (await asked)[code];
	} catch (error) {
		asked = undefined;
		throw error;
	}
};

import type { PassOrder, Remark } from "#model/pass.ts";

/** What the finished file itself gives away, compared with its source. */
export const checkedTake = async (_: {
	readonly order: PassOrder;
	readonly take: string;
	readonly frames: number;
}): Promise<readonly Remark[]> => [];

export type Bucket = { readonly tokens: number; readonly at: number };
export type Flow = { readonly perSecond: number; readonly burst: number };

/** Takes one token: the bucket after it, and how many ms the taker has to wait before it goes on. Times in ms. */
export const takeToken = (
	{ perSecond, burst }: Flow,
	bucket: Bucket,
	now: number,
): { bucket: Bucket; wait: number } => {
	const tokens = Math.min(burst, bucket.tokens + ((now - bucket.at) / 1000) * perSecond) - 1;
	return { bucket: { tokens, at: now }, wait: Math.max(0, (-tokens / perSecond) * 1000) };
};

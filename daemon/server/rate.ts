/** A bucket of `burst` tokens that fills at `perSecond`; `take` is false when it is empty. `elapsed` in ms. */
export const tokenBucket = ({
	burst,
	perSecond,
	elapsed,
}: {
	readonly burst: number;
	readonly perSecond: number;
	readonly elapsed: () => number;
}): { readonly take: () => boolean } => {
	let tokens = burst;
	let last = elapsed();
	return {
		take: () => {
			const now = elapsed();
			tokens = Math.min(burst, tokens + ((now - last) / 1000) * perSecond);
			last = now;
			if (tokens < 1) return false;
			tokens -= 1;
			return true;
		},
	};
};

import { defineConfig } from "vite";
import solid from "vite-plugin-solid";

/** `default-src 'self'` forbids data URIs and inline code, so nothing is inlined. */
export default defineConfig({
	root: import.meta.dirname,
	plugins: [solid()],
	resolve: { alias: { zod: `${import.meta.dirname}/no-zod.ts` } },
	build: {
		target: "es2022",
		assetsInlineLimit: 0,
		modulePreload: { polyfill: false },
		// Never say that reading a property has no side effect: that is how Solid follows a list.
		rolldownOptions: { treeshake: { manualPureFunctions: ["z"] } },
	},
});

import { defineConfig } from "vitest/config";

export default defineConfig({
	test: {
		include: ["test/**/*.test.ts"],
		environment: "node",
		testTimeout: 30_000,
		hookTimeout: 60_000,
		maxWorkers: 2,
		// Real servers, terminals and browsers in real time on shared cores: CI may try a test once more, and says so.
		retry: process.env.CI ? 1 : 0,
		reporters: ["default"],
	},
});

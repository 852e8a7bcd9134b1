import { defineConfig } from "vitest/config";

// One browser and one daemon at a time: the machine may have two cores.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.e2e.ts"],
    environment: "node",
    setupFiles: ["pictures.ts"],
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
    bail: process.env["CI"] ? 1 : 0,
  },
});

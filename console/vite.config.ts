import { defineConfig } from "vitest/config";

// Where the daemon listens while the console is developed: the browser must see one origin.
const daemon = process.env["PATROLD_ADDRESS"] ?? "http://127.0.0.1:7443";

export default defineConfig({
  base: "/",
  build: {
    outDir: "dist/site",
    emptyOutDir: true,
    target: "es2022",
    // Nothing inline: the content security policy forbids it.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
  worker: { format: "es" },
  server: { host: "127.0.0.1", proxy: { "^/(patrol\\.v1\\.|base/)": { target: daemon } } },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});

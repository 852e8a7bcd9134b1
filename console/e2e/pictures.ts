// For every file of tests: what stands on the screens when a test fails is kept in `failed/`.

import { join } from "node:path";
import { afterEach } from "vitest";
import { open } from "./console.ts";

afterEach(async ({ task }) => {
  if (task.result?.state !== "fail") return;
  for (const [index, page] of [...open].entries()) {
    const name = `${task.name.slice(0, 40).replaceAll(/\W+/g, "-")}-${index}.png`;
    await page.screenshot({ path: join(import.meta.dirname, "failed", name) }).catch(() => undefined);
  }
});

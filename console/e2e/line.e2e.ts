// A line that breaks or falls silent: the screen says so, and afterwards nothing of what happened meanwhile is missing.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { stageFor } from "./stage.ts";
import { Wire } from "./wire.ts";

let wire: Wire;
/** What a second watcher, whose line never breaks, was told: the oracle. */
const told = new Set<bigint>();
const watching = new AbortController();

const stage = stageFor({
  through: async (it) => {
    wire = await Wire.to(Number(new URL(it.url).port));
    it.atEnd(() => wire.close());
    it.atEnd(() => watching.abort());
    void listen();
    return `http://127.0.0.1:${wire.port}`;
  },
});

const desk = () => stage.daemon.client(DispatchService);

async function listen(): Promise<void> {
  try {
    for await (const { message } of desk().watch({ heartbeatIntervalMs: 1000 }, { signal: watching.signal })) {
      if (message.case === "change" && message.value.events.length > 0) told.add(message.value.sequence);
    }
  } catch {
    // The test is over.
  }
}

/** Three calls come in, and one is closed again. */
async function meanwhile(): Promise<string[]> {
  const names: string[] = [];
  for (const [north, east] of [[500, 0], [-600, 200], [0, 900]] as const) {
    names.push((await stage.daemon.phone("dispute", north, east)).name);
  }
  await desk().closeIncident({ incident: names[0] ?? "", disposition: { kind: 7, activity: 7 } }).catch(() => undefined);
  return names;
}

/** Every incident of the daemon is on the screen as the daemon has it, and every change that had something to say was heard. */
async function nothingIsMissing(page: Page, after: bigint): Promise<void> {
  const { incidents, asOfSequence } = await desk().listIncidents({ pageSize: 100 });
  await expect.poll(() => page.evaluate(() => window.patrold.world.sequence), { timeout: 30_000 }).toBeGreaterThanOrEqual(asOfSequence);
  const shown = await page.evaluate(() => [...window.patrold.world.incidents.values()].map((it) => `${it.name} ${it.state}`));
  expect(shown.sort()).toEqual(incidents.map((it) => `${it.name} ${it.state}`).sort());
  const heard = new Set(await page.evaluate(() => window.patrold.world.log.map((line) => line.sequence)));
  const missed = [...told].filter((it) => it > after && it <= asOfSequence && !heard.has(it));
  expect(missed).toEqual([]);
}

describe("a line", () => {
  it("that is cut is known at once, tried again, and goes on without a gap", async () => {
    const { page } = stage.seat;
    const before = await page.evaluate(() => window.patrold.world.sequence);
    wire.cut();
    await page.locator(".truth-lost").waitFor({ timeout: 10_000 });
    await expect.poll(() => page.locator(".veil").innerText(), { timeout: 10_000 }).toMatch(/old/);
    const names = await meanwhile();
    expect(await page.locator(`[data-incident="${names[1]}"]`).count()).toBe(0);
    // Work that is ordered meanwhile is not lost: it is sent again under the same name until there is an answer.
    wire.mend();
    await page.locator(".truth-live").waitFor({ timeout: 40_000 });
    await page.locator(`[data-incident="${names[1]}"]`).waitFor({ timeout: 20_000 });
    await nothingIsMissing(page, before);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("that falls silent is not taken for a calm city", async () => {
    const { page } = stage.seat;
    const before = await page.evaluate(() => window.patrold.world.sequence);
    wire.fallSilent();
    await page.locator(".truth-silent").waitFor({ timeout: 15_000 });
    await page.locator(".desk.stale").waitFor();
    const names = await meanwhile();
    // After a while the dead line is given up by itself; then it can be mended.
    await page.locator(".truth-lost").waitFor({ timeout: 30_000 });
    wire.cut();
    wire.mend();
    await page.locator(".truth-live").waitFor({ timeout: 40_000 });
    await page.locator(`[data-incident="${names[1]}"]`).waitFor({ timeout: 20_000 });
    await nothingIsMissing(page, before);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("that breaks under an order lets it be carried out once", async () => {
    const { page } = stage.seat;
    const [, , name] = await meanwhile();
    const row = page.locator(`[data-incident="${name}"] .row-open`);
    await row.waitFor({ timeout: 15_000 });
    await row.click();
    wire.cut();
    await page.locator(".truth-lost").waitFor({ timeout: 10_000 });
    await page.locator(".note-input").fill("门口有监控");
    await page.locator(".note-input").press("Enter");
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 10_000 }).toMatch(/sent again/);
    wire.mend();
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 20_000 }).toMatch(/Note written/);
    const { incident } = await desk().getIncident({ name: name ?? "" });
    expect(incident?.notes.map((it) => it.text?.text)).toEqual(["门口有监控"]);
    expect(stage.seat.complaints).toEqual([]);
  });
});

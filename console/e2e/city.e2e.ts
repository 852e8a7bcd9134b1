// The demo city at its real size, with units that do what they are told: what a dispatcher sees of one call among many.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { call } from "../tools/street.ts";
import { stageFor } from "./stage.ts";

const stage = stageFor({
  demoCity: true,
  // Slow enough that a screen which the processor draws shows each step: what is not drawn cannot be looked at.
  street: { units: 500, manual: false, tickMs: 1000, speedMps: 20, stepMs: 6000, sceneMs: 8000 },
  before: async ({ daemon }) => {
    for (let number = 0; number < 12; number += 1) await call(daemon.address, number);
  },
  seat: { viewport: { width: 1440, height: 900 } },
});

interface Sample {
  readonly state: string;
  /** How far the unit is drawn from the scene, in degrees. */
  readonly away: number;
}

/** From now on the page notes how the card's first dispatch stands and where its unit is drawn. */
function sample(page: Page, lng: number, lat: number): Promise<void> {
  return page.evaluate(
    ([lng, lat]) => {
      const samples: { state: string; away: number }[] = [];
      Object.assign(window, { samples });
      setInterval(() => {
        const row = document.querySelector<HTMLElement>(".incident .dispatch");
        const unit = row?.querySelector("button.link")?.textContent?.trim() ?? "";
        const { fleet } = window.patrold.world;
        const at = fleet.indexOf(`units/${unit}`);
        if (!row || at === undefined) return;
        const [x, y] = fleet.lngLat(at, performance.now());
        const state = row.querySelector(".dispatch-state")?.textContent ?? "";
        samples.push({ state, away: Math.hypot(x - lng, y - lat) });
      }, 100);
    },
    [lng, lat] as const,
  );
}

const sampled = (page: Page): Promise<Sample[]> => page.evaluate(() => (window as unknown as { samples: Sample[] }).samples);

describe("the demo city", () => {
  it("is all there: every unit, the calls, and the figures of the bar agree with the daemon", async () => {
    const { page } = stage.seat;
    const shown = await page.evaluate(() => {
      const { world } = window.patrold;
      let onDuty = 0;
      for (const unit of world.units.values()) if (unit.duty) onDuty += 1;
      return { units: world.units.size, onDuty, incidents: world.incidents.size };
    });
    expect(shown.units).toBe(3744);
    expect(shown.onDuty).toBe(500);
    expect(shown.incidents).toBeGreaterThanOrEqual(12);
    const bar = await page.locator(".bar .figures").innerText();
    expect(bar).toMatch(/\/ 500/);
  });

  it("a report becomes a unit that is recommended, sent, moves on the map and arrives", async () => {
    const { page } = stage.seat;
    await sample(page, 113.7518, 23.0205);
    await page.keyboard.press("n");
    await page.locator("#report-type").fill("criminal.theft");
    await page.locator("#report-position").fill("23.0205, 113.7518");
    await expect.poll(() => page.locator(".verdict").innerText(), { timeout: 15_000 }).toMatch(/Would send\s+\S+/);
    await page.locator("#report-narrative").fill("店里手机被偷");
    await page.keyboard.press("Control+Enter");
    await page.locator(".incident .dispatch").first().waitFor({ timeout: 20_000 });
    await expect
      .poll(async () => (await sampled(page)).at(-1)?.state, { timeout: 180_000, interval: 500 })
      .toBe("Finished");
    const samples = await sampled(page);
    const states = samples.map((it) => it.state).filter((state, index, all) => state !== all[index - 1]);
    expect(states.slice(-3)).toEqual(["Under way", "On scene", "Finished"]);
    // It came nearer on the way, by the way that there was, and stands where it was called to.
    const way = samples.filter((it) => it.state === "Under way");
    const there = samples.findLast((it) => it.state === "On scene");
    expect(way[0]?.away ?? 0).toBeGreaterThan((way.at(-1)?.away ?? 1) + 1e-4);
    expect(there?.away).toBeLessThan(2e-3);
    expect(stage.seat.complaints).toEqual([]);
  });
});

// A whole job without a mouse: nothing here clicks, hovers or points.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { PolicyService } from "../src/gen/patrol/v1/policy_pb.ts";
import { stageFor, type Stage } from "./stage.ts";

const stage = stageFor({ street: { tickMs: 500, speedMps: 60 }, before: letPersonsDecide });

/** From now on the daemon proposes, and a dispatcher sends. */
async function letPersonsDecide({ daemon }: Stage): Promise<void> {
  const policy = daemon.client(PolicyService);
  const { policy: active } = await policy.getPolicy({});
  const policyToml = (active?.parts?.policyToml ?? "").replace('mode = "automatic"', 'mode = "confirm"');
  await policy.activatePolicy({ source: { case: "parts", value: { policyToml } }, etag: active?.hash ?? "", reason: "a person sends" });
}

const focused = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.id || document.activeElement?.className || document.activeElement?.tagName || "");

describe("without a mouse", () => {
  it("a report is taken, its place is found on the map, the recommended unit is sent and seen through to the end", async () => {
    const { page } = stage.seat;
    const began = Date.now();
    await page.keyboard.press("n");
    await page.locator("#report-type").waitFor();
    expect(await focused(page)).toBe("report-type");
    await page.keyboard.type("邻里纠纷");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("演示路 8 号");
    // That no place is known by that name is said at once.
    await expect.poll(() => page.locator("#report-address-note").innerText()).toContain("演示路 8 号");
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("report-position");
    // Enter leads to the map; the arrow keys move it, Enter takes what lies below the cross-hair.
    await page.keyboard.press("Enter");
    expect(await focused(page)).toContain("maplibregl-canvas");
    await page.keyboard.press("ArrowUp");
    await page.waitForTimeout(600);
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("report-narrative");
    expect(await page.locator("#report-position").inputValue()).toMatch(/^2[23]\.\d+, 11[34]\.\d+$/);
    await page.keyboard.type("邻居吵架");
    await expect.poll(() => page.locator(".verdict").innerText(), { timeout: 15_000 }).toMatch(/Would send\s+\S+/);
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 15_000 }).toMatch(/Nobody sent yet/);

    // It is selected; the unit is recommended and waits for a person's word.
    await expect.poll(() => page.locator(".incident .advice").innerText(), { timeout: 15_000 }).toMatch(/\S/);
    const unit = (await page.locator(".incident .advice button.link").first().innerText()).trim();
    await page.keyboard.press("s");
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 15_000 }).toContain(`${unit} sent`);
    // Pressed once more by mistake it sends nobody, and no button that sends stands where the first one stood.
    await page.keyboard.press("s");
    await expect.poll(() => page.locator(".dispatch").count(), { timeout: 15_000 }).toBe(1);
    expect(await page.locator(".card-foot button[title='s']").count()).toBe(0);
    // Its row is in view, and the desk has one incident of its own.
    await expect.poll(() => page.locator(".segments .count").innerText(), { timeout: 15_000 }).toBe("1");
    expect(await page.locator(".row.chosen").evaluate((row) => row.getBoundingClientRect().bottom <= window.innerHeight)).toBe(true);
    // The daemon's part is counted, too: a newcomer has a minute for all of this.
    expect(Date.now() - began).toBeLessThan(60_000);

    // What the unit says by voice is typed for it.
    await expect.poll(() => page.locator(".dispatch").innerText(), { timeout: 15_000 }).toContain(unit);
    for (const [step, words] of [["signed", "Signed in"], ["departed", "Under way"], ["arrived", "On scene"], ["finished", "Finished"]] as const) {
      await command(page, `s ${unit} ${step}`);
      await expect.poll(() => page.locator(".dispatch").first().innerText(), { timeout: 15_000 }).toContain(words);
    }
    const number = (await page.locator(".incident .number").first().innerText()).split("-").pop() ?? "";
    await command(page, `n ${number} 已劝解`);
    await expect.poll(() => page.locator(".incident .note").innerText(), { timeout: 15_000 }).toContain("已劝解");
    await command(page, `c ${number} mediated`);
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 15_000 }).toMatch(/closed/);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("units are picked by a lasso, and a way is measured", async () => {
    const { page } = stage.seat;
    await command(page, "e R12");
    await page.locator(".unit.card").waitFor({ timeout: 15_000 });
    await page.keyboard.press("Escape");
    await page.waitForTimeout(500);
    const tool = async (name: string): Promise<void> => {
      await page.locator(`.map-tools button[aria-label="${name}"]`).focus();
      await page.keyboard.press("Enter");
      expect(await focused(page)).toContain("maplibregl-canvas");
    };
    const move = async (key: string, times: number): Promise<void> => {
      for (let i = 0; i < times; i += 1) {
        await page.keyboard.press(key);
        await page.waitForTimeout(450);
      }
    };
    // R12 lies in the middle: a corner on each side of it, then the first once more.
    await page.evaluate(() => {
      const { fleet } = window.patrold.world;
      document.querySelector("pt-map")?.show(...fleet.lngLat(fleet.indexOf("units/R12") ?? 0, performance.now()), 14);
    });
    await page.waitForTimeout(600);
    await tool("Lasso");
    expect(await page.locator(".map-banner").innerText()).toContain("Enter lays a corner");
    await move("ArrowLeft", 1);
    await page.keyboard.press("Enter");
    await move("ArrowUp", 1);
    await move("ArrowRight", 1);
    await page.keyboard.press("Enter");
    await move("ArrowDown", 1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Backspace");
    await move("ArrowRight", 1);
    await page.keyboard.press("Enter");
    await move("ArrowLeft", 1);
    await move("ArrowDown", 1);
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => window.patrold.picked), { timeout: 10_000 }).toContain("units/R12");
    await page.evaluate(() => (window.patrold.picked = []));

    await tool("Measure");
    await page.keyboard.press("Enter");
    await move("ArrowRight", 1);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.querySelector("pt-map")?.measuredM() ?? 0), { timeout: 10_000 }).toBeGreaterThan(100);
    await page.keyboard.press("Backspace");
    expect(await page.evaluate(() => document.querySelector("pt-map")?.measuredM())).toBe(0);
    await page.keyboard.press("Escape");
    expect(await page.locator(".map-banner").count()).toBe(0);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("every control is reached by Tab, shows that it is, and none holds on to the focus", async () => {
    const { page } = stage.seat;
    await stage.daemon.phone("criminal.theft");
    await page.keyboard.press("Escape");
    await page.waitForTimeout(500);
    await page.keyboard.press("j");
    await page.locator(".incident .advice").waitFor({ timeout: 15_000 });
    const wanted = await page.evaluate(() => {
      const seen = [...document.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href], canvas[tabindex]")];
      const fit = seen.filter((it) => it.offsetParent !== null && !(it as HTMLButtonElement).disabled && it.tabIndex >= 0);
      fit.forEach((it, index) => (it.dataset["walk"] = String(index)));
      return fit.length;
    });
    const reached = new Set<string>();
    const unseen: string[] = [];
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    for (let i = 0; i < wanted + 20; i += 1) {
      await page.keyboard.press("Tab");
      const at = await page.evaluate(() => {
        const it = document.activeElement as HTMLElement | null;
        if (!it || it === document.body) return null;
        const style = getComputedStyle(it);
        const shown = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
        return { walk: it.dataset["walk"] ?? "", shown, what: it.outerHTML.slice(0, 100) };
      });
      if (!at) continue;
      reached.add(at.walk);
      if (!at.shown) unseen.push(at.what);
    }
    const missed = await page.evaluate(
      (had) => [...document.querySelectorAll<HTMLElement>("[data-walk]")].filter((it) => !had.includes(it.dataset["walk"] ?? "")).map((it) => it.outerHTML.slice(0, 100)),
      [...reached],
    );
    expect(unseen).toEqual([]);
    expect(missed).toEqual([]);
    expect(stage.seat.complaints).toEqual([]);
  });
});

async function command(page: Page, line: string): Promise<void> {
  // After a line the cursor stays, for the next one.
  const there = await page.evaluate(() => document.activeElement?.closest("pt-command") !== null);
  if (!there) await page.keyboard.press(":");
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
}

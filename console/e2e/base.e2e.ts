// What lies under the map comes from the operator's own files, through the daemon; and a map that is shifted stays right.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Browser, Page } from "playwright-core";
import type { Map as MapLibre } from "maplibre-gl";
import { distanceM } from "../src/state/fleet.ts";
import { toGcj02 } from "../src/state/datum.ts";
import { Street } from "../tools/street.ts";
import { tinyTiles } from "./base-map.ts";
import { launch, serveConsole, sitDown, type Seat } from "./console.ts";
import { Daemon, MIDDLE } from "./daemon.ts";

let daemon: Daemon;
let console_: { url: string; close: () => Promise<void> };
let browser: Browser;
let street: Street;
let seat: Seat;

const line = (from: [number, number], to: [number, number]): string =>
  JSON.stringify({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from, to] } }],
  });

beforeAll(async () => {
  daemon = await Daemon.start(async (folder) => {
    await writeFile(join(folder, "city.pmtiles"), tinyTiles());
    await writeFile(join(folder, "coast.geojson"), line([113.6, 22.7], [113.7, 22.8]));
    await writeFile(join(folder, "rivers.geojson"), line([113.74, 22.9], [113.74, 23.1]));
    return '[console]\ntiles_file = "city.pmtiles"\ncoast_file = "coast.geojson"\nrivers_file = "rivers.geojson"\nbase_datum = "gcj02"\n';
  });
  await daemon.enrol();
  street = new Street(daemon.address, { units: 100, manual: true, tickMs: 1000 });
  await street.start();
  console_ = await serveConsole(daemon);
  browser = await launch();
  seat = await sitDown(browser, console_.url);
});

afterAll(async () => {
  street?.stop();
  await browser?.close();
  await console_?.close();
  await daemon?.stop();
});

/** The layers of the base that are drawn at a place of the map's own frame. */
function drawnAt(page: Page, lng: number, lat: number): Promise<string[]> {
  return page.evaluate(
    ([lng, lat]) => {
      const { map } = document.querySelector("pt-map") as unknown as { map: MapLibre };
      const { x, y } = map.project([lng, lat]);
      return map.queryRenderedFeatures([[x - 3, y - 3], [x + 3, y + 3]]).map((it) => it.layer.id);
    },
    [lng, lat] as const,
  );
}

describe("the base map", () => {
  it("is drawn from the operator's tiles, coast and rivers", async () => {
    const { page } = seat;
    await page.evaluate(() => document.querySelector("pt-map")?.show(113.72, 22.95, 9.2));
    await expect.poll(() => drawnAt(page, 113.74, 23.0), { timeout: 20_000 }).toEqual(expect.arrayContaining(["rivers", "tile-earth"]));
    await expect.poll(() => drawnAt(page, 113.65, 22.75), { timeout: 20_000 }).toContain("coast");
    // Water of the tile: a band of two units of 4,096 around the globe, through the middle of the city.
    await expect.poll(() => drawnAt(page, 113.8, 22.95), { timeout: 20_000 }).toContain("tile-water");
    expect(await drawnAt(page, 113.8, 22.7)).not.toContain("tile-water");
    expect(seat.complaints).toEqual([]);
  });

  it("that is shifted has every unit where the street is, and a click gives the true place", async () => {
    const { page } = seat;
    await street.put("units/R12", MIDDLE[0], MIDDLE[1]);
    const drawn = (): Promise<[number, number]> =>
      page.evaluate(() => {
        const view = document.querySelector("pt-map") as unknown as { map: MapLibre; screenOf: (name: string) => [number, number] };
        const { lng, lat } = view.map.unproject(view.screenOf("units/R12"));
        return [lng, lat];
      });
    const shifted = toGcj02(MIDDLE[1], MIDDLE[0]);
    expect(distanceM(shifted, [MIDDLE[1], MIDDLE[0]])).toBeGreaterThan(400);
    await expect.poll(async () => distanceM(await drawn(), shifted), { timeout: 20_000 }).toBeLessThan(3);

    await page.keyboard.press("Escape");
    await page.evaluate(([lng, lat]) => document.querySelector("pt-map")?.show(lng, lat, 15), [MIDDLE[1], MIDDLE[0]] as const);
    await page.keyboard.press("n");
    await page.locator("#report-type").waitFor();
    const point = await page.evaluate(() => {
      const view = document.querySelector("pt-map") as unknown as { screenOf: (name: string) => [number, number] };
      const box = document.querySelector(".map-ground")?.getBoundingClientRect();
      const [x, y] = view.screenOf("units/R12");
      return [x + (box?.x ?? 0), y + (box?.y ?? 0)] as const;
    });
    await page.mouse.click(...point);
    const [lat = 0, lng = 0] = (await page.locator("#report-position").inputValue()).split(",").map(Number);
    expect(distanceM([lng, lat], [MIDDLE[1], MIDDLE[0]])).toBeLessThan(5);
    expect(seat.complaints).toEqual([]);
  });
});

// What lies under the map comes from the operator's own files, through the daemon; and a map that is shifted stays right.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import type { Map as MapLibre } from "maplibre-gl";
import { distanceM } from "../src/state/fleet.ts";
import { toGcj02 } from "../src/state/datum.ts";
import { tinyTiles } from "./base-map.ts";
import { stageFor } from "./stage.ts";

const line = (from: [number, number], to: [number, number]): string =>
  JSON.stringify({
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates: [from, to] } }],
  });

const stage = stageFor({
  configure: async (folder) => {
    await writeFile(join(folder, "city.pmtiles"), tinyTiles());
    await writeFile(join(folder, "coast.geojson"), line([113.6, 22.7], [113.7, 22.8]));
    await writeFile(join(folder, "rivers.geojson"), line([113.74, 22.9], [113.74, 23.1]));
    return '[console]\ntiles_file = "city.pmtiles"\ncoast_file = "coast.geojson"\nrivers_file = "rivers.geojson"\nbase_datum = "gcj02"\n';
  },
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
    const { page } = stage.seat;
    await page.evaluate(() => document.querySelector("pt-map")?.show(113.72, 22.95, 9.2));
    await expect.poll(() => drawnAt(page, 113.74, 23.0), { timeout: 20_000 }).toEqual(expect.arrayContaining(["rivers", "tile-earth"]));
    await expect.poll(() => drawnAt(page, 113.65, 22.75), { timeout: 20_000 }).toContain("coast");
    // Water of the tile: a band of two units of 4,096 around the globe, through the middle of the city.
    await expect.poll(() => drawnAt(page, 113.8, 22.95), { timeout: 20_000 }).toContain("tile-water");
    expect(await drawnAt(page, 113.8, 22.7)).not.toContain("tile-water");
    expect(stage.seat.complaints).toEqual([]);
  });

  it("that is shifted has every unit where the street is, and a click gives the true place", async () => {
    const { page } = stage.seat;
    // Where its radio says that it is: it stands still, since a leap across the town would not be taken for a ride.
    const radio = stage.street.radios.get("units/R12");
    const place: [number, number] = [radio?.lng ?? 0, radio?.lat ?? 0];
    const drawn = (): Promise<[number, number]> =>
      page.evaluate(() => {
        const view = document.querySelector("pt-map") as unknown as { map: MapLibre; screenOf: (name: string) => [number, number] };
        const { lng, lat } = view.map.unproject(view.screenOf("units/R12"));
        return [lng, lat];
      });
    const shifted = toGcj02(...place);
    expect(distanceM(shifted, place)).toBeGreaterThan(400);
    await expect.poll(async () => distanceM(await drawn(), shifted), { timeout: 20_000 }).toBeLessThan(3);

    await page.keyboard.press("Escape");
    await page.evaluate(([lng, lat]) => document.querySelector("pt-map")?.show(lng, lat, 15), place);
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
    expect(distanceM([lng, lat], place)).toBeLessThan(5);
    expect(stage.seat.complaints).toEqual([]);
  });
});

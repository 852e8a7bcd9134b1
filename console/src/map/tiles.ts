// Vector tiles from one PMTiles file that the operator named, in the layers of Protomaps or of OpenMapTiles. No label of them
// is drawn: the zones' names and the callsigns need the room.

import type { LayerSpecification } from "maplibre-gl";
import type { Palette } from "./palette.ts";

export const PATH = "/base/tiles.pmtiles";

export function tilesUrl(origin: string): string {
  return `pmtiles://${origin}${PATH}`;
}

const MAIN_ROADS = ["motorway", "trunk", "primary", "highway", "major_road"];
const MIDDLE_ROADS = ["secondary", "tertiary", "medium_road"];

/** How the layers are drawn that the file has: ground, water, houses, roads; from below to above. */
export function tileStyle(colours: Palette, has: readonly string[]): LayerSpecification[] {
  const layers: LayerSpecification[] = [];
  const fill = (name: string, colour: string, minzoom = 0): void => {
    if (has.includes(name)) {
      layers.push({ id: `tile-${name}`, type: "fill", source: "tiles", "source-layer": name, minzoom, paint: { "fill-color": colour } });
    }
  };
  fill("earth", colours.land);
  fill("landcover", colours.green);
  fill("landuse", colours.green);
  fill("park", colours.green);
  fill("water", colours.water);
  if (has.includes("waterway")) {
    layers.push({ id: "tile-waterway", type: "line", source: "tiles", "source-layer": "waterway", paint: { "line-color": colours.water, "line-width": 1.5 } });
  }
  for (const name of ["buildings", "building"]) fill(name, colours.building, 14);
  for (const [name, kind] of [["roads", "kind"], ["transportation", "class"]] as const) {
    if (!has.includes(name)) continue;
    const rank = ["match", ["get", kind], MAIN_ROADS, 3, MIDDLE_ROADS, 2, 1] as never;
    const width = ["interpolate", ["exponential", 1.5], ["zoom"], 9, ["*", 0.25, rank], 14, ["*", 1.1, rank], 18, ["*", 6, rank]] as never;
    layers.push({
      id: `tile-${name}`,
      type: "line",
      source: "tiles",
      "source-layer": name,
      filter: ["any", [">=", ["zoom"], 13], [">=", rank, 2]] as never,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colours.road, "line-width": width },
    });
  }
  return layers;
}

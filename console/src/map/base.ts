// What lies under the units: the policy's zones, and a graticule where there is nothing else. No tile, no font from outside.

import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { NO_BASE, type Base } from "../state/base.ts";
import type { Palette } from "./palette.ts";
import { tilesUrl, tileStyle } from "./tiles.ts";

export const CITY: [[number, number], [number, number]] = [
  [113.5, 22.64],
  [114.26, 23.15],
];

/** `tileLayers`: the layers that the operator's tiles have. */
export function baseStyle(colours: Palette, base: Base = NO_BASE, tileLayers: readonly string[] = []): StyleSpecification {
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  const hasGround = base.tiles && tileLayers.length > 0;
  const shapes = (name: "coast" | "rivers"): SourceSpecification => ({ type: "geojson", data: `${origin}/base/${name}.geojson` });
  const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: {
      grid: { type: "geojson", data: graticule(CITY) },
      zones: { type: "geojson", data: empty },
      names: { type: "geojson", data: empty },
      ...(hasGround ? { tiles: { type: "vector" as const, url: tilesUrl(origin) } } : {}),
      ...(base.coast ? { coast: shapes("coast") } : {}),
      ...(base.rivers ? { rivers: shapes("rivers") } : {}),
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": colours.land } },
      { id: "grid", type: "line", source: "grid", paint: { "line-color": colours.grid, "line-width": 1 } },
      { id: "zones", type: "fill", source: "zones", paint: { "fill-color": colours.zone, "fill-opacity": 0.9 } },
      ...(hasGround ? tileStyle(colours, tileLayers) : []),
      ...(base.rivers ? riverLayers(colours) : []),
      ...(base.coast ? [coastLayer(colours)] : []),
      {
        id: "borders",
        type: "line",
        source: "zones",
        paint: { "line-color": colours.zoneLine, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 0.7, 14, 1.6] },
      },
      {
        id: "names",
        type: "symbol",
        source: "names",
        layout: {
          "text-field": ["get", "name"],
          "text-font": ["sans-serif"],
          "text-size": ["interpolate", ["linear"], ["zoom"], 9, 10, 14, 16],
          "text-padding": 6,
        },
        paint: { "text-color": colours.zoneText, "text-halo-color": colours.halo, "text-halo-width": 1.2 },
      },
    ],
  };
}

function riverLayers(colours: Palette): LayerSpecification[] {
  return [
    { id: "lakes", type: "fill", source: "rivers", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": colours.water } },
    {
      id: "rivers",
      type: "line",
      source: "rivers",
      filter: ["==", ["geometry-type"], "LineString"],
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": colours.water, "line-width": ["interpolate", ["exponential", 1.5], ["zoom"], 8, 1.5, 14, 7] },
    },
  ];
}

/** A file may hold the sea or the land: only the line between them is sure. */
function coastLayer(colours: Palette): LayerSpecification {
  return { id: "coast", type: "line", source: "coast", paint: { "line-color": colours.muted, "line-width": 1.2 } };
}

/** Lines every twentieth of a degree, about five kilometres. */
function graticule([[west, south], [east, north]]: typeof CITY): GeoJSON.FeatureCollection {
  const step = 0.05;
  const wide = 0.6;
  const features: GeoJSON.Feature[] = [];
  const line = (coordinates: [number, number][]): void => {
    features.push({ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } });
  };
  for (let x = Math.floor((west - wide) / step) * step; x <= east + wide; x += step) {
    line([[x, south - wide], [x, north + wide]]);
  }
  for (let y = Math.floor((south - wide) / step) * step; y <= north + wide; y += step) {
    line([[west - wide, y], [east + wide, y]]);
  }
  return { type: "FeatureCollection", features };
}

/** One point a zone for its name, in the middle of its largest ring; and the box around all zones. */
export function zoneNames(zones: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  const features: GeoJSON.Feature[] = [];
  for (const zone of zones.features) {
    const ring = largestRing(zone.geometry);
    if (!ring) continue;
    const name = String(zone.properties?.["name"] ?? "").replace(/(街道|镇)$/, "");
    features.push({ type: "Feature", properties: { name }, geometry: { type: "Point", coordinates: centroid(ring) } });
  }
  return { type: "FeatureCollection", features };
}

export function boundsOf(zones: GeoJSON.FeatureCollection): [[number, number], [number, number]] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const zone of zones.features) {
    for (const [x = 0, y = 0] of largestRing(zone.geometry) ?? []) {
      [west, east] = [Math.min(west, x), Math.max(east, x)];
      [south, north] = [Math.min(south, y), Math.max(north, y)];
    }
  }
  return west < east ? [[west, south], [east, north]] : null;
}

function largestRing(geometry: GeoJSON.Geometry): GeoJSON.Position[] | null {
  if (geometry.type === "Polygon") return geometry.coordinates[0] ?? null;
  if (geometry.type !== "MultiPolygon") return null;
  const rings = geometry.coordinates.map((polygon) => polygon[0] ?? []);
  return rings.sort((a, b) => Math.abs(area(b)) - Math.abs(area(a)))[0] ?? null;
}

function area(ring: GeoJSON.Position[]): number {
  let sum = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) sum += cross(ring, i);
  return sum / 2;
}

function centroid(ring: GeoJSON.Position[]): GeoJSON.Position {
  const whole = area(ring) * 6;
  let [x, y] = [0, 0];
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const part = cross(ring, i);
    x += ((ring[i]?.[0] ?? 0) + (ring[i + 1]?.[0] ?? 0)) * part;
    y += ((ring[i]?.[1] ?? 0) + (ring[i + 1]?.[1] ?? 0)) * part;
  }
  return whole === 0 ? (ring[0] ?? [0, 0]) : [x / whole, y / whole];
}

function cross(ring: GeoJSON.Position[], i: number): number {
  const [ax = 0, ay = 0] = ring[i] ?? [];
  const [bx = 0, by = 0] = ring[i + 1] ?? [];
  return ax * by - bx * ay;
}

/** Whether a point lies in a polygon of screen or ground points. */
export function inside(point: readonly [number, number], polygon: readonly (readonly [number, number])[]): boolean {
  let odd = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[i] ?? [0, 0];
    const [bx, by] = polygon[j] ?? [0, 0];
    if (ay > point[1] !== by > point[1] && point[0] < ((bx - ax) * (point[1] - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}

// What lies under the units: the policy's zones, and a graticule where there is nothing else. No tile, no font from outside.

import type { StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette.ts";

export const CITY: [[number, number], [number, number]] = [
  [113.5, 22.64],
  [114.26, 23.15],
];

export function baseStyle(colours: Palette): StyleSpecification {
  const empty: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
  return {
    version: 8,
    sources: {
      grid: { type: "geojson", data: graticule(CITY) },
      zones: { type: "geojson", data: empty },
      names: { type: "geojson", data: empty },
    },
    layers: [
      { id: "land", type: "background", paint: { "background-color": colours.land } },
      { id: "grid", type: "line", source: "grid", paint: { "line-color": colours.grid, "line-width": 1 } },
      { id: "zones", type: "fill", source: "zones", paint: { "fill-color": colours.zone, "fill-opacity": 0.9 } },
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

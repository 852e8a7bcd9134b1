// Maps made in China are shifted by half a kilometre (GCJ-02); everything that the daemon says is WGS-84. Where the base map
// is shifted, what is drawn on it is shifted alike, and what is clicked is shifted back.

/** From what the daemon says to what the map is drawn in, and back; degrees, longitude first. */
export interface Frame {
  readonly to: (lng: number, lat: number) => [number, number];
  readonly from: (lng: number, lat: number) => [number, number];
}

export const WGS84: Frame = { to: (lng, lat) => [lng, lat], from: (lng, lat) => [lng, lat] };
export const GCJ02: Frame = { to: toGcj02, from: fromGcj02 };

// The constants of the published formula: the semi-major axis and squared eccentricity of Krasovsky 1940.
const AXIS_M = 6_378_245;
const ECCENTRICITY = 0.006_693_421_622_965_943;
const RAD = Math.PI / 180;

/** Outside it nothing is shifted. */
function isShifted(lng: number, lat: number): boolean {
  return lng >= 72.004 && lng <= 137.8347 && lat >= 0.8293 && lat <= 55.8271;
}

export function toGcj02(lng: number, lat: number): [number, number] {
  if (!isShifted(lng, lat)) return [lng, lat];
  const [x, y] = [lng - 105, lat - 35];
  const sine = Math.sin(lat * RAD);
  const magic = 1 - ECCENTRICITY * sine * sine;
  const root = Math.sqrt(magic);
  const north = (northM(x, y) * 180) / (((AXIS_M * (1 - ECCENTRICITY)) / (magic * root)) * Math.PI);
  const east = (eastM(x, y) * 180) / ((AXIS_M / root) * Math.cos(lat * RAD) * Math.PI);
  return [lng + east, lat + north];
}

/** The formula has no inverse of its own: the shift changes so slowly that a few steps find the place to the millimetre. */
export function fromGcj02(lng: number, lat: number): [number, number] {
  let [x, y] = [lng, lat];
  for (let step = 0; step < 6; step += 1) {
    const [sx, sy] = toGcj02(x, y);
    x += lng - sx;
    y += lat - sy;
  }
  return [x, y];
}

function northM(x: number, y: number): number {
  const waves = ripples(x) + ((20 * Math.sin(y * Math.PI) + 40 * Math.sin((y / 3) * Math.PI)) * 2) / 3;
  const swell = ((160 * Math.sin((y / 12) * Math.PI) + 320 * Math.sin((y * Math.PI) / 30)) * 2) / 3;
  return -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.sqrt(Math.abs(x)) + waves + swell;
}

function eastM(x: number, y: number): number {
  const waves = ripples(x) + ((20 * Math.sin(x * Math.PI) + 40 * Math.sin((x / 3) * Math.PI)) * 2) / 3;
  const swell = ((150 * Math.sin((x / 12) * Math.PI) + 300 * Math.sin((x / 30) * Math.PI)) * 2) / 3;
  return 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.sqrt(Math.abs(x)) + waves + swell;
}

function ripples(x: number): number {
  return ((20 * Math.sin(6 * x * Math.PI) + 20 * Math.sin(2 * x * Math.PI)) * 2) / 3;
}

/** Every place of some shapes, in the map's frame. */
export function shapesTo(frame: Frame, shapes: GeoJSON.FeatureCollection): GeoJSON.FeatureCollection {
  if (frame === WGS84) return shapes;
  const place = (it: GeoJSON.Position): GeoJSON.Position => frame.to(it[0] ?? 0, it[1] ?? 0);
  const deep = (it: unknown): unknown =>
    Array.isArray(it) && typeof it[0] === "number" ? place(it as GeoJSON.Position) : Array.isArray(it) ? it.map(deep) : it;
  const geometry = (it: GeoJSON.Geometry): GeoJSON.Geometry =>
    it.type === "GeometryCollection"
      ? { ...it, geometries: it.geometries.map(geometry) }
      : ({ ...it, coordinates: deep(it.coordinates) } as GeoJSON.Geometry);
  return { ...shapes, features: shapes.features.map((it) => ({ ...it, geometry: geometry(it.geometry) })) };
}

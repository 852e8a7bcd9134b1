// Free units counted by cells of the map, so that a whole city can be read at a glance.

import { Look, type Fleet } from "../state/fleet.ts";

export interface Cluster {
  /** Mercator units of 0 to 1: the middle of its units. */
  readonly x: number;
  readonly y: number;
  readonly onDuty: number;
  readonly free: number;
}

/** How wide a cell is on the screen. */
export const CELL_PX = 76;

/** Cells belong to the ground, so that panning does not shuffle them. */
export function clustersOf(fleet: Fleet, zoom: number, nowMs: number): Cluster[] {
  const perUnit = (512 * 2 ** (Math.floor(zoom * 2) / 2)) / CELL_PX;
  const cells = new Map<number, { x: number; y: number; onDuty: number; free: number }>();
  for (let at = 0; at < fleet.count; at += 1) {
    if (fleet.isHidden(at)) continue;
    const look = fleet.look(at);
    // Who is on a dispatch is drawn by itself, always.
    if (look > Look.Unavailable) continue;
    const [x, y] = fleet.place(at, nowMs);
    const key = Math.floor(x * perUnit) * 4_194_304 + Math.floor(y * perUnit);
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = { x: 0, y: 0, onDuty: 0, free: 0 }));
    cell.x += x;
    cell.y += y;
    cell.onDuty += 1;
    if (look === Look.Free) cell.free += 1;
  }
  return [...cells.values()].map((cell) => ({
    x: cell.x / cell.onDuty,
    y: cell.y / cell.onDuty,
    onDuty: cell.onDuty,
    free: cell.free,
  }));
}

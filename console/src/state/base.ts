// What lies under the map: which files the operator named, as the daemon tells it.

import { GCJ02, WGS84, type Frame } from "./datum.ts";

export interface Base {
  readonly tiles: boolean;
  readonly coast: boolean;
  readonly rivers: boolean;
  readonly frame: Frame;
}

export const NO_BASE: Base = { tiles: false, coast: false, rivers: false, frame: WGS84 };

const PATIENCE_MS = 3000;

/** Without an answer there is no base: the zones and a graticule are enough to work with. */
export async function loadBase(origin: string): Promise<Base> {
  try {
    const answer = await fetch(`${origin}/base/base.json`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return answer.ok ? readBase(await answer.json()) : NO_BASE;
  } catch {
    return NO_BASE;
  }
}

export function readBase(told: unknown): Base {
  if (typeof told !== "object" || told === null) return NO_BASE;
  const it = told as Record<string, unknown>;
  const is = (name: string): boolean => it[name] === true;
  return { tiles: is("tiles"), coast: is("coast"), rivers: is("rivers"), frame: it["datum"] === "gcj02" ? GCJ02 : WGS84 };
}

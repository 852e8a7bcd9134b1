// From the ring to the first unit on scene, by town and level, over the incidents that the console has: the open ones and
// those closed within the last hour.

import { Level } from "../gen/patrol/v1/types_pb.ts";
import { ms } from "./clocks.ts";
import { levelOf, sinceMs } from "./queue.ts";
import type { World } from "./world.ts";

export interface Response {
  readonly count: number;
  /** Half were there within it. */
  readonly p50Ms: number;
  /** Nine in ten were there within it. */
  readonly p90Ms: number;
}

export interface ResponseRow {
  readonly zone: string;
  readonly byLevel: ReadonlyMap<Level, Response>;
  /** How many still wait for somebody on scene. */
  readonly waiting: number;
}

export function responseTimes(world: World): ResponseRow[] {
  const zones = new Map<string, { times: Map<Level, number[]>; waiting: number }>();
  for (const incident of world.incidents.values()) {
    if (incident.training) continue;
    let zone = zones.get(incident.jurisdiction);
    if (!zone) zones.set(incident.jurisdiction, (zone = { times: new Map(), waiting: 0 }));
    const arrivals = world.dispatchesOf(incident.name).flatMap((it) => ms(it.clocks?.arriveTime) ?? []);
    if (arrivals.length === 0) {
      if (!incident.closeTime) zone.waiting += 1;
      continue;
    }
    const level = levelOf(incident);
    const times = zone.times.get(level) ?? [];
    times.push(Math.max(0, Math.min(...arrivals) - sinceMs(incident)));
    zone.times.set(level, times);
  }
  const rows = [...zones].map(([zone, { times, waiting }]) => ({
    zone,
    waiting,
    byLevel: new Map([...times].map(([level, all]) => [level, summary(all)])),
  }));
  return rows.sort((a, b) => total(b) - total(a) || (a.zone < b.zone ? -1 : 1));
}

function total(row: ResponseRow): number {
  return [...row.byLevel.values()].reduce((sum, it) => sum + it.count, row.waiting);
}

/** The least time within which so many in a hundred were there. */
function summary(times: number[]): Response {
  const sorted = [...times].sort((a, b) => a - b);
  const within = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
  return { count: sorted.length, p50Ms: within(0.5), p90Ms: within(0.9) };
}

// The five clocks by zone, over the dispatches that the console has: those of open incidents and of the last hour.

import { ClockKind } from "../gen/patrol/v1/types_pb.ts";
import { clocksOf, FIVE } from "./clocks.ts";
import type { World } from "./world.ts";

export interface LeagueRow {
  readonly zone: string;
  readonly count: number;
  /** How many clocks ran past their last threshold. */
  readonly late: number;
  /** The median of each clock that stopped, in milliseconds. */
  readonly medianMs: ReadonlyMap<ClockKind, number>;
}

export function leagueOf(world: World, nowMs: number): LeagueRow[] {
  const zones = new Map<string, { count: number; late: number; times: Map<ClockKind, number[]> }>();
  for (const dispatch of world.dispatches.values()) {
    const incident = world.incidents.get(dispatch.incident);
    if (!incident || incident.training) continue;
    let zone = zones.get(incident.jurisdiction);
    if (!zone) zones.set(incident.jurisdiction, (zone = { count: 0, late: 0, times: new Map() }));
    zone.count += 1;
    for (const clock of clocksOf(dispatch, nowMs)) {
      const limit = clock.breachMs ?? clock.warnMs;
      if (clock.elapsedMs === null) continue;
      if (limit !== null && clock.elapsedMs >= limit) zone.late += 1;
      if (clock.state !== "stopped") continue;
      const times = zone.times.get(clock.kind) ?? [];
      times.push(clock.elapsedMs);
      zone.times.set(clock.kind, times);
    }
  }
  const rows = [...zones].map(([zone, it]) => ({
    zone,
    count: it.count,
    late: it.late,
    medianMs: new Map(FIVE.flatMap((kind) => {
      const median = middle(it.times.get(kind) ?? []);
      return median === null ? [] : [[kind, median] as const];
    })),
  }));
  return rows.sort((a, b) => b.late / b.count - a.late / a.count || b.count - a.count);
}

function middle(times: number[]): number | null {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? null;
}

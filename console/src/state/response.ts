// How fast the towns are, over the span that was asked for: what the daemon counted, in the order in which it is read.

import type { ClockFigures, GetResponseTimesResponse, ResponseTimes } from "../gen/patrol/v1/records_pb.ts";
import type { Level } from "../gen/patrol/v1/types_pb.ts";

export interface TownRow {
  /** Empty for what lies in no zone. */
  readonly zone: string;
  readonly byLevel: ReadonlyMap<Level, ResponseTimes>;
  /** All levels together. */
  readonly all: ResponseTimes;
}

/** Over how long is looked back, in hours. */
export const SPANS = { hour: 1, shift: 8, day: 24, week: 168 } as const;

/** A row for each town, the busiest first. */
export function townsOf(answer: GetResponseTimesResponse): TownRow[] {
  const rows = answer.zones.map((all) => ({
    zone: all.zone,
    all,
    byLevel: new Map(answer.rows.filter((it) => it.zone === all.zone).map((it) => [it.level, it])),
  }));
  return rows.sort((a, b) => Number(b.all.incidentCount - a.all.incidentCount) || (a.zone < b.zone ? -1 : 1));
}

/** The towns whose units were late most often, for what they were sent to, first. */
export function leagueOf(answer: GetResponseTimesResponse): ResponseTimes[] {
  const share = (it: ResponseTimes) => lateOf(it) / Number(it.dispatchCount);
  const sent = answer.zones.filter((it) => it.dispatchCount > 0n);
  return sent.sort((a, b) => share(b) - share(a) || Number(b.dispatchCount - a.dispatchCount) || (a.zone < b.zone ? -1 : 1));
}

/** How many clocks ran past their last threshold. */
export function lateOf(row: ResponseTimes): number {
  return row.clocks.reduce((sum: number, it: ClockFigures) => sum + Number(it.overCount), 0);
}

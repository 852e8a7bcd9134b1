// Which open incidents a report that is being taken may be about: near in space, and not long ago.

import { IncidentState, type Incident } from "../gen/patrol/v1/types_pb.ts";
import { distanceM } from "./fleet.ts";
import { sinceMs } from "./queue.ts";

export const NEAR_M = 400;
export const NEAR_MS = 60 * 60_000;
export const NEAR_MAX = 4;

export interface Near {
  readonly incident: Incident;
  readonly distanceM: number;
  /** Whether it is of the same category as what is being typed. */
  readonly sameKind: boolean;
}

export function nearIncidents(
  incidents: Iterable<Incident>,
  place: readonly [number, number],
  typeCode: string,
  nowMs: number,
): Near[] {
  const category = typeCode.split(".")[0] ?? "";
  const found: Near[] = [];
  for (const incident of incidents) {
    if (incident.state === IncidentState.CLOSED || !incident.position || incident.training) continue;
    if (nowMs - sinceMs(incident) > NEAR_MS) continue;
    const away = distanceM(place, [incident.position.longitudeDeg, incident.position.latitudeDeg]);
    if (away > NEAR_M) continue;
    const sameKind = category !== "" && (incident.classification?.typeCode ?? "").startsWith(category);
    found.push({ incident, distanceM: away, sameKind });
  }
  return found
    .sort((a, b) => Number(b.sameKind) - Number(a.sameKind) || a.distanceM - b.distanceM)
    .slice(0, NEAR_MAX);
}

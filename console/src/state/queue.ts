// Which incident comes first: the graver, then the older.

import { timestampMs } from "@bufbuild/protobuf/wkt";
import {
  DispatchState,
  IncidentState,
  Level,
  type Dispatch,
  type Incident,
} from "../gen/patrol/v1/types_pb.ts";
import { isOpen, type World } from "./world.ts";

export interface QueueEntry {
  readonly incident: Incident;
  readonly level: Level;
  /** From when its age is counted. */
  readonly sinceMs: number;
  readonly dispatches: readonly Dispatch[];
  /** How many units are on it now. */
  readonly serving: number;
  readonly needed: number;
  /** Whether it rings until a person takes it. */
  readonly rings: boolean;
}

export interface QueueFilter {
  readonly text: string;
  readonly jurisdiction: string;
  readonly mine: string;
  readonly closed: boolean;
}

/** Whatever has no level yet counts as the gravest. */
export function levelOf(incident: Incident): Level {
  const level = incident.classification?.level ?? Level.UNSPECIFIED;
  return level === Level.UNSPECIFIED ? Level.ONE : level;
}

/** Level 1 rings until a desk is responsible for it. Exercises never ring. */
export function rings(incident: Incident): boolean {
  return (
    levelOf(incident) === Level.ONE &&
    incident.state !== IncidentState.CLOSED &&
    incident.desk === "" &&
    !incident.training
  );
}

export function sinceMs(incident: Incident): number {
  const time = incident.clockStartTime ?? incident.openTime;
  return time ? timestampMs(time) : 0;
}

export function entryOf(world: World, incident: Incident): QueueEntry {
  const dispatches = world.dispatchesOf(incident.name).sort((a, b) => timeOf(a) - timeOf(b));
  return {
    incident,
    level: levelOf(incident),
    sinceMs: sinceMs(incident),
    dispatches,
    serving: dispatches.filter(isOpen).length,
    needed: incident.unitsNeeded,
    rings: rings(incident),
  };
}

/** Whether every unit that was sent has finished, and only the desk's word is missing. */
export function isDone(entry: QueueEntry): boolean {
  const finished = entry.dispatches.some((it) => it.state === DispatchState.FINISHED);
  return entry.incident.state !== IncidentState.CLOSED && entry.serving === 0 && finished && entry.incident.waitReason === 0;
}

/** What a desk still has to do: its open incidents, and how many of them only wait to be closed. */
export function mineOf(world: World, desk: string): { open: number; toClose: number } {
  if (desk === "") return { open: 0, toClose: 0 };
  const entries = queueOf(world, { text: "", jurisdiction: "", mine: desk, closed: false });
  return { open: entries.length, toClose: entries.filter(isDone).length };
}

export function queueOf(world: World, filter: QueueFilter): QueueEntry[] {
  const entries: QueueEntry[] = [];
  for (const incident of world.incidents.values()) {
    if ((incident.state === IncidentState.CLOSED) !== filter.closed) continue;
    if (filter.jurisdiction !== "" && incident.jurisdiction !== filter.jurisdiction) continue;
    if (filter.mine !== "" && incident.desk !== filter.mine) continue;
    if (filter.text !== "" && !matches(incident, filter.text)) continue;
    entries.push(entryOf(world, incident));
  }
  return entries.sort(filter.closed ? byClosing : byLevelAndAge);
}

export function byLevelAndAge(a: QueueEntry, b: QueueEntry): number {
  return a.level - b.level || a.sinceMs - b.sinceMs || (a.incident.name < b.incident.name ? -1 : 1);
}

function byClosing(a: QueueEntry, b: QueueEntry): number {
  const time = (entry: QueueEntry) => (entry.incident.closeTime ? timestampMs(entry.incident.closeTime) : 0);
  return time(b) - time(a);
}

function matches(incident: Incident, text: string): boolean {
  const wanted = text.toLowerCase();
  return [incident.number, incident.jurisdiction, incident.classification?.typeCode ?? "", incident.desk].some((it) =>
    it.toLowerCase().includes(wanted),
  );
}

function timeOf(dispatch: Dispatch): number {
  return dispatch.offerTime ? timestampMs(dispatch.offerTime) : 0;
}

/** Counts for the bar at the top. */
export interface Tally {
  readonly open: readonly [number, number, number, number];
  readonly waiting: number;
  readonly deciding: number;
  readonly ringing: number;
}

export function tally(world: World): Tally {
  const open: [number, number, number, number] = [0, 0, 0, 0];
  let waiting = 0;
  let deciding = 0;
  let ringing = 0;
  for (const incident of world.incidents.values()) {
    if (incident.state === IncidentState.CLOSED) continue;
    open[levelOf(incident) - 1] = (open[levelOf(incident) - 1] ?? 0) + 1;
    if (incident.state === IncidentState.WAITING) waiting += 1;
    if (incident.state === IncidentState.AWAITING_DECISION) deciding += 1;
    if (rings(incident)) ringing += 1;
  }
  return { open, waiting, deciding, ringing };
}

// The city as the daemon told it: a fold over the messages of one Watch. It reads no clock and asks nobody.

import { timestampMs } from "@bufbuild/protobuf/wkt";
import type { Alarm } from "../gen/patrol/v1/desk_pb.ts";
import {
  WatchEventKind,
  type WatchChange,
  type WatchEvent,
  type WatchResponse,
  type WatchSnapshot,
} from "../gen/patrol/v1/dispatch_pb.ts";
import {
  DispatchState,
  IncidentState,
  type Dispatch,
  type Incident,
  type Unit,
} from "../gen/patrol/v1/types_pb.ts";
import { Fleet } from "./fleet.ts";

/** How many things that happened are kept for the log on the screen. */
export const LOG_MAX = 500;

/** What a message brought about beside the state itself. */
export type Effect =
  | { kind: "snapshot-part" }
  | { kind: "snapshot" }
  | { kind: "change"; events: readonly WatchEvent[] }
  | { kind: "heartbeat" }
  | { kind: "positions" }
  /** The daemon cut the stream: begin with a snapshot. */
  | { kind: "resync"; reason: string }
  /** A change is missing: ask again from the last one that was seen. Nothing of the message was taken. */
  | { kind: "gap"; expected: bigint; got: bigint };

/** A line of the log: what happened, and under which change. */
export interface LogLine {
  readonly sequence: bigint;
  readonly timeMs: number;
  readonly actor: string;
  readonly event: WatchEvent;
}

interface Collected {
  asOf: bigint;
  dutyLevel: string;
  incidents: Map<string, Incident>;
  dispatches: Map<string, Dispatch>;
  units: Map<string, Unit>;
  alarms: Map<string, Alarm>;
}

/** Whether a dispatch still holds its unit. */
export function isOpen(dispatch: Dispatch): boolean {
  switch (dispatch.state) {
    case DispatchState.OFFERED:
    case DispatchState.SIGNED_IN:
    case DispatchState.DEPARTED:
    case DispatchState.ARRIVED:
      return true;
    default:
      return false;
  }
}

export class World {
  /** The last change that is in it; 0 before the first snapshot. */
  sequence = 0n;
  /** The newest change that the daemon spoke of. */
  newest = 0n;
  /** The daemon's time when it last gave a sign of life. */
  daemonTimeMs = 0;
  dutyLevel = "";
  incidents = new Map<string, Incident>();
  dispatches = new Map<string, Dispatch>();
  units = new Map<string, Unit>();
  alarms = new Map<string, Alarm>();
  readonly fleet = new Fleet();
  /** Newest first. */
  log: LogLine[] = [];
  /** Counted up with every change of incidents, dispatches, units, alarms or the duty level. */
  version = 0;
  /** Counted up whenever personal data was erased: what is shown of it must be read again. */
  erasures = 0;

  /** Under which change something of an incident was last said. */
  private touchedAt = new Map<string, bigint>();
  private collecting: Collected | null = null;
  private snapshotAt = 0n;
  private byIncident = new Map<string, Set<string>>();
  private byUnit = new Map<string, string>();
  /** The units whose officer needs help, and the incident in which. */
  private inNeed = new Map<string, string>();

  /** Whether there is anything to show at all. */
  get known(): boolean {
    return this.sequence > 0n;
  }

  /** Where a stream should go on: behind the last change, or with a snapshot. */
  get resumeSequence(): bigint {
    return this.sequence;
  }

  apply(message: WatchResponse, nowMs: number): Effect {
    const inner = message.message;
    switch (inner.case) {
      case "snapshot":
        return this.takeSnapshot(inner.value, nowMs);
      case "change":
        return this.takeChange(inner.value);
      case "heartbeat":
        this.newest = max(this.newest, inner.value.newestSequence);
        if (inner.value.time) this.daemonTimeMs = timestampMs(inner.value.time);
        return { kind: "heartbeat" };
      case "resync":
        this.collecting = null;
        return { kind: "resync", reason: inner.value.reason };
      case "positions":
        this.fleet.move(inner.value, nowMs);
        return { kind: "positions" };
      case undefined:
        // A newer daemon says something that this console does not know yet.
        return { kind: "heartbeat" };
    }
  }

  /** The next stream begins with a snapshot; what is shown stays until it is complete. */
  startOver(): void {
    this.sequence = 0n;
    this.collecting = null;
  }

  /** What nobody has acknowledged, as a list call gave it. Older than what is shown is passed over. */
  replaceAlarms(alarms: readonly Alarm[], asOf: bigint): boolean {
    if (asOf < this.sequence) return false;
    this.alarms = new Map(alarms.map((alarm) => [alarm.name, alarm]));
    this.version += 1;
    return true;
  }

  /** Changes whenever something of an incident does, also what the watch does not tell in full, such as a note. */
  lastTouch(incident: string): bigint {
    return this.touchedAt.get(incident) ?? this.snapshotAt;
  }

  dispatchesOf(incident: string): Dispatch[] {
    const names = this.byIncident.get(incident);
    if (!names) return [];
    const found: Dispatch[] = [];
    for (const name of names) {
      const dispatch = this.dispatches.get(name);
      if (dispatch) found.push(dispatch);
    }
    return found;
  }

  /** The dispatch that holds a unit now. */
  dispatchOf(unit: string): Dispatch | undefined {
    const name = this.byUnit.get(unit);
    return name === undefined ? undefined : this.dispatches.get(name);
  }

  private noteNeed(unit: Unit): void {
    if (unit.emergency === "") this.inNeed.delete(unit.name);
    else this.inNeed.set(unit.name, unit.emergency);
  }

  /** The unit whose officer calls for help by an incident; undefined when it is no such call. */
  unitInNeed(incident: string): string | undefined {
    for (const [unit, of] of this.inNeed) if (of === incident) return unit;
    return undefined;
  }

  private takeSnapshot(part: WatchSnapshot, nowMs: number): Effect {
    if (part.first || !this.collecting) {
      this.collecting = {
        asOf: part.asOfSequence,
        dutyLevel: part.dutyLevel,
        incidents: new Map(),
        dispatches: new Map(),
        units: new Map(),
        alarms: new Map(),
      };
    }
    const into = this.collecting;
    for (const incident of part.incidents) into.incidents.set(incident.name, incident);
    for (const dispatch of part.dispatches) into.dispatches.set(dispatch.name, dispatch);
    for (const unit of part.units) into.units.set(unit.name, unit);
    for (const alarm of part.alarms) into.alarms.set(alarm.name, alarm);
    this.newest = max(this.newest, part.asOfSequence);
    if (!part.last) return { kind: "snapshot-part" };

    this.sequence = into.asOf;
    this.newest = max(into.asOf, this.newest);
    this.dutyLevel = into.dutyLevel;
    this.incidents = into.incidents;
    this.dispatches = into.dispatches;
    this.units = into.units;
    this.alarms = into.alarms;
    this.collecting = null;
    this.snapshotAt = into.asOf;
    this.touchedAt.clear();
    this.byIncident.clear();
    this.byUnit.clear();
    this.inNeed.clear();
    for (const dispatch of this.dispatches.values()) this.index(dispatch);
    for (const unit of this.units.values()) this.noteNeed(unit);
    this.fleet.reset(this.units.values(), nowMs, (unit) => this.dispatchOf(unit));
    this.version += 1;
    return { kind: "snapshot" };
  }

  private takeChange(change: WatchChange): Effect {
    this.newest = max(this.newest, change.sequence);
    // After a resumed stream the daemon may repeat what is known; that is no news.
    if (change.sequence <= this.sequence) return { kind: "heartbeat" };
    if (change.sequence !== this.sequence + 1n) {
      return { kind: "gap", expected: this.sequence + 1n, got: change.sequence };
    }
    this.sequence = change.sequence;
    const touched = new Set<string>();
    for (const incident of change.incidents) {
      this.incidents.set(incident.name, incident);
      this.touchedAt.set(incident.name, change.sequence);
      if (incident.state === IncidentState.CLOSED) this.forgetAlarms(incident.name);
    }
    for (const dispatch of change.dispatches) {
      this.dispatches.set(dispatch.name, dispatch);
      this.index(dispatch);
      this.touchedAt.set(dispatch.incident, change.sequence);
      touched.add(dispatch.unit);
    }
    for (const unit of change.units) {
      const before = this.units.get(unit.name);
      // A change has no positions: they come beside it.
      if (!unit.position && before?.position) unit.position = before.position;
      this.units.set(unit.name, unit);
      this.noteNeed(unit);
      touched.add(unit.name);
    }
    for (const name of [...change.retiredIncidents, ...change.goneIncidents]) this.retire(name);
    for (const name of change.goneDispatches) this.dropDispatch(name);
    for (const name of change.goneUnits) {
      this.units.delete(name);
      this.inNeed.delete(name);
      this.fleet.drop(name);
    }
    const timeMs = change.recordTime ? timestampMs(change.recordTime) : this.daemonTimeMs;
    for (const event of change.events) this.note(event, change, timeMs);
    for (const name of touched) {
      const unit = this.units.get(name);
      if (unit) this.fleet.dress(unit, this.dispatchOf(name));
    }
    this.version += 1;
    return { kind: "change", events: change.events };
  }

  private note(event: WatchEvent, change: WatchChange, timeMs: number): void {
    if (event.incident !== "") this.touchedAt.set(event.incident, change.sequence);
    const alarm = event.alarm;
    if (event.kind === WatchEventKind.ALARM_RAISED && alarm) {
      if (!alarm.raiseTime && change.recordTime) alarm.raiseTime = change.recordTime;
      this.alarms.set(alarm.name, alarm);
    } else if (event.kind === WatchEventKind.ALARM_ACKNOWLEDGED && alarm) {
      this.alarms.delete(alarm.name);
    }
    if (event.kind === WatchEventKind.PERSONAL_DATA_ERASED) this.erasures += 1;
    this.log.unshift({ sequence: change.sequence, timeMs, actor: change.actor, event });
    if (this.log.length > LOG_MAX) this.log.length = LOG_MAX;
  }

  private index(dispatch: Dispatch): void {
    let names = this.byIncident.get(dispatch.incident);
    if (!names) this.byIncident.set(dispatch.incident, (names = new Set()));
    names.add(dispatch.name);
    if (isOpen(dispatch)) this.byUnit.set(dispatch.unit, dispatch.name);
    else if (this.byUnit.get(dispatch.unit) === dispatch.name) this.byUnit.delete(dispatch.unit);
  }

  private retire(incident: string): void {
    this.incidents.delete(incident);
    this.touchedAt.delete(incident);
    for (const name of [...(this.byIncident.get(incident) ?? [])]) this.dropDispatch(name);
    this.byIncident.delete(incident);
    this.forgetAlarms(incident);
  }

  private dropDispatch(name: string): void {
    const dispatch = this.dispatches.get(name);
    if (!dispatch) return;
    this.dispatches.delete(name);
    this.byIncident.get(dispatch.incident)?.delete(name);
    if (this.byUnit.get(dispatch.unit) === name) this.byUnit.delete(dispatch.unit);
  }

  private forgetAlarms(incident: string): void {
    for (const alarm of this.alarms.values()) {
      if (alarm.incident === incident) this.alarms.delete(alarm.name);
    }
  }
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}

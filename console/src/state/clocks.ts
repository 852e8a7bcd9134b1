// The five clocks of a dispatch: sign-in, departure, arrival, first feedback, end of handling.

import { timestampMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import { ClockKind, DispatchState, Severity, type Dispatch, type Incident } from "../gen/patrol/v1/types_pb.ts";
import { isOpen } from "./world.ts";

export type ClockState = "stopped" | "running" | "warning" | "breach" | "idle";

export interface Clock {
  readonly kind: ClockKind;
  readonly state: ClockState;
  /** How long it ran, or has been running; null while it has not begun or was never reached. */
  readonly elapsedMs: number | null;
  readonly warnMs: number | null;
  readonly breachMs: number | null;
}

export const FIVE: readonly ClockKind[] = [
  ClockKind.SIGN_IN,
  ClockKind.DEPART,
  ClockKind.ARRIVE,
  ClockKind.FEEDBACK,
  ClockKind.ON_SCENE,
];

/** The five clocks as they stand at a moment of the daemon's time. */
export function clocksOf(dispatch: Dispatch, nowMs: number): Clock[] {
  return FIVE.map((kind) => clockOf(dispatch, kind, nowMs));
}

function clockOf(dispatch: Dispatch, kind: ClockKind, nowMs: number): Clock {
  const clocks = dispatch.clocks;
  const fromArrival = kind === ClockKind.FEEDBACK || kind === ClockKind.ON_SCENE;
  const begun = ms(fromArrival ? clocks?.arriveTime : dispatch.offerTime);
  const stopped = ms(stopOf(dispatch, kind));
  const warnMs = thresholdOf(dispatch, kind, Severity.WARNING);
  const breachMs = thresholdOf(dispatch, kind, Severity.BREACH);
  if (stopped !== null) {
    return { kind, state: "stopped", elapsedMs: begun === null ? null : stopped - begun, warnMs, breachMs };
  }
  // A later step that was reached without this one has passed it by.
  if (begun === null || !isOpen(dispatch) || passedBy(dispatch, kind)) {
    return { kind, state: "idle", elapsedMs: null, warnMs, breachMs };
  }
  const elapsedMs = Math.max(0, nowMs - begun);
  const late = breachMs !== null && elapsedMs >= breachMs;
  const soon = warnMs !== null && elapsedMs >= warnMs;
  return { kind, state: late ? "breach" : soon ? "warning" : "running", elapsedMs, warnMs, breachMs };
}

/** The clock that a dispatcher should look at: the first that still runs. */
export function runningClock(dispatch: Dispatch, nowMs: number): Clock | null {
  for (const kind of FIVE) {
    const clock = clockOf(dispatch, kind, nowMs);
    if (clock.state !== "stopped" && clock.state !== "idle") return clock;
  }
  return null;
}

function stopOf(dispatch: Dispatch, kind: ClockKind): Timestamp | undefined {
  const clocks = dispatch.clocks;
  switch (kind) {
    case ClockKind.SIGN_IN:
      return clocks?.signInTime;
    case ClockKind.DEPART:
      return clocks?.departTime;
    case ClockKind.ARRIVE:
      return clocks?.arriveTime;
    case ClockKind.FEEDBACK:
      return clocks?.firstFeedbackTime;
    case ClockKind.ON_SCENE:
      return clocks?.finishTime;
    default:
      return undefined;
  }
}

function passedBy(dispatch: Dispatch, kind: ClockKind): boolean {
  switch (kind) {
    case ClockKind.SIGN_IN:
      return dispatch.state !== DispatchState.OFFERED;
    case ClockKind.DEPART:
      return dispatch.state === DispatchState.ARRIVED;
    default:
      return false;
  }
}

function thresholdOf(dispatch: Dispatch, kind: ClockKind, severity: Severity): number | null {
  const timer = dispatch.timers.find((it) => it.clock === kind && it.severity === severity);
  return timer ? Number(timer.afterMs) : null;
}

/** Whether the unit's device should have acknowledged its order and has not: somebody must use their voice. */
export function unheard(dispatch: Dispatch, nowMs: number): boolean {
  const order = dispatch.order;
  if (!order || !isOpen(dispatch) || order.deliverTime || dispatch.clocks?.signInTime) return false;
  const by = ms(order.deliverByTime);
  return by !== null && nowMs >= by;
}

/** The next moment by which somebody is to be on scene, and whether one was missed. */
export function targetOf(incident: Incident): { dueMs: number | null; missed: boolean } {
  const next = incident.targets.find((target) => !target.missed);
  return { dueMs: ms(next?.time), missed: incident.targets.some((target) => target.missed) };
}

/** How long a unit still needs: the time that was expected when it was chosen, in proportion to the way that is left. */
export function remainingMs(dispatch: Dispatch, leftM: number): number | null {
  if (dispatch.travelTimeMs === undefined || !dispatch.distanceM) return null;
  return Number(dispatch.travelTimeMs) * Math.min(2, leftM / dispatch.distanceM);
}

export function ms(time: Timestamp | undefined): number | null {
  return time ? timestampMs(time) : null;
}

// The five clocks of a dispatch: sign-in, departure, arrival, first feedback, end of handling.

import { timestampMs, type Timestamp } from "@bufbuild/protobuf/wkt";
import { ClockKind, Delivery, DispatchState, Severity, type Dispatch, type Incident } from "../gen/patrol/v1/types_pb.ts";
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

/**
 * How a clock is shown. Several run at once, since all of the way are counted from the offer, but only one thing is waited for:
 * the first that has not happened. A later one is shown as running once a threshold of its own has passed.
 */
export type Face = "stopped" | "counting" | "later" | "idle";

export function facesOf(clocks: readonly Clock[]): Face[] {
  let waits = false;
  return clocks.map((clock) => {
    if (clock.state === "stopped" || clock.state === "idle") return clock.state;
    const face = waits && clock.state === "running" ? "later" : "counting";
    waits = true;
    return face;
  });
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

/** Whether a unit that was just offered a dispatch knows of it, and how long each side still has. */
export type Telling =
  | { readonly what: "voice" | "delivered" | "unheard"; readonly signInLeftMs: number | null }
  /** Its device is being sent the order: until that moment nobody need do anything. */
  | { readonly what: "device"; readonly signInLeftMs: number | null; readonly deviceLeftMs: number };

export function tellingOf(dispatch: Dispatch, nowMs: number): Telling | null {
  const { order } = dispatch;
  if (!order || !isOpen(dispatch)) return null;
  // Without a device it is a matter for the voice from the first moment on, and for as long as nobody has signed in.
  const byVoice = order.delivery === Delivery.VOICE_ONLY && !order.deliverTime;
  if (!byVoice && unheard(dispatch, nowMs)) return { what: "unheard", signInLeftMs: null };
  if (dispatch.state !== DispatchState.OFFERED) return null;
  const until = ms(dispatch.offerExpireTime);
  const signInLeftMs = until !== null && until > nowMs ? until - nowMs : null;
  if (byVoice) return { what: "voice", signInLeftMs };
  if (order.deliverTime) return { what: "delivered", signInLeftMs };
  const by = ms(order.deliverByTime);
  return { what: "device", signInLeftMs, deviceLeftMs: Math.max(0, (by ?? nowMs) - nowMs) };
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

/**
 * What nobody can meet: the soonest of those who could come, and by how much it is too late for the next target; null while
 * the target can be met, or nothing is known.
 */
export function tooLate(needMs: readonly (number | null)[], dueMs: number | null, nowMs: number): { soonestMs: number; lateMs: number } | null {
  const known = needMs.filter((it): it is number => it !== null);
  if (dueMs === null || known.length === 0) return null;
  const soonestMs = Math.min(...known);
  const lateMs = nowMs + soonestMs - dueMs;
  // Less than a second is no news, and would be told as 0:00.
  return lateMs < 1000 ? null : { soonestMs, lateMs };
}

export function ms(time: Timestamp | undefined): number | null {
  return time ? timestampMs(time) : null;
}

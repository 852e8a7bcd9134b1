// What the plan of an incident asks for, and how much of it is done: read off the incident, its dispatches and the policy.

import { CallBackOutcome, DispatchState, IncidentState, ReferralState, type Dispatch, type Incident } from "../gen/patrol/v1/types_pb.ts";
import { ms, unheard } from "./clocks.ts";
import type { Plan, PlanStep } from "./words.ts";
import { isOpen } from "./world.ts";

/** `late` is what should have been done by now. */
export type CheckState = "done" | "open" | "late";

export type Check =
  | { readonly what: "desk" | "place" | "told" | "feedback" | "call_back"; readonly state: CheckState }
  | { readonly what: "step"; readonly state: CheckState; readonly step: PlanStep | null; readonly have: number; readonly need: number }
  | { readonly what: "arrival"; readonly state: CheckState; readonly withinMs: number }
  | { readonly what: "partner"; readonly state: CheckState; readonly partner: string };

export function checklistOf(incident: Incident, dispatches: readonly Dispatch[], plan: Plan | undefined, nowMs: number): Check[] {
  const checks: Check[] = [];
  const done = (it: boolean): CheckState => (it ? "done" : "open");
  checks.push({ what: "desk", state: done(incident.desk !== "") });
  checks.push({ what: "place", state: done(incident.position !== undefined) });
  // The daemon's own count of what is needed holds, also when a duty level adds units to the plan.
  const needs = incident.needs.length > 0 ? incident.needs : (plan?.steps.map((step) => step.units) ?? []);
  needs.forEach((need, index) => {
    const have = dispatches.filter((it) => it.planStep === index && serves(it)).length;
    const waits = incident.state === IncidentState.WAITING && have < need;
    checks.push({ what: "step", state: have >= need ? "done" : waits ? "late" : "open", step: plan?.steps[index] ?? null, have, need });
  });
  const open = dispatches.filter(isOpen);
  if (open.length > 0) {
    const heard = open.every((it) => it.order?.deliverTime !== undefined || it.clocks?.signInTime !== undefined || it.state !== DispatchState.OFFERED);
    checks.push({ what: "told", state: heard ? "done" : open.some((it) => unheard(it, nowMs)) ? "late" : "open" });
  }
  checks.push(...arrivals(incident, dispatches));
  if (dispatches.some((it) => it.clocks?.arriveTime)) {
    checks.push({ what: "feedback", state: done(dispatches.some((it) => it.clocks?.firstFeedbackTime ?? it.clocks?.finishTime)) });
  }
  const referral = incident.referrals.at(-1);
  if (plan && plan.offers !== "" && !referral) checks.push({ what: "partner", state: "open", partner: plan.offers });
  if (referral) {
    const answered = referral.state !== ReferralState.OFFERED;
    checks.push({ what: "partner", state: answered ? "done" : referral.overdue ? "late" : "open", partner: referral.partner });
  }
  if (incident.callBack) {
    checks.push({ what: "call_back", state: done(incident.callBack.outcome !== CallBackOutcome.UNSPECIFIED) });
  }
  return checks;
}

/** By when somebody is to be on scene; the first arrival decides all of them. */
function arrivals(incident: Incident, dispatches: readonly Dispatch[]): Check[] {
  const begun = ms(incident.clockStartTime ?? incident.openTime) ?? 0;
  const times = dispatches.flatMap((it) => ms(it.clocks?.arriveTime) ?? []);
  const first = times.length > 0 ? Math.min(...times) : null;
  return incident.targets.flatMap((target): Check[] => {
    const due = ms(target.time);
    if (due === null) return [];
    const state: CheckState = first !== null && first <= due ? "done" : target.missed || first !== null ? "late" : "open";
    return [{ what: "arrival", state, withinMs: due - begun }];
  });
}

/** Whoever is on it or has finished it counts for the plan. */
function serves(dispatch: Dispatch): boolean {
  return isOpen(dispatch) || dispatch.state === DispatchState.FINISHED;
}

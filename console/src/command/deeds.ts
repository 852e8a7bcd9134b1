// What a desk does beside sending and closing: jurisdiction, partners, following, waiting, loans, restrictions, reports.

import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type PlaceInput,
  type ReportFlag,
  UnavailableReason,
  UnitActivity,
  type WriteReceipt,
} from "../gen/patrol/v1/types_pb.ts";
import type { MessageInitShape } from "@bufbuild/protobuf";
import type { CreatePlannedEventRequestSchema } from "../gen/patrol/v1/dispatch_pb.ts";
import { bare, shortNumber } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import type { Desk } from "../state/desk.ts";
import { deed, numberOf, type Sent } from "./act.ts";

const done = () => t("command.done.other");

/** Asks another zone to own the case. */
export function proposeJurisdiction(desk: Desk, incident: string, zone: string, reason: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.desk.proposeJurisdiction({ incident, zone, reason, requestId: sent.requestId }, sent),
    () => t("command.done.propose", { zone, number: numberOf(desk, incident) }),
  );
}

/** Says for the zone that was asked whether it owns the case from now on. */
export function answerJurisdiction(desk: Desk, incident: string, accepted: boolean, reason: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.desk.answerJurisdiction({ incident, accepted, reason, requestId: sent.requestId }, sent), done);
}

/** Asks a partner to take an incident. */
export function offerReferral(desk: Desk, incident: string, partner: string, reason: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.desk.offerReferral({ incident, partner, reason, requestId: sent.requestId }, sent),
    () => t("command.done.refer", { partner, number: numberOf(desk, incident) }),
  );
}

/** Says for a partner, by its word, how the referral goes on. */
export function moveReferral(desk: Desk, incident: string, to: "accept" | "reject" | "close", reason: string): Promise<unknown> {
  const call = (sent: Sent): Promise<WriteReceipt> => {
    const named = { incident, requestId: sent.requestId };
    if (to === "accept") return desk.api.desk.acceptReferral(named, sent);
    if (to === "reject") return desk.api.desk.rejectReferral({ ...named, reason }, sent);
    return desk.api.desk.closeReferral({ ...named, outcome: reason }, sent);
  };
  return deed(desk, call, done);
}

/** Lets an incident be where a unit is; no unit ends it. */
export function follow(desk: Desk, incident: string, unit: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.desk.followUnit({ incident, unit, requestId: sent.requestId }, sent), () =>
    unit === "" ? t("command.done.follow_end", { number: numberOf(desk, incident) }) : t("command.done.follow", { number: numberOf(desk, incident), unit: bare(unit) }),
  );
}

/** Lets an incident wait for a unit that is busy. */
export function holdFor(desk: Desk, incident: string, unit: string, withinMs: number, reason: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.desk.holdForUnit({ incident, unit, withinMs: BigInt(withinMs), reason, requestId: sent.requestId }, sent),
    () => t("command.done.hold", { number: numberOf(desk, incident), unit: bare(unit) }),
  );
}

/** Says that a report is about something else: it gets an incident of its own, which is shown. */
export async function unlink(desk: Desk, report: string, reason: string): Promise<void> {
  const receipt = await deed(
    desk,
    (sent) => desk.api.dispatch.unlinkReport({ report, reason, requestId: sent.requestId }, sent),
    (receipt) => t("command.done.unlink", { number: shortNumber(receipt.incident?.number ?? "") }),
  );
  if (receipt?.incident) desk.select({ kind: "incident", name: receipt.incident.name });
}

/** Unlinks the report of an incident that stands at a place in its card, from 1. */
export async function unlinkNth(desk: Desk, incident: string, place: number, reason: string): Promise<void> {
  const report = desk.world.incidents.get(incident)?.reports[place - 1];
  if (report === undefined) desk.toast("refused", () => t("command.no_report", { n: place, number: numberOf(desk, incident) }));
  else await unlink(desk, report, reason);
}

/** What became known of a report later; what is left out stays as it is. */
export interface Amendment {
  readonly place?: MessageInitShape<typeof import("../gen/patrol/v1/types_pb.ts").PlaceInputSchema> | PlaceInput;
  readonly displayName: string;
  readonly phone: string;
  readonly narrative: string;
  readonly flags: readonly ReportFlag[];
}

export function amend(desk: Desk, report: string, said: Amendment): Promise<unknown> {
  const caller = said.displayName !== "" || said.phone !== "" ? { caller: { displayName: said.displayName, phone: said.phone } } : {};
  return deed(
    desk,
    (sent) =>
      desk.api.dispatch.amendReport(
        {
          report,
          ...(said.place ? { place: said.place } : {}),
          ...caller,
          narrative: said.narrative,
          flags: { flags: [...said.flags] },
          requestId: sent.requestId,
        },
        sent,
      ),
    () => t("command.done.amend"),
  );
}

/** Lends a unit to another town. */
export function lend(desk: Desk, unit: string, zone: string, hours: number, reason: string): Promise<unknown> {
  const endTime = timestampFromMs(desk.daemonNow() + hours * 3_600_000);
  return deed(
    desk,
    (sent) => desk.api.dispatch.lendUnit({ unit, zone, endTime, reason, requestId: sent.requestId }, sent),
    () => t("command.done.lend", { unit: bare(unit), zone }),
  );
}

/** Ends a loan before its time. */
export function endLoan(desk: Desk, unit: string, reason: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.dispatch.endLoan({ unit, reason, requestId: sent.requestId }, sent), done);
}

/** Takes a unit out of service by its word over the radio. */
export function outOfService(desk: Desk, unit: string, why: UnavailableReason, minutes: number | null, detail: string): Promise<unknown> {
  const back = minutes === null ? {} : { expectedReturnTime: timestampFromMs(desk.daemonNow() + minutes * 60_000) };
  return deed(
    desk,
    (sent) =>
      desk.api.unit.setAvailability(
        { unit, activity: UnitActivity.UNAVAILABLE, unavailableReason: why, unavailableDetail: detail, ...back, requestId: sent.requestId },
        sent,
      ),
    () => t("command.done.out", { unit: bare(unit) }),
  );
}

/** Says that a unit can be sent again. */
export function backInService(desk: Desk, unit: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.unit.setAvailability({ unit, activity: UnitActivity.AVAILABLE, requestId: sent.requestId }, sent),
    () => t("command.done.back", { unit: bare(unit) }),
  );
}

/** Lets only named people see an incident. */
export function restrict(desk: Desk, incident: string, people: readonly string[], reason: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.dispatch.restrictIncident({ incident, people: [...people], reason, requestId: sent.requestId }, sent), done);
}

export function liftRestriction(desk: Desk, incident: string, reason: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.dispatch.liftRestriction({ incident, reason, requestId: sent.requestId }, sent), done);
}

/** Ends an officer's emergency after voice contact. */
export function endEmergency(desk: Desk, incident: string, voiceContact: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.dispatch.cancelEmergency({ incident, voiceContact, requestId: sent.requestId }, sent),
    () => t("command.done.emergency_over"),
  );
}

export function planEvent(desk: Desk, plan: MessageInitShape<typeof CreatePlannedEventRequestSchema>): Promise<unknown> {
  return deed(desk, (sent) => desk.api.dispatch.createPlannedEvent({ ...plan, requestId: sent.requestId } as typeof plan, sent), done);
}

export function endEvent(desk: Desk, plannedEvent: string, reason: string): Promise<unknown> {
  return deed(desk, (sent) => desk.api.dispatch.endPlannedEvent({ plannedEvent, reason, requestId: sent.requestId }, sent), done);
}

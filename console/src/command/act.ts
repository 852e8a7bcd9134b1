// Everything that a person can bring about. Each deed has one request id, also when it must be sent again: no answer is
// not a no.

import type { WriteReceipt } from "../gen/patrol/v1/types_pb.ts";
import { Code } from "@connectrpc/connect";
import { ActivityKind, DispositionKind, Step } from "../gen/patrol/v1/types_pb.ts";
import { refusalOf, type Refusal } from "../api/refusal.ts";
import { requestId } from "../api/request-id.ts";
import { bare, shortNumber } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import type { Desk } from "../state/desk.ts";

const TRIES = 5;
const TRY_PAUSE_MS = 700;
const CALL_TIMEOUT_MS = 8000;

export interface Sent {
  readonly requestId: string;
  readonly timeoutMs: number;
}

/** Sends a write until there is an answer, and says what came of it. Returns the receipt, or null when it was refused. */
export async function deed<T = WriteReceipt>(
  desk: Desk,
  call: (sent: Sent) => Promise<T>,
  done: (answer: T) => string,
): Promise<T | null> {
  const sent = { requestId: requestId(), timeoutMs: CALL_TIMEOUT_MS };
  let busy: number | null = null;
  const slow = setTimeout(() => (busy = desk.toast("busy", () => t("command.sending"))), 400);
  try {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await call(sent);
        desk.toast("done", () => done(answer));
        return answer;
      } catch (error) {
        const refusal = refusalOf(error);
        if (!refusal.retryable || attempt === TRIES) {
          desk.toast("refused", () => refusalText(refusal), refusalDetail(refusal));
          return null;
        }
        if (busy !== null) desk.dropToast(busy);
        busy = desk.toast("busy", () => t("command.retrying"));
        await new Promise((resolve) => setTimeout(resolve, TRY_PAUSE_MS * attempt));
      }
    }
  } finally {
    clearTimeout(slow);
    if (busy !== null) desk.dropToast(busy);
  }
}

export function refusalText(refusal: Refusal): string {
  const known = refusal.reason === "" ? "" : tn("refused", refusal.reason);
  if (known !== "") return known;
  if (refusal.code === Code.Unavailable || refusal.code === Code.DeadlineExceeded) return t("refused.UNAVAILABLE");
  if (refusal.violations.length > 0) return t("refused.INVALID");
  return t("refused.title");
}

export function refusalDetail(refusal: Refusal): string {
  const violations = refusal.violations.map((it) => `${it.field}: ${it.description}`);
  // The message of a bad input lists its violations already.
  const more = violations.filter((line) => !refusal.message.includes(line));
  return [refusal.message, ...more].filter((line) => line !== "").join("\n");
}

export function numberOf(desk: Desk, incident: string): string {
  return shortNumber(desk.world.incidents.get(incident)?.number ?? "");
}

/** Sends units; with `reassign` also those that are on another incident, in one command. */
export async function dispatchUnits(desk: Desk, incident: string, units: readonly string[], reason = "", reassign = false): Promise<boolean> {
  const receipt = await deed(
    desk,
    (sent) => desk.api.dispatch.dispatchUnits({ incident, units: [...units], reason, reassign, requestId: sent.requestId }, sent),
    () => t("command.done.dispatch", { units: units.map(bare).join(", "), number: numberOf(desk, incident) }),
  );
  return receipt !== null;
}

export function recall(desk: Desk, dispatch: string, reason = ""): Promise<unknown> {
  const unit = desk.world.dispatches.get(dispatch)?.unit ?? "";
  return deed(
    desk,
    (sent) => desk.api.dispatch.recallUnit({ dispatch, reason, requestId: sent.requestId }, sent),
    () => t("command.done.recall", { unit: bare(unit) }),
  );
}

/** Makes this desk responsible: at once when nobody is, otherwise by accepting what was offered, or by asking. */
export function take(desk: Desk, incident: string): Promise<unknown> {
  const mine = desk.person?.desk ?? "";
  const offered = desk.world.incidents.get(incident)?.handOverDesk === mine;
  return deed(
    desk,
    (sent) =>
      offered
        ? desk.api.desk.acceptHandOver({ incident, desk: mine, requestId: sent.requestId }, sent)
        : desk.api.dispatch.handOverIncident({ incident, desk: mine, requestId: sent.requestId }, sent),
    () => t("command.done.take", { number: numberOf(desk, incident) }),
  );
}

export function handOver(desk: Desk, incident: string, to: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.dispatch.handOverIncident({ incident, desk: to, requestId: sent.requestId }, sent),
    () => t("command.done.hand_over", { desk: to, number: numberOf(desk, incident) }),
  );
}

export function close(
  desk: Desk,
  incident: string,
  kind: DispositionKind,
  remark = "",
  activity = activityOf(desk, incident),
): Promise<unknown> {
  return deed(
    desk,
    (sent) =>
      desk.api.dispatch.closeIncident({ incident, disposition: { kind, activity, remark }, requestId: sent.requestId }, sent),
    () => t("command.done.close", { number: numberOf(desk, incident) }),
  );
}

/** Which published figure an incident most likely counts for, by its category. */
export function activityOf(desk: Desk, incident: string): ActivityKind {
  const code = desk.world.incidents.get(incident)?.classification?.typeCode ?? "";
  return code.startsWith("traffic.accident") ? ActivityKind.ACCIDENT : ActivityKind.OTHER;
}

export function note(desk: Desk, incident: string, text: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.dispatch.addNote({ incident, text, requestId: sent.requestId }, sent),
    () => t("command.done.note", { number: numberOf(desk, incident) }),
  );
}

/** Files what was reported of one incident with another: they are the same event. */
export async function link(desk: Desk, incident: string, into: string): Promise<void> {
  const number = numberOf(desk, incident);
  // Which reports an incident has is told by its details only.
  const reports = await desk.api.dispatch.getIncident({ name: incident }).then((it) => it.reports.map((report) => report.name), () => null);
  if (reports === null) {
    desk.toast("refused", () => t("refused.UNAVAILABLE"));
    return;
  }
  const receipt = await deed(
    desk,
    (sent) => desk.api.desk.linkReports({ reports, incident: into, requestId: sent.requestId }, sent),
    () => t("command.done.link", { number, into: numberOf(desk, into) }),
  );
  if (receipt) desk.select({ kind: "incident", name: into });
}

/** Says for a unit, by voice, how its dispatch stands. */
export async function step(desk: Desk, unit: string, step: Step): Promise<void> {
  const dispatch = desk.world.dispatchOf(unit);
  if (!dispatch) {
    desk.toast("refused", () => t("command.idle_unit", { unit: bare(unit) }));
    return;
  }
  await deed(
    desk,
    (sent) => desk.api.unit.advanceDispatch({ dispatch: dispatch.name, unit, step, requestId: sent.requestId }, sent),
    () => t("command.done.step", { unit: bare(unit), step: tn("step", step) }),
  );
}

export function acknowledgeAlarm(desk: Desk, alarm: string): Promise<unknown> {
  return deed(
    desk,
    (sent) => desk.api.desk.acknowledgeAlarm({ alarm, requestId: sent.requestId }, sent),
    () => t("command.done.alarm"),
  );
}

// What a person must do about an incident before anything else.

import { html, nothing } from "lit";
import { Verdict } from "../gen/patrol/v1/desk_pb.ts";
import {
  CallBackOutcome,
  Datum,
  Handling,
  IncidentState,
  Level,
  ReferralState,
  WaitReason,
  type Incident,
} from "../gen/patrol/v1/types_pb.ts";
import { levelOf } from "../state/queue.ts";
import { bare } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { deed, numberOf, take } from "../command/act.ts";
import { answerJurisdiction, follow, moveReferral } from "../command/deeds.ts";
import { desk } from "./context.ts";

/** What a person must do before anything else. */
export function attentionOf(incident: Incident): unknown {
  const parts: unknown[] = [];
  const state = incident.state === IncidentState.CLOSED;
  if (state) return nothing;
  const button = (call: string, text: string, act: () => unknown, quiet = false): unknown =>
    desk().may(call) ? html`<button type="button" class=${quiet ? "quiet" : ""} @click=${act}>${text}</button>` : nothing;
  if (incident.desk === "" || incident.handOverDesk === desk().person?.desk) {
    parts.push(html`<p class=${levelOf(incident) === Level.ONE ? "urgent" : ""}>
      ${t("incident.desk")}: ${incident.desk || t("incident.nobody")} ${button("HandOverIncident", t("incident.take"), () => take(desk(), incident.name))}
    </p>`);
  } else if (incident.handOverDesk !== "") {
    parts.push(html`<p>${t("incident.hand_over", { desk: incident.handOverDesk })}</p>`);
  }
  if (incident.waitReason === WaitReason.UNPLACED) {
    parts.push(html`<p class="urgent">${t("incident.unplaced")} ${button("RelocateIncident", t("incident.place"), () => place(incident))}</p>`);
  }
  if (incident.duplicate) {
    const candidate = incident.duplicate.candidate;
    parts.push(html`<p>
      ${t("incident.duplicate", { number: numberOf(desk(), candidate) })}
      ${button("LinkReport", t("incident.merge"), () => merge(incident, candidate))}
      ${button("DismissDuplicate", t("incident.not_same"), () => notSame(incident), true)}
    </p>`);
  }
  if (incident.classification?.handling === Handling.VERIFY_FIRST && incident.state === IncidentState.AWAITING_DECISION) {
    parts.push(html`<p>
      ${t("incident.verify")} ${button("VerifyIncident", t("incident.confirm"), () => verify(incident, Verdict.CONFIRMED))}
      ${button("VerifyIncident", t("incident.refute"), () => verify(incident, Verdict.REFUTED), true)}
    </p>`);
  }
  if (incident.callBack && incident.callBack.outcome === CallBackOutcome.UNSPECIFIED) {
    parts.push(html`<p>
      ${t("incident.call_back")}
      ${button("CompleteCallBack", t("incident.all_well"), () => calledBack(incident, CallBackOutcome.ALL_WELL))}
      ${button("CompleteCallBack", t("incident.not_reached"), () => calledBack(incident, CallBackOutcome.NOT_REACHED), true)}
    </p>`);
  }
  const danger = desk().world.unitInNeed(incident.name);
  if (danger !== undefined) {
    parts.push(html`<p class="urgent">${tn("alarm.kind", 16)}
      <button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: danger })}>${bare(danger)}</button></p>`);
  }
  if (incident.proposedJurisdiction !== "") {
    const answer = (accepted: boolean) => answerJurisdiction(desk(), incident.name, accepted, "");
    parts.push(html`<p>
      ${t("incident.proposed", { zone: incident.proposedJurisdiction })}
      ${button("AnswerJurisdiction", t("incident.owns"), () => answer(true))}
      ${button("AnswerJurisdiction", t("incident.owns_not"), () => answer(false), true)}
    </p>`);
  }
  parts.push(referralOf(incident, button));
  if (incident.followedUnit !== "") {
    parts.push(html`<p>${t("incident.follows", { unit: bare(incident.followedUnit) })}
      ${button("FollowUnit", t("incident.follow_end"), () => follow(desk(), incident.name, ""), true)}</p>`);
  }
  const shown = parts.filter((it) => it !== nothing);
  return shown.length === 0 ? nothing : html`<section class="attention">${shown}</section>`;
}

/** What a partner was asked and has not ended; a partner without a screen says it by voice. */
function referralOf(incident: Incident, button: (call: string, text: string, act: () => unknown, quiet?: boolean) => unknown): unknown {
  const referral = incident.referrals[incident.referrals.length - 1];
  if (!referral || (referral.state !== ReferralState.OFFERED && referral.state !== ReferralState.ACCEPTED)) return nothing;
  const partner = named(desk().words.partners.find((it) => it.id === referral.partner), referral.partner);
  const move = (to: "accept" | "reject" | "close", said: string) => moveReferral(desk(), incident.name, to, said);
  const offered = referral.state === ReferralState.OFFERED;
  return html`<p class=${referral.overdue ? "urgent" : ""}>
    ${t(offered ? "incident.referred" : "incident.referral_accepted", { partner })} ${referral.overdue ? t("incident.referral_overdue") : ""}
    ${offered
      ? button("AcceptReferral", t("incident.partner_takes"), () => move("accept", ""))
      : button("CloseReferral", t("incident.partner_done"), () => move("close", t("incident.partner_done")))}
    ${button("RejectReferral", t("incident.partner_refuses"), () => move("reject", t("incident.partner_refuses")), true)}
  </p>`;
}

/** Waits for a click on the map: the incident's place. */
export function place(incident: Incident): void {
  desk().pick = {
    purpose: "incident",
    take: (latitudeDeg, longitudeDeg) =>
      void deed(
        desk(),
        (sent) => desk().api.dispatch.relocateIncident(
          { incident: incident.name, position: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 }, requestId: sent.requestId }, sent),
        () => t("command.done.place", { number: numberOf(desk(), incident.name) }),
      ),
  };
  desk().now();
}

function merge(incident: Incident, into: string): void {
  const report = incident.duplicate?.report ?? "";
  void deed(
    desk(),
    (sent) => desk().api.dispatch.linkReport({ report, incident: into, requestId: sent.requestId }, sent),
    () => t("command.done.report_joined", { number: numberOf(desk(), into) }),
  );
}

function notSame(incident: Incident): void {
  void deed(
    desk(),
    (sent) => desk().api.desk.dismissDuplicate({ incident: incident.name, requestId: sent.requestId }, sent),
    () => t("command.done.other"),
  );
}

function verify(incident: Incident, verdict: Verdict): void {
  const reason = verdict === Verdict.CONFIRMED ? t("incident.confirm") : t("incident.refute");
  void deed(
    desk(),
    (sent) => desk().api.desk.verifyIncident({ incident: incident.name, verdict, reason, requestId: sent.requestId }, sent),
    () => t("command.done.other"),
  );
}

function calledBack(incident: Incident, outcome: CallBackOutcome): void {
  const reason = outcome === CallBackOutcome.ALL_WELL ? t("incident.all_well") : t("incident.not_reached");
  void deed(
    desk(),
    (sent) => desk().api.desk.completeCallBack({ incident: incident.name, outcome, reason, requestId: sent.requestId }, sent),
    () => t("command.done.other"),
  );
}

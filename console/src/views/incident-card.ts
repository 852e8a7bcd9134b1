// One incident: what is known, who goes and why, what happened, and what can be done about it.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { GetIncidentResponse, RecommendUnitsResponse } from "../gen/patrol/v1/dispatch_pb.ts";
import { Verdict } from "../gen/patrol/v1/desk_pb.ts";
import {
  type ActivityKind,
  CallBackOutcome,
  Datum,
  Delivery,
  DispatchState,
  DispositionKind,
  Handling,
  IncidentState,
  Level,
  ReferralState,
  WaitReason,
  type Dispatch,
  type Incident,
} from "../gen/patrol/v1/types_pb.ts";
import { ms, remainingMs, targetOf, unheard } from "../state/clocks.ts";
import { distanceM } from "../state/fleet.ts";
import { levelOf, sinceMs } from "../state/queue.ts";
import { isOpen } from "../state/world.ts";
import { bare, clock, kilometres, shortNumber, span } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { activityOf, close, deed, dispatchUnits, note, numberOf, recall, take } from "../command/act.ts";
import { answerJurisdiction, follow, moveReferral } from "../command/deeds.ts";
import { desk, View } from "./context.ts";
import { icon } from "./icons.ts";
import { checklist } from "./checklist.ts";
import { explanation } from "./explanation.ts";
import { actionsOf } from "./incident-actions.ts";
import { personal, reportsOf, timelineOf } from "./incident-parts.ts";
import { fiveClocks, levelSign, row, typeName } from "./parts.ts";

/** How soon after a change of the incident its details are read again. */
const REREAD_MS = 250;
/** How often the recommendation is asked for anew while the card is open. */
const RECOMMEND_MS = 8000;

export class IncidentCard extends View {
  private shown = "";
  private shownVersion = "";
  private details: GetIncidentResponse | null = null;
  private advice: RecommendUnitsResponse | null = null;
  private advisedAt = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking: "none" | "close" | "classify" = "none";
  private whyOpen = new Set<string>();

  protected override heard(): void {
    const name = desk().selection?.kind === "incident" ? (desk().selection?.name ?? "") : "";
    if (name !== this.shown) {
      this.shown = name;
      this.shownVersion = "";
      this.details = null;
      this.advice = null;
      this.asking = "none";
      this.whyOpen.clear();
    }
    if (name === "") return;
    const { world } = desk();
    const version = `${world.erasures}/${world.lastTouch(name)}`;
    if (version !== this.shownVersion) {
      this.shownVersion = version;
      this.reread(this.details === null ? 0 : REREAD_MS);
    } else if (performance.now() - this.advisedAt > RECOMMEND_MS && desk().truth().state === "live") {
      void this.recommend(name);
    }
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.heard();
  }

  private reread(after: number): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.read(this.shown), after);
  }

  private async read(name: string): Promise<void> {
    if (name === "") return;
    void this.recommend(name);
    try {
      const details = await desk().api.dispatch.getIncident({ name });
      if (this.shown === name) this.details = details;
    } catch {
      // What the watch said is shown meanwhile; the next change reads it again.
    }
    this.requestUpdate();
  }

  private async recommend(name: string): Promise<void> {
    this.advisedAt = performance.now();
    const incident = desk().world.incidents.get(name);
    if (!incident?.position || incident.state === IncidentState.CLOSED || !desk().may("RecommendUnits")) {
      this.advice = null;
      return;
    }
    try {
      const advice = await desk().api.dispatch.recommendUnits({ incident: name });
      if (this.shown === name) this.advice = advice;
    } catch {
      if (this.shown === name) this.advice = null;
    }
    this.requestUpdate();
  }

  /** Sends whom the policy recommends. */
  sendRecommended(): void {
    const units = this.advice?.units ?? [];
    if (this.shown === "" || units.length === 0 || !desk().may("DispatchUnits")) return;
    void dispatchUnits(desk(), this.shown, units).then(() => this.reread(0));
  }

  protected override render(): unknown {
    const incident = desk().world.incidents.get(this.shown);
    if (!incident) return nothing;
    const closed = incident.state === IncidentState.CLOSED;
    return html`<article class="card incident" aria-label="${t("incident.title")} ${incident.number}">
      ${this.renderHead(incident)}
      <div class="card-body">
        ${this.renderAttention(incident)} ${this.renderWhat(incident)} ${this.renderDispatches(incident)}
        ${closed ? nothing : checklist(incident, desk().world.dispatchesOf(incident.name), this.planName())}
        ${closed ? nothing : this.renderAdvice(incident)} ${reportsOf(incident, this.details?.reports ?? [])} ${this.renderNotes(incident)}
        ${closed ? nothing : html`<section><h3>${t("action.more")}</h3><pt-actions .subject=${incident.name} .of=${actionsOf(incident)}></pt-actions></section>`}
        ${timelineOf(incident, this.details?.reports ?? [])}
      </div>
      ${this.renderFoot(incident, closed)}
    </article>`;
  }

  private renderHead(incident: Incident): unknown {
    const now = desk().daemonNow();
    const end = ms(incident.closeTime);
    const target = targetOf(incident);
    return html`<header class="card-head level-row-${levelOf(incident)}">
      ${levelSign(levelOf(incident))}
      <div>
        <h2>${typeName(incident.classification?.typeCode ?? "")}</h2>
        <p><b class="number">${incident.number}</b> ${incident.jurisdiction}
          ${incident.training ? html`<span class="chip exercise">${t("incident.training")}</span>` : nothing}</p>
      </div>
      <div class="card-age">
        <b>${span((end ?? now) - sinceMs(incident))}</b>
        ${end === null && target.dueMs !== null && !this.someoneThere(incident)
          ? html`<span class=${target.dueMs < now ? "late" : ""}>
              ${target.dueMs >= now
                ? t("queue.target", { time: span(target.dueMs - now) })
                : t("queue.target_missed", { time: span(now - target.dueMs) })}
            </span>`
          : nothing}
      </div>
      <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().select(null)}>×</button>
    </header>`;
  }

  private someoneThere(incident: Incident): boolean {
    return desk().world.dispatchesOf(incident.name).some((it) => it.clocks?.arriveTime !== undefined);
  }

  /** What a person must do before anything else. */
  private renderAttention(incident: Incident): unknown {
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
      parts.push(html`<p class="urgent">${t("incident.unplaced")} ${button("RelocateIncident", t("incident.place"), () => this.place(incident))}</p>`);
    }
    if (incident.duplicate) {
      const candidate = incident.duplicate.candidate;
      parts.push(html`<p>
        ${t("incident.duplicate", { number: numberOf(desk(), candidate) })}
        ${button("LinkReport", t("incident.merge"), () => this.merge(incident, candidate))}
        ${button("DismissDuplicate", t("incident.not_same"), () => this.notSame(incident), true)}
      </p>`);
    }
    if (incident.classification?.handling === Handling.VERIFY_FIRST && incident.state === IncidentState.AWAITING_DECISION) {
      parts.push(html`<p>
        ${t("incident.verify")} ${button("VerifyIncident", t("incident.confirm"), () => this.verify(incident, Verdict.CONFIRMED))}
        ${button("VerifyIncident", t("incident.refute"), () => this.verify(incident, Verdict.REFUTED), true)}
      </p>`);
    }
    if (incident.callBack && incident.callBack.outcome === CallBackOutcome.UNSPECIFIED) {
      parts.push(html`<p>
        ${t("incident.call_back")}
        ${button("CompleteCallBack", t("incident.all_well"), () => this.calledBack(incident, CallBackOutcome.ALL_WELL))}
        ${button("CompleteCallBack", t("incident.not_reached"), () => this.calledBack(incident, CallBackOutcome.NOT_REACHED), true)}
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
    parts.push(this.renderReferral(incident, button));
    if (incident.followedUnit !== "") {
      parts.push(html`<p>${t("incident.follows", { unit: bare(incident.followedUnit) })}
        ${button("FollowUnit", t("incident.follow_end"), () => follow(desk(), incident.name, ""), true)}</p>`);
    }
    const shown = parts.filter((it) => it !== nothing);
    return shown.length === 0 ? nothing : html`<section class="attention">${shown}</section>`;
  }

  /** What a partner was asked and has not ended; a partner without a screen says it by voice. */
  private renderReferral(incident: Incident, button: (call: string, text: string, act: () => unknown, quiet?: boolean) => unknown): unknown {
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

  private renderWhat(incident: Incident): unknown {
    const it = incident.classification;
    const ground = it?.overruleReason
      ? t("incident.overruled", { reason: it.overruleReason })
      : it?.rule
        ? t("incident.rule", { rule: it.rule })
        : "";
    return html`<section>
      <dl class="facts">
        ${row(t("incident.why_level"), html`${ground}${it && it.fitted.length > 0
          ? html`<br /><span class="dim">${t("incident.fitted", { what: it.fitted.join(" · ") })}</span>` : nothing}`)}
        ${row(t("report.overrule"), html`${tn("level", levelOf(incident))} · ${tn("handling", it?.handling ?? 0)}
          ${desk().may("ClassifyIncident") ? html`<button type="button" class="quiet small" @click=${() => this.ask("classify")}>${t("incident.classify")}</button>` : nothing}`)}
        ${row(t("incident.desk"), incident.desk || t("incident.nobody"))}
        ${incident.seenBy.length > 0 ? row(t("incident.seen_by"), incident.seenBy.join(" ")) : nothing}
        ${incident.heldFor ? row(t("incident.dispatches"), t("incident.held", { unit: bare(incident.heldFor.unit) })) : nothing}
      </dl>
      ${this.asking === "classify" ? this.renderClassify(incident) : nothing}
    </section>`;
  }

  /** The plan that the last decision went by. */
  private planName(): string {
    const last = this.details?.dispatches.findLast((it) => it.explanation)?.explanation;
    return last?.plan ?? this.details?.incident?.explanation?.plan ?? this.advice?.explanation?.plan ?? this.advice?.explanations[0]?.plan ?? "";
  }

  private renderClassify(incident: Incident): unknown {
    return html`<form class="inline" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const data = new FormData(event.target as HTMLFormElement);
      const level = Number(data.get("level")) as Level;
      void deed(
        desk(),
        (sent) => desk().api.dispatch.classifyIncident(
          { incident: incident.name, level, reason: String(data.get("reason")), requestId: sent.requestId }, sent),
        () => t("command.done.classify", { number: numberOf(desk(), incident.name) }),
      );
      this.ask("none");
    }}>
      <select name="level" aria-label=${t("report.overrule")}>
        ${[1, 2, 3, 4].map((level) => html`<option value=${level} ?selected=${level === levelOf(incident)}>${tn("level", level)}</option>`)}
      </select>
      <input name="reason" required maxlength="300" placeholder=${t("report.overrule_reason")} aria-label=${t("report.overrule_reason")} />
      <button>${t("common.ok")}</button>
    </form>`;
  }

  private renderDispatches(incident: Incident): unknown {
    const all = desk().world.dispatchesOf(incident.name);
    const byTime = [...all].sort((a, b) => (ms(b.offerTime) ?? 0) - (ms(a.offerTime) ?? 0));
    const open = byTime.filter(isOpen);
    const over = byTime.filter((it) => !isOpen(it));
    return html`<section>
      <h3>${t("incident.dispatches")} <span class="dim">${open.length}/${incident.unitsNeeded}</span></h3>
      ${byTime.length === 0 ? html`<p class="dim">${t("incident.no_dispatch")}</p>` : nothing}
      <ul class="dispatches">${[...open, ...over].map((dispatch) => this.renderDispatch(incident, dispatch))}</ul>
    </section>`;
  }

  private renderDispatch(incident: Incident, dispatch: Dispatch): unknown {
    const now = desk().daemonNow();
    const open = isOpen(dispatch);
    const why = this.details?.dispatches.find((it) => it.name === dispatch.name)?.explanation;
    const shown = this.whyOpen.has(dispatch.name);
    return html`<li class="dispatch dstate-${dispatch.state} ${open ? "" : "over"}">
      <div class="dispatch-head">
        <i class="dot" aria-hidden="true"></i>
        <button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: dispatch.unit })}>${bare(dispatch.unit)}</button>
        <span class="dispatch-state">${tn("dstate", dispatch.state)}</span>
        <span class="dim grow">${open ? this.etaText(incident, dispatch) : dispatch.endReason}</span>
        <button type="button" class="quiet small" aria-expanded=${shown} @click=${() => this.toggleWhy(dispatch.name)}>${t("incident.why_unit")}</button>
        ${open && desk().may("RecallUnit") ? html`<button type="button" class="quiet small" @click=${() => void recall(desk(), dispatch.name)}>${t("incident.recall")}</button>` : nothing}
      </div>
      ${unheard(dispatch, now)
        ? html`<p class="unheard" role="alert">${icon("phone")} ${t("incident.unheard")}</p>`
        : open && dispatch.state === DispatchState.OFFERED
          ? html`<p class="dim">${this.deliveryText(dispatch, now)}</p>`
          : nothing}
      ${dispatch.blocked ? html`<p class="unheard">${t("incident.blocked")} ${dispatch.backedUp ? t("incident.backed_up") : ""}</p>` : nothing}
      ${open ? fiveClocks(dispatch) : nothing}
      ${shown ? html`<div class="why">
          <p class="dim">${tn("incident.chosen", dispatch.chosenBy)}</p>
          ${why ? explanation(why) : nothing}
        </div>` : nothing}
    </li>`;
  }

  private deliveryText(dispatch: Dispatch, now: number): string {
    const parts: string[] = [];
    if (dispatch.order?.deliverTime) parts.push(t("incident.delivered"));
    else if (dispatch.order?.delivery === Delivery.VOICE_ONLY) parts.push(t("incident.voice_only"));
    const until = ms(dispatch.offerExpireTime);
    if (until !== null && until > now) parts.push(span(until - now));
    return parts.join(" · ");
  }

  private etaText(incident: Incident, dispatch: Dispatch): string {
    if (dispatch.state === DispatchState.ARRIVED) return "";
    const at = desk().world.fleet.indexOf(dispatch.unit);
    if (at === undefined || !incident.position) return "";
    const from = desk().world.fleet.lngLat(at, performance.now());
    const left = distanceM(from, [incident.position.longitudeDeg, incident.position.latitudeDeg]);
    const eta = remainingMs(dispatch, left);
    const distance = t("incident.distance", { km: kilometres(left) });
    return eta === null ? distance : `${distance} · ${t("incident.eta", { time: span(eta) })}`;
  }

  private renderAdvice(incident: Incident): unknown {
    if (!incident.position || !desk().may("RecommendUnits")) return nothing;
    const units = this.advice?.units ?? [];
    const all = this.advice?.explanations.length ? this.advice.explanations : this.advice?.explanation ? [this.advice.explanation] : [];
    const shown = this.whyOpen.has("advice");
    return html`<section>
      <h3>${t(desk().world.dispatchesOf(incident.name).some(isOpen) ? "incident.recommended_more" : "incident.recommended")}</h3>
      ${units.length === 0
        ? html`<p class="dim">${t("incident.no_recommended")}</p>`
        : html`<ul class="advice">
              ${units.map((unit) => {
                const it = all.flatMap((why) => why.considered).find((one) => one.unit === unit);
                return html`<li>
                  <button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: unit })}>${bare(unit)}</button>
                  ${it ? html`<span class="dim">${t("incident.distance", { km: kilometres(it.distanceM) })} · ${span(Number(it.travelTimeMs))}</span>` : nothing}
                  <span class="grow"></span>
                  ${desk().may("DispatchUnits") ? html`<button type="button" class="small" @click=${() => void dispatchUnits(desk(), incident.name, [unit])}>${t("incident.send")}</button>` : nothing}
                </li>`;
              })}
            </ul>
            `}
      ${all.length > 0
        ? html`<button type="button" class="quiet small" aria-expanded=${shown} @click=${() => this.toggleWhy("advice")}>${t("incident.why")}</button>
            ${shown ? html`<div class="why">${all.map(explanation)}</div>` : nothing}`
        : nothing}
    </section>`;
  }

  private renderNotes(incident: Incident): unknown {
    const notes = this.details?.incident?.notes ?? [];
    return html`<section>
      <h3>${t("incident.notes")}</h3>
      ${notes.map((it) => html`<p class="note"><span class="dim">${clock(ms(it.createTime) ?? 0)} ${it.author}</span> ${personal(it.text)}</p>`)}
      ${!desk().may("AddNote") ? nothing : keyed(
        incident.name,
        html`<input class="note-input" maxlength="2000" placeholder=${t("incident.note_placeholder")} aria-label=${t("incident.notes")}
          @keydown=${(event: KeyboardEvent) => {
            const input = event.target as HTMLInputElement;
            if (event.key !== "Enter" || event.isComposing || input.value.trim() === "") return;
            void note(desk(), incident.name, input.value.trim()).then(() => this.reread(0));
            input.value = "";
          }} />`,
      )}
    </section>`;
  }

  private renderFoot(incident: Incident, closed: boolean): unknown {
    if (!desk().may(closed ? "ReopenIncident" : "CloseIncident")) return nothing;
    if (closed) {
      return html`<footer class="card-foot">
        <button type="button" @click=${() => this.reopen(incident)}>${t("incident.reopen")}</button>
      </footer>`;
    }
    // Who has all that the plan asks for is offered more, but not pressed to send them.
    const short = desk().world.dispatchesOf(incident.name).filter(isOpen).length < incident.unitsNeeded;
    return html`<footer class="card-foot">
      ${this.asking === "close"
        ? html`<div class="dispositions" role="group" aria-label=${t("disposition.title")}>
            <label>${t("activity.title")} <select id="activity">
              ${[1, 2, 3, 4, 5, 6, 7].map((kind) => html`<option value=${kind} ?selected=${kind === activityOf(desk(), incident.name)}>${tn("activity", kind)}</option>`)}
            </select></label>
            ${[1, 2, 3, 5, 6, 7, 8].map(
              (kind) => html`<button type="button" class="small" @click=${() => {
                const activity = Number(this.querySelector<HTMLSelectElement>("#activity")?.value) as ActivityKind;
                this.ask("none");
                void close(desk(), incident.name, kind as DispositionKind, "", activity);
              }}>${tn("disposition", kind)}</button>`,
            )}
            <button type="button" class="quiet small" @click=${() => this.ask("none")}>${t("common.cancel")}</button>
          </div>`
        : html`<button type="button" class=${short ? "primary" : ""} ?disabled=${(this.advice?.units.length ?? 0) === 0} title="s"
              @click=${() => this.sendRecommended()}>
              ${t(short ? "incident.send_all" : "incident.send_more", { n: this.advice?.units.length ?? 0 })}</button>
            <button type="button" @click=${() => this.place(incident)}>${t("incident.place")}</button>
            <button type="button" @click=${() => this.ask("close")}>${t("incident.close")}</button>`}
    </footer>`;
  }

  private ask(what: "none" | "close" | "classify"): void {
    this.asking = what;
    this.requestUpdate();
  }

  private toggleWhy(name: string): void {
    if (!this.whyOpen.delete(name)) this.whyOpen.add(name);
    this.requestUpdate();
  }

  private place(incident: Incident): void {
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

  private reopen(incident: Incident): void {
    void deed(
      desk(),
      (sent) => desk().api.dispatch.reopenIncident({ incident: incident.name, requestId: sent.requestId }, sent),
      () => t("command.done.reopen", { number: shortNumber(incident.number) }),
    );
  }

  private merge(incident: Incident, into: string): void {
    const report = incident.duplicate?.report ?? "";
    void deed(
      desk(),
      (sent) => desk().api.dispatch.linkReport({ report, incident: into, requestId: sent.requestId }, sent),
      () => t("command.done.report_joined", { number: numberOf(desk(), into) }),
    );
  }

  private notSame(incident: Incident): void {
    void deed(
      desk(),
      (sent) => desk().api.desk.dismissDuplicate({ incident: incident.name, requestId: sent.requestId }, sent),
      () => t("command.done.other"),
    );
  }

  private verify(incident: Incident, verdict: Verdict): void {
    const reason = verdict === Verdict.CONFIRMED ? t("incident.confirm") : t("incident.refute");
    void deed(
      desk(),
      (sent) => desk().api.desk.verifyIncident({ incident: incident.name, verdict, reason, requestId: sent.requestId }, sent),
      () => t("command.done.other"),
    );
  }

  private calledBack(incident: Incident, outcome: CallBackOutcome): void {
    const reason = outcome === CallBackOutcome.ALL_WELL ? t("incident.all_well") : t("incident.not_reached");
    void deed(
      desk(),
      (sent) => desk().api.desk.completeCallBack({ incident: incident.name, outcome, reason, requestId: sent.requestId }, sent),
      () => t("command.done.other"),
    );
  }
}

customElements.define("pt-incident", IncidentCard);

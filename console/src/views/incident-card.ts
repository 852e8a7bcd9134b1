// One incident: what is known, who goes and why, what happened, and what can be done about it.

import { html, nothing } from "lit";
import { keyed } from "lit/directives/keyed.js";
import type { GetIncidentResponse, RecommendUnitsResponse } from "../gen/patrol/v1/dispatch_pb.ts";
import { type ActivityKind, type DispositionKind, IncidentState, type Considered, type Incident, type Level } from "../gen/patrol/v1/types_pb.ts";
import { ms, targetOf, tooLate } from "../state/clocks.ts";
import { levelOf, sinceMs } from "../state/queue.ts";
import { isOpen } from "../state/world.ts";
import { bare, clock, kilometres, shortNumber, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { activityOf, close, deed, dispatchUnits, note, numberOf } from "../command/act.ts";
import { desk, View } from "./context.ts";
import { attentionOf, place } from "./attention.ts";
import { checklist } from "./checklist.ts";
import { dispatchRow, wayLeft } from "./dispatch-row.ts";
import { explanation } from "./explanation.ts";
import { actionsOf } from "./incident-actions.ts";
import { personal, reportsOf, timelineOf } from "./incident-parts.ts";
import { fittedOf, levelSign, nameInPolicy, row, typeName } from "./parts.ts";

/** How soon after a change of the incident its details are read again. */
const REREAD_MS = 250;
/** How often the recommendation is asked for anew while the card is open. */
const RECOMMEND_MS = 8000;
/** For how long after a sending no other can be made here: a second click or key would send whom nobody has looked at. */
const REST_MS = 2000;

export class IncidentCard extends View {
  private shown = "";
  private shownVersion = "";
  private details: GetIncidentResponse | null = null;
  private advice: RecommendUnitsResponse | null = null;
  private advisedAt = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private asking: "none" | "close" | "classify" = "none";
  private whyOpen = new Set<string>();
  /** Until when nothing is sent from here. */
  private restsUntil = -Infinity;

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
    this.send(this.advice?.units ?? []);
  }

  private send(units: readonly string[]): void {
    if (this.shown === "" || units.length === 0 || this.rests() || !desk().may("DispatchUnits")) return;
    this.restsUntil = Infinity;
    this.requestUpdate();
    void dispatchUnits(desk(), this.shown, units).then((done) => {
      // A refused sending has changed nothing: it may be mended at once.
      this.restsUntil = done ? performance.now() + REST_MS : -Infinity;
      setTimeout(() => this.requestUpdate(), REST_MS);
      this.reread(0);
    });
  }

  private rests(): boolean {
    return performance.now() < this.restsUntil;
  }

  protected override render(): unknown {
    const incident = desk().world.incidents.get(this.shown);
    if (!incident) return nothing;
    const closed = incident.state === IncidentState.CLOSED;
    return html`<article class="card incident" aria-label="${t("incident.title")} ${incident.number}">
      ${this.renderHead(incident)}
      <div class="card-body">
        ${attentionOf(incident)} ${this.renderWhat(incident)} ${this.renderDispatches(incident)}
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

  private renderWhat(incident: Incident): unknown {
    const it = incident.classification;
    const ground = it?.overruleReason
      ? t("incident.overruled", { reason: it.overruleReason })
      : it?.rule
        ? t("incident.rule", { rule: nameInPolicy(it.rule) })
        : "";
    return html`<section>
      <dl class="facts">
        ${row(t("incident.why_level"), html`${ground}${it && it.fitted.length > 0
          ? html`<br /><span class="dim">${t("incident.fitted", { what: fittedOf(it.fitted) })}</span>` : nothing}`)}
        ${row(t("report.overrule"), html`${tn("level", levelOf(incident))} · ${tn("handling", it?.handling ?? 0)}
          ${desk().may("ClassifyIncident") ? html`<button type="button" class="quiet small" @click=${() => this.ask("classify")}>${t("incident.classify")}</button>` : nothing}`)}
        ${row(t("incident.desk"), incident.desk || t("incident.nobody"))}
        ${incident.seenBy.length > 0 ? row(t("incident.seen_by"), incident.seenBy.join(" ")) : nothing}
        ${incident.heldFor ? row(t("incident.dispatches"), t("incident.held", { unit: bare(incident.heldFor.unit) })) : nothing}
      </dl>
      ${this.asking === "classify" ? this.renderClassify(incident) : nothing}
    </section>`;
  }

  /** The plan that the last decision went by: of a unit that a person chose, the explanation names none. */
  private planName(): string {
    const { details, advice } = this;
    const told = [
      ...(details?.dispatches ?? []).map((it) => it.explanation?.plan ?? "").reverse(),
      details?.incident?.explanation?.plan ?? "",
      advice?.explanation?.plan ?? "",
      ...(advice?.explanations ?? []).map((it) => it.plan),
    ];
    return told.find((name) => desk().words.plans.has(name)) ?? "";
  }

  /** The next arrival target, when nobody of those can meet it. */
  private tooLateText(incident: Incident, needMs: readonly (number | null)[]): unknown {
    if (this.someoneThere(incident)) return nothing;
    const late = tooLate(needMs, targetOf(incident).dueMs, desk().daemonNow());
    if (late === null) return nothing;
    return html`<p class="cannot"><span aria-hidden="true">▲</span> ${t("incident.too_late", { soonest: span(late.soonestMs), late: span(late.lateMs) })}</p>`;
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
      <ul class="dispatches">${[...open, ...over].map((dispatch) => dispatchRow(incident, dispatch, {
        of: this.details?.dispatches.find((it) => it.name === dispatch.name)?.explanation,
        shown: this.whyOpen.has(dispatch.name),
        toggle: () => this.toggleWhy(dispatch.name),
      }))}</ul>
      ${open.length > 0 ? this.tooLateText(incident, open.map((it) => wayLeft(incident, it)?.etaMs ?? null)) : nothing}
    </section>`;
  }

  private renderAdvice(incident: Incident): unknown {
    if (!incident.position || !desk().may("RecommendUnits")) return nothing;
    const units = this.advice?.units ?? [];
    const all = this.advice?.explanations.length ? this.advice.explanations : this.advice?.explanation ? [this.advice.explanation] : [];
    const shown = this.whyOpen.has("advice");
    const considered = new Map(all.flatMap((why) => why.considered).map((it) => [it.unit, it]));
    const more = this.isServed(incident);
    const may = desk().may("DispatchUnits");
    return html`<section>
      <h3>${t(more ? "incident.recommended_more" : "incident.recommended")}<span class="grow"></span>
        ${more && may && units.length > 0
          ? html`<button type="button" class="small ${this.isShort(incident) ? "primary" : ""}" title="s" ?disabled=${this.rests()}
              @click=${() => this.sendRecommended()}>${t("incident.send_more", { n: units.length })}</button>`
          : nothing}</h3>
      ${more ? nothing : this.tooLateText(incident, units.map((unit) => needed(considered.get(unit))))}
      ${units.length === 0
        ? html`<p class="dim">${t("incident.no_recommended")}</p>`
        : html`<ul class="advice">
            ${units.map((unit) => {
              const it = considered.get(unit);
              return html`<li>
                <button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: unit })}>${bare(unit)}</button>
                ${it ? html`<span class="dim">${t("incident.distance", { km: kilometres(it.distanceM) })} · ${span(Number(it.travelTimeMs))}</span>` : nothing}
                <span class="grow"></span>
                ${may ? html`<button type="button" class="small" ?disabled=${this.rests()} @click=${() => this.send([unit])}>${t("incident.send")}</button>` : nothing}
              </li>`;
            })}
          </ul>`}
      ${all.length > 0
        ? html`<button type="button" class="quiet small" aria-expanded=${shown} @click=${() => this.toggleWhy("advice")}>${t("incident.why")}</button>
            ${shown ? html`<div class="why">${all.map((why) => explanation(why))}</div>` : nothing}`
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
    // Once somebody was sent, more are sent from the list of the recommended: here a second click would do it unseen.
    const sends = !this.isServed(incident) && desk().may("DispatchUnits");
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
        : html`${sends
              ? html`<button type="button" class=${this.isShort(incident) ? "primary" : ""} title="s"
                  ?disabled=${this.rests() || (this.advice?.units.length ?? 0) === 0} @click=${() => this.sendRecommended()}>
                  ${t("incident.send_all", { n: this.advice?.units.length ?? 0 })}</button>`
              : nothing}
            <button type="button" @click=${() => place(incident)}>${t("incident.place")}</button>
            <button type="button" @click=${() => this.ask("close")}>${t("incident.close")}</button>`}
    </footer>`;
  }

  /** Whether somebody is on it. */
  private isServed(incident: Incident): boolean {
    return desk().world.dispatchesOf(incident.name).some(isOpen);
  }

  /** Who has all that the plan asks for is offered more, but not pressed to send them. */
  private isShort(incident: Incident): boolean {
    return desk().world.dispatchesOf(incident.name).filter(isOpen).length < incident.unitsNeeded;
  }

  private ask(what: "none" | "close" | "classify"): void {
    this.asking = what;
    this.requestUpdate();
  }

  private toggleWhy(name: string): void {
    if (!this.whyOpen.delete(name)) this.whyOpen.add(name);
    this.requestUpdate();
  }

  private reopen(incident: Incident): void {
    void deed(
      desk(),
      (sent) => desk().api.dispatch.reopenIncident({ incident: incident.name, requestId: sent.requestId }, sent),
      () => t("command.done.reopen", { number: shortNumber(incident.number) }),
    );
  }

}

/** How long a unit that was considered would need. */
function needed(it: Considered | undefined): number | null {
  return it ? Number(it.travelTimeMs) : null;
}

customElements.define("pt-incident", IncidentCard);

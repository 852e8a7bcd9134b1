// How fast the towns were over a span: from the ring to the first unit on scene, and the five clocks as a league.

import { html, nothing } from "lit";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { GetResponseTimesResponse, ResponseTimes, TimeFigures } from "../gen/patrol/v1/records_pb.ts";
import { Level } from "../gen/patrol/v1/types_pb.ts";
import { refusalOf } from "../api/refusal.ts";
import { refusalDetail, refusalText } from "../command/act.ts";
import { ms } from "../state/clocks.ts";
import { lateOf, leagueOf, SPANS, townsOf } from "../state/response.ts";
import { instantOf, localTime, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { desk, View } from "./context.ts";

/** How often what ends now is counted anew. */
const RELOAD_MS = 15_000;
const LEVELS = [Level.ONE, Level.TWO, Level.THREE, Level.FOUR] as const;

type Chosen = keyof typeof SPANS | "any";

export class ResponseTimesTables extends View {
  private chosen: Chosen = "hour";
  private from = "";
  private until = "";
  private answer: GetResponseTimesResponse | null = null;
  private fault = "";
  private askedAt = -Infinity;
  private asked = 0;

  protected override heard(): void {
    const due = performance.now() - this.askedAt > RELOAD_MS;
    if (this.chosen !== "any" && due && desk().truth().state === "live") void this.ask();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.ask();
  }

  private async ask(): Promise<void> {
    if (!desk().may("GetResponseTimes")) return;
    const now = desk().daemonNow();
    const any = this.chosen === "any";
    const from = any ? instantOf(this.from) : now - SPANS[this.chosen as keyof typeof SPANS] * 3_600_000;
    const until = any ? instantOf(this.until) : now;
    if (from === null || until === null) return;
    this.askedAt = performance.now();
    const asked = (this.asked += 1);
    try {
      const answer = await desk().api.records.getResponseTimes({ startTime: timestampFromMs(from), endTime: timestampFromMs(until) });
      // What was chosen meanwhile is asked for anew.
      if (asked !== this.asked) return;
      this.answer = answer;
      this.fault = "";
    } catch (error) {
      if (asked !== this.asked) return;
      const refusal = refusalOf(error);
      this.answer = null;
      this.fault = `${refusalText(refusal)} ${refusalDetail(refusal)}`;
    }
    this.requestUpdate();
  }

  private choose(chosen: Chosen): void {
    if (chosen === "any" && this.from === "") {
      const now = desk().daemonNow();
      this.until = localTime(now);
      this.from = localTime(now - SPANS.day * 3_600_000);
    }
    this.chosen = chosen;
    void this.ask();
    this.requestUpdate();
  }

  protected override render(): unknown {
    if (!desk().may("GetResponseTimes")) return nothing;
    return html`<section class="response">
      <h3>${t("sup.response")}</h3>
      <div class="buttons" role="group" aria-label=${t("resp.span")}>
        ${([...Object.keys(SPANS), "any"] as Chosen[]).map((it) => html`<button type="button" class="small" data-span=${it}
          aria-pressed=${it === this.chosen} @click=${() => this.choose(it)}>${tn("resp.span", it)}</button>`)}
      </div>
      ${this.chosen === "any" ? html`<div class="two">
          ${this.time("response-from", t("resp.from"), this.from, (it) => (this.from = it))}
          ${this.time("response-until", t("resp.until"), this.until, (it) => (this.until = it))}
        </div>` : nothing}
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      ${this.answer ? this.renderAnswer(this.answer) : nothing}
    </section>`;
  }

  private time(id: string, name: string, value: string, take: (value: string) => void): unknown {
    return html`<label class="field"><span>${name}</span><input id=${id} type="datetime-local" .value=${value}
      @change=${(event: Event) => {
        take((event.target as HTMLInputElement).value);
        void this.ask();
      }} /></label>`;
  }

  private renderAnswer(answer: GetResponseTimesResponse): unknown {
    if (answer.zones.length === 0) return html`<p class="dim">${t("resp.none")}</p>`;
    const [from, until] = [ms(answer.startTime) ?? 0, ms(answer.endTime) ?? 0].map((it) => localTime(it).replace("T", " "));
    return html`<p class="dim">${t("resp.told", { from: from ?? "", until: until ?? "" })}</p>
      ${this.renderTowns(answer)} ${this.renderLeague(answer)}`;
  }

  private renderTowns(answer: GetResponseTimesResponse): unknown {
    const late = answer.levels.reduce((sum, it) => sum + it.enteredLateCount, 0n);
    return html`<table class="figures-table" id="response-times"><caption>${t("sup.response_hint")}</caption>
      <thead><tr><th>${t("sup.league_zone")}</th>
        ${LEVELS.map((level) => html`<th>${tn("level", level)}</th>`)}<th>${t("resp.count")}</th><th>${t("sup.response_waiting")}</th></tr></thead>
      <tbody>${townsOf(answer).map((town) => html`<tr><th scope="row">${town.zone || t("resp.no_zone")}</th>
        ${LEVELS.map((level) => html`<td>${figures(town.byLevel.get(level)?.firstOnScene, true)}</td>`)}
        <td>${town.all.incidentCount}</td><td class=${town.all.waitingCount > 0n ? "late" : ""}>${town.all.waitingCount}</td></tr>`)}</tbody>
      <tfoot><tr><th scope="row">${t("resp.all")}</th>
        ${LEVELS.map((level) => html`<td>${figures(answer.levels.find((it) => it.level === level)?.firstOnScene, true)}</td>`)}
        <td>${sum(answer, (it) => it.incidentCount)}</td><td>${sum(answer, (it) => it.waitingCount)}</td></tr></tfoot></table>
      ${late > 0n ? html`<p class="dim">${t("resp.late_entries", { n: late })}</p>` : nothing}`;
  }

  private renderLeague(answer: GetResponseTimesResponse): unknown {
    const rows = leagueOf(answer);
    if (rows.length === 0) return nothing;
    return html`<h3>${t("sup.league")}</h3>
      <table class="figures-table" id="league"><caption>${t("resp.league_hint")}</caption>
      <thead><tr><th>${t("sup.league_zone")}</th><th>${t("sup.league_count")}</th>
        ${rows[0]?.clocks.map((it) => html`<th>${tn("clock", it.clock)}</th>`)}<th>${t("sup.league_breach")}</th></tr></thead>
      <tbody>${rows.map((row) => html`<tr><th scope="row">${row.zone || t("resp.no_zone")}</th><td>${row.dispatchCount}</td>
        ${row.clocks.map((it) => html`<td>${figures(it.stopped, false)}
          ${it.overCount > 0n ? html`<span class="late" title=${t("sup.league_breach")}>▲${it.overCount}</span>` : nothing}</td>`)}
        <td class=${lateOf(row) > 0 ? "late" : ""}>${lateOf(row)}</td></tr>`)}</tbody></table>`;
  }
}

function sum(answer: GetResponseTimesResponse, of: (row: ResponseTimes) => bigint): bigint {
  return answer.levels.reduce((all, row) => all + of(row), 0n);
}

/** Half within, nine in ten within and, where it is asked for, how many. */
function figures(it: TimeFigures | undefined, counted: boolean): unknown {
  if (!it || it.count === 0n) return "–";
  return html`${span(Number(it.p50Ms))} <span class="dim">${span(Number(it.p90Ms))}${counted ? html` · ${it.count}` : nothing}</span>`;
}

customElements.define("pt-response-times", ResponseTimesTables);

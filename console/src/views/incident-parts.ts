// What an incident's card tells of the past: its reports, and what happened when.

import { html, nothing } from "lit";
import { DispatchState, IncidentState, type Incident, type PersonalText, type Report } from "../gen/patrol/v1/types_pb.ts";
import { ms } from "../state/clocks.ts";
import { sinceMs } from "../state/queue.ts";
import { bare, clock, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";
import { actionsOfReport } from "./incident-actions.ts";
import "./actions.ts";

export function reportsOf(incident: Incident, reports: readonly Report[]): unknown {
  if (reports.length === 0) return nothing;
  return html`<section>
    <h3>${t("incident.reports")} <span class="dim">${reports.length}</span></h3>
    ${reports.map(
      (report, index) => html`<div class="report">
        <p class="dim">${reports.length > 1 ? html`<b>${index + 1}</b> · ` : nothing}${clock(ms(report.call?.ringTime ?? report.recordTime) ?? 0)} · ${tn("source_of", report.source)}
          ${personal(report.callerDisplayName)} ${personal(report.callerPhone)}</p>
        <p class="told">${personal(report.narrative)}</p>
        <p class="dim">${personal(report.address)} ${report.matchedName ? `→ ${report.matchedName}` : ""}</p>
        ${report.flags.length > 0 ? html`<p>${report.flags.map((flag) => html`<span class="chip">${tn("flag", flag)}</span>`)}</p>` : nothing}
        ${incident.state === IncidentState.CLOSED ? nothing : html`<pt-actions .subject=${report.name} .of=${actionsOfReport(incident, report)}></pt-actions>`}
      </div>`,
    )}
  </section>`;
}

export function timelineOf(incident: Incident, reports: readonly Report[]): unknown {
  const lines: { at: number; text: string }[] = [];
  const add = (time: Parameters<typeof ms>[0], text: string): void => {
    const at = ms(time);
    if (at !== null) lines.push({ at, text });
  };
  add(incident.openTime, t("incident.title"));
  for (const report of reports) add(report.recordTime, `${t("incident.reports")} · ${tn("source_of", report.source)}`);
  for (const dispatch of desk().world.dispatchesOf(incident.name)) {
    const unit = bare(dispatch.unit);
    add(dispatch.offerTime, `${unit} ${tn("dstate", DispatchState.OFFERED)}`);
    add(dispatch.order?.deliverTime, `${unit} ${t("incident.delivered")}`);
    add(dispatch.clocks?.signInTime, `${unit} ${tn("step", 1)}`);
    add(dispatch.clocks?.departTime, `${unit} ${tn("step", 2)}`);
    add(dispatch.clocks?.arriveTime, `${unit} ${tn("step", 3)}`);
    add(dispatch.clocks?.firstFeedbackTime, `${unit} ${tn("step", 4)}`);
    add(dispatch.endTime, `${unit} ${tn("dstate", dispatch.state)}`);
  }
  add(incident.closeTime, tn("state", IncidentState.CLOSED));
  lines.sort((a, b) => a.at - b.at);
  const begin = sinceMs(incident);
  return html`<section>
    <h3>${t("incident.timeline")}</h3>
    <ol class="timeline">
      ${lines.map((line) => html`<li><time>${clock(line.at)}</time><span class="dim">+${span(line.at - begin)}</span><span>${line.text}</span></li>`)}
    </ol>
  </section>`;
}

/** A text about people, as far as this person may read it. */
export function personal(it: PersonalText | undefined): unknown {
  if (!it) return nothing;
  if (it.erased) return html`<i class="dim">${t("incident.erased")}</i>`;
  if (it.masked) return html`<i class="dim">${t("incident.masked")}</i>`;
  return it.unreadable ? html`<i class="dim">${t("incident.unreadable")}</i>` : it.text;
}

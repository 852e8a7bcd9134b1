// What nobody has acknowledged yet, grouped by cause: in a storm a list of causes can still be read.

import { html, nothing } from "lit";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { AlarmKind, type Alarm } from "../gen/patrol/v1/desk_pb.ts";
import { ms } from "../state/clocks.ts";
import { bare, shortNumber, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { acknowledgeAlarm, deed } from "../command/act.ts";
import { desk, View } from "./context.ts";
import { nameInPolicy, policyName } from "./parts.ts";

const SHOWN_MAX = 12;

interface Cause {
  readonly kind: AlarmKind;
  readonly zone: string;
  readonly alarms: Alarm[];
}

export class Alarms extends View {
  protected override render(): unknown {
    const causes = causesOf(desk().world.alarms.values());
    return html`<section class="card alarms" aria-label=${t("alarm.title")}>
      <header class="card-head">
        <div><h2>${t("alarm.title")}</h2></div>
        <div class="card-age"><b>${desk().world.alarms.size}</b></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().open("none")}>×</button>
      </header>
      <div class="card-body">
        ${causes.length === 0 ? html`<p class="dim">${t("alarm.none")}</p>` : nothing}
        ${causes.map((cause) => this.renderCause(cause))}
      </div>
    </section>`;
  }

  private renderCause(cause: Cause): unknown {
    const grave = cause.kind === AlarmKind.OFFICER_EMERGENCY;
    return html`<section class="cause ${grave ? "grave" : ""}">
      <h3>${tn("alarm.kind", cause.kind) || tn("alarm.kind", 0)} <span class="dim">${cause.zone}</span>
        <span class="count">${cause.alarms.length}</span><span class="grow"></span>
        ${cause.alarms.length > 1 && desk().may("AcknowledgeAlarmCause")
          ? html`<button type="button" class="quiet small" @click=${() => this.seenAll(cause)}>${t("alarm.ack_all")}</button>`
          : nothing}</h3>
      <ul>
        ${cause.alarms.slice(0, SHOWN_MAX).map((alarm) => this.renderAlarm(alarm))}
        ${cause.alarms.length > SHOWN_MAX ? html`<li class="dim">${t("common.more", { n: cause.alarms.length - SHOWN_MAX })}</li>` : nothing}
      </ul>
    </section>`;
  }

  private renderAlarm(alarm: Alarm): unknown {
    const number = desk().world.incidents.get(alarm.incident)?.number ?? "";
    const at = ms(alarm.raiseTime);
    return html`<li>
      ${alarm.incident ? html`<button type="button" class="link" @click=${() => desk().select({ kind: "incident", name: alarm.incident })}>${shortNumber(number) || "…"}</button>` : nothing}
      ${alarm.unit ? html`<button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: alarm.unit })}>${bare(alarm.unit)}</button>` : nothing}
      <span class="detail" title=${nameInPolicy(alarm.detail)}>${policyName(alarm.detail)}</span>
      <span class="dim n">${at === null ? "" : span(desk().daemonNow() - at)}</span>
      ${desk().may("AcknowledgeAlarm") ? html`<button type="button" class="small" @click=${() => void acknowledgeAlarm(desk(), alarm.name)}>${t("alarm.ack")}</button>` : nothing}
    </li>`;
  }

  private seenAll(cause: Cause): void {
    const last = Math.max(...cause.alarms.map((alarm) => ms(alarm.raiseTime) ?? 0));
    void deed(
      desk(),
      (sent) =>
        desk().api.desk.acknowledgeAlarmCause(
          { kind: cause.kind, zone: cause.zone, untilTime: timestampFromMs(last + 1), requestId: sent.requestId },
          sent,
        ),
      () => t("command.done.alarm"),
    );
  }
}

/** Officers in danger first, then by kind and zone, the oldest alarm first. */
export function causesOf(alarms: Iterable<Alarm>): Cause[] {
  const causes = new Map<string, Cause>();
  for (const alarm of alarms) {
    const key = `${alarm.kind}/${alarm.zone}`;
    const cause = causes.get(key) ?? { kind: alarm.kind, zone: alarm.zone, alarms: [] };
    cause.alarms.push(alarm);
    causes.set(key, cause);
  }
  const first = (cause: Cause) => (cause.kind === AlarmKind.OFFICER_EMERGENCY ? -1 : cause.kind);
  for (const cause of causes.values()) cause.alarms.sort((a, b) => (ms(a.raiseTime) ?? 0) - (ms(b.raiseTime) ?? 0));
  return [...causes.values()].sort((a, b) => first(a) - first(b) || (a.zone < b.zone ? -1 : 1));
}

customElements.define("pt-alarms", Alarms);

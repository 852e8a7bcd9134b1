// Why these units and no others, as a table.

import { html, nothing } from "lit";
import { PassReason, type Explanation } from "../gen/patrol/v1/types_pb.ts";
import { bare, kilometres, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { nameInPolicy, sourceText } from "./parts.ts";

/** Of a unit that a person chose, the plan stands empty or holds the person's reason. */
export function explanation(why: Explanation, byPerson = false): unknown {
  const ground = why.plan === "" ? "" : byPerson ? `${t("incident.reason")}: ${why.plan}` : t("incident.plan", { plan: nameInPolicy(why.plan) });
  return html`<div class="explanation">
    <p class="dim">${ground === "" ? nothing : `${ground} · `}${t("incident.available", { n: why.availableCount })}
      ${why.shortCount > 0 ? html` · <b class="late">${t("incident.short", { n: why.shortCount })}</b>` : nothing}</p>
    <table>
      <tbody>
        ${why.considered.map(
          (it) => html`<tr class=${it.passedOver === PassReason.UNSPECIFIED ? "chosen" : ""}>
            <td>${bare(it.unit)}</td>
            <td class="n">${t("incident.distance", { km: kilometres(it.distanceM) })}</td>
            <td class="n">${span(Number(it.travelTimeMs))}</td>
            <td class="dim">${sourceText(it.position, it.position?.ageMs === undefined ? null : Number(it.position.ageMs))}</td>
            <td>${tn("pass", it.passedOver)}</td>
          </tr>`,
        )}
      </tbody>
    </table>
    ${why.others.length > 0
      ? html`<p class="dim">${t("incident.others")}: ${why.others.map((it) => `${tn("pass", it.reason)} ${it.count}`).join(" · ")}</p>`
      : nothing}
  </div>`;
}

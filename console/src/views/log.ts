// What happened, newest first, as the watch told it.

import { html, nothing } from "lit";
import { bare, clock, shortNumber } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { desk, View } from "./context.ts";
import { policyName } from "./parts.ts";

const SHOWN_MAX = 150;

export class Log extends View {
  protected override render(): unknown {
    const { world } = desk();
    return html`<section class="card log" aria-label=${t("log.title")}>
      <header class="card-head">
        <div><h2>${t("log.title")}</h2></div>
        <div class="card-age"><b class="n">${t("log.change", { n: world.sequence })}</b></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().open("none")}>×</button>
      </header>
      <ol class="card-body log-lines">
        ${world.log.slice(0, SHOWN_MAX).map(({ event, timeMs, actor, sequence }) => {
          // Many things are said of a dispatch: it knows its unit and its incident.
          const dispatch = world.dispatches.get(event.dispatch);
          const [incident, unit] = [event.incident || (dispatch?.incident ?? ""), event.unit || (dispatch?.unit ?? "")];
          const number = shortNumber(world.incidents.get(incident)?.number ?? "");
          return html`<li title=${`${t("log.change", { n: sequence })} · ${actor}`}>
            <time>${clock(timeMs)}</time>
            <span>${tn("happened", event.kind)}${event.step ? ` · ${tn("step", event.step)}` : ""}</span>
            ${number ? html`<button type="button" class="link" @click=${() => desk().select({ kind: "incident", name: incident })}>${number}</button>` : nothing}
            ${unit ? html`<button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: unit })}>${bare(unit)}</button>` : nothing}
            <span class="dim">${policyName(event.detail)}</span>
          </li>`;
        })}
      </ol>
    </section>`;
  }
}

customElements.define("pt-log", Log);

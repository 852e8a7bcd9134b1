// One unit that was sent: how it stands, whether it was told, how far it is, and its five clocks.

import { html, nothing } from "lit";
import { ChosenBy, DispatchState, type Dispatch, type Explanation, type Incident } from "../gen/patrol/v1/types_pb.ts";
import { remainingMs, tellingOf } from "../state/clocks.ts";
import { distanceM } from "../state/fleet.ts";
import { isOpen } from "../state/world.ts";
import { bare, kilometres, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { recall } from "../command/act.ts";
import { desk } from "./context.ts";
import { icon } from "./icons.ts";
import { explanation } from "./explanation.ts";
import { fiveClocks } from "./parts.ts";

/** What the card knows of why this unit was sent, and whether it shows it. */
export interface Why {
  readonly of: Explanation | undefined;
  readonly shown: boolean;
  readonly toggle: () => void;
}

export function dispatchRow(incident: Incident, dispatch: Dispatch, why: Why): unknown {
  const now = desk().daemonNow();
  const open = isOpen(dispatch);
  return html`<li class="dispatch dstate-${dispatch.state} ${open ? "" : "over"}">
    <div class="dispatch-head">
      <i class="dot" aria-hidden="true"></i>
      <button type="button" class="link" @click=${() => desk().select({ kind: "unit", name: dispatch.unit })}>${bare(dispatch.unit)}</button>
      <span class="dispatch-state">${tn("dstate", dispatch.state)}</span>
      <span class="dim grow">${open ? etaText(incident, dispatch) : dispatch.endReason}</span>
      <button type="button" class="quiet small" aria-expanded=${why.shown} @click=${why.toggle}>${t("incident.why_unit")}</button>
      ${open && desk().may("RecallUnit") ? html`<button type="button" class="quiet small" @click=${() => void recall(desk(), dispatch.name)}>${t("incident.recall")}</button>` : nothing}
    </div>
    ${tellingText(dispatch, now)}
    ${dispatch.blocked ? html`<p class="unheard">${t("incident.blocked")} ${dispatch.backedUp ? t("incident.backed_up") : ""}</p>` : nothing}
    ${open ? fiveClocks(dispatch) : nothing}
    ${why.shown ? html`<div class="why">
        <p class="dim">${tn("incident.chosen", dispatch.chosenBy)}</p>
        ${why.of ? explanation(why.of, dispatch.chosenBy === ChosenBy.DISPATCHER) : nothing}
      </div>` : nothing}
  </li>`;
}

/** Whether the unit knows of it; only what is due asks for somebody's voice. */
function tellingText(dispatch: Dispatch, now: number): unknown {
  const telling = tellingOf(dispatch, now);
  if (telling === null) return nothing;
  const until = telling.signInLeftMs === null ? "" : ` · ${t("incident.sign_in_left", { time: span(telling.signInLeftMs) })}`;
  switch (telling.what) {
    case "unheard":
      return html`<p class="unheard" role="alert">${icon("phone")} ${t("incident.unheard")}</p>`;
    case "voice":
      return html`<p class="by-voice">${icon("phone")} ${t("incident.voice_only")}<span class="dim">${until}</span></p>`;
    case "device":
      return html`<p class="dim">${t("incident.device_waits", { time: span(telling.deviceLeftMs) })}</p>`;
    case "delivered":
      return html`<p class="dim">${t("incident.delivered")}${until}</p>`;
  }
}

/** How far a unit has still to go, and for how long by what is known; null when neither is. */
export function wayLeft(incident: Incident, dispatch: Dispatch): { leftM: number; etaMs: number | null } | null {
  const at = desk().world.fleet.indexOf(dispatch.unit);
  if (at === undefined || !incident.position) return null;
  const from = desk().world.fleet.lngLat(at, performance.now());
  const leftM = distanceM(from, [incident.position.longitudeDeg, incident.position.latitudeDeg]);
  return { leftM, etaMs: remainingMs(dispatch, leftM) };
}

function etaText(incident: Incident, dispatch: Dispatch): string {
  if (dispatch.state === DispatchState.ARRIVED) return "";
  const way = wayLeft(incident, dispatch);
  if (way === null) return "";
  const distance = t("incident.distance", { km: kilometres(way.leftM) });
  return way.etaMs === null ? distance : `${distance} · ${t("incident.eta", { time: span(way.etaMs) })}`;
}

// One unit: what it is, who is on board, what it does, where it is and how that is known.

import { html, nothing } from "lit";
import {
  Datum,
  Delivery,
  OrderState,
  OrderTask,
  PositionSource,
  Rank,
  Step,
  type StandingOrder,
  type Unit,
} from "../gen/patrol/v1/types_pb.ts";
import { ms } from "../state/clocks.ts";
import { age, bare, clock, kilometres, localTime, shortNumber } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { refusalOf } from "../api/refusal.ts";
import { deed, recall, refusalText, step } from "../command/act.ts";
import { distanceM, Look, lookOf } from "../state/fleet.ts";
import { desk, View } from "./context.ts";
import { icon } from "./icons.ts";
import { fiveClocks, row } from "./parts.ts";
import { actionsOfUnit } from "./unit-actions.ts";
import "./actions.ts";

export class UnitCard extends View {
  private trackFault = "";

  protected override render(): unknown {
    const { world, selection } = desk();
    const unit = selection?.kind === "unit" ? world.units.get(selection.name) : undefined;
    if (!unit) return nothing;
    const dispatch = world.dispatchOf(unit.name);
    const look = lookOf(unit, dispatch);
    return html`<article class="card unit" aria-label="${t("unit.title")} ${unit.callsign}">
      <header class="card-head">
        <i class="dot look-${look}" aria-hidden="true"></i>
        <div>
          <h2>${unit.callsign}</h2>
          <p>${tn("tier", unit.tier)} · ${tn("kind", unit.kind)} · ${unit.force}</p>
        </div>
        <div class="card-age"><b>${tn("unit.state", look)}</b>
          <span>${unit.duty ? t("unit.since", { time: clock(ms(unit.duty.activityStartTime) ?? 0, false) }) : ""}</span></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().select(null)}>×</button>
      </header>
      <div class="card-body">
        ${unit.emergency ? html`<section class="attention"><p class="urgent">${tn("alarm.kind", 16)}
          <button type="button" @click=${() => desk().select({ kind: "incident", name: unit.emergency })}>${t("incident.title")}</button></p></section>` : nothing}
        ${this.renderDispatch(unit)} ${this.renderFacts(unit)} ${this.renderOrder(unit.duty?.standingOrder)}
        ${unit.duty && !dispatch ? this.renderOrders(unit, look) : nothing} ${this.renderTrack(unit)}
        <section><h3>${t("action.more")}</h3><pt-actions .subject=${unit.name} .of=${actionsOfUnit(unit)}></pt-actions></section>
      </div>
      <footer class="card-foot">
        <button type="button" @click=${() => this.find(unit)}>${t("unit.find")}</button>
        ${desk().may("GetTrack") ? html`<button type="button" id="track" aria-pressed=${desk().track?.unit === unit.name} @click=${() => void this.showTrack(unit)}>${t("unit.track")}</button>` : nothing}
      </footer>
    </article>`;
  }

  private renderDispatch(unit: Unit): unknown {
    const dispatch = desk().world.dispatchOf(unit.name);
    if (!dispatch) return nothing;
    const incident = desk().world.incidents.get(dispatch.incident);
    const steps = [Step.SIGNED_IN, Step.DEPARTED, Step.ARRIVED, Step.FINISHED, Step.DECLINED, Step.BLOCKED];
    return html`<section>
      <h3><button type="button" class="link" @click=${() => desk().select({ kind: "incident", name: dispatch.incident })}>
        ${t("unit.on", { number: shortNumber(incident?.number ?? "") })}</button> ${tn("dstate", dispatch.state)}
        <span class="grow"></span>
        ${desk().may("RecallUnit") ? html`<button type="button" class="quiet small" @click=${() => void recall(desk(), dispatch.name)}>${t("incident.recall")}</button>` : nothing}</h3>
      ${fiveClocks(dispatch)}
      ${desk().may("AdvanceDispatch") ? html`<div class="voice" role="group" aria-label=${t("unit.voice")}>
        <span class="dim">${t("unit.voice")}</span>
        ${steps.map((it) => html`<button type="button" class="small" @click=${() => void step(desk(), unit.name, it)}>${tn("step", it)}</button>`)}
      </div>` : nothing}
    </section>`;
  }

  private renderFacts(unit: Unit): unknown {
    const check = unit.duty?.checkIn;
    const officers = check?.crew.filter((it) => it.rank === Rank.OFFICER).length ?? 0;
    const others = (check?.crew.length ?? 0) - officers;
    const reason = tn("unavailable", unit.duty?.unavailableReason ?? 0);
    return html`<section><dl class="facts">
      ${row(t("unit.place"), this.placeText(unit))}
      ${unit.duty ? row(t("unit.link"), tn("link", unit.duty.link)) : nothing}
      ${reason ? row(tn("unit.state", Look.Unavailable), `${reason} ${unit.duty?.unavailableDetail ?? ""}`) : nothing}
      ${unit.duty?.returnOverdue ? row("", html`<b class="late">${t("unit.return_overdue")}</b>`) : nothing}
      ${unit.duty?.welfareDueTime ? row("", html`<b class="late">${t("unit.welfare", { time: clock(ms(unit.duty.welfareDueTime) ?? 0) })}</b>`) : nothing}
      ${check ? row(t("unit.crew"), html`${t("unit.officers", { o: officers, a: others })}${check.armed ? html` <span class="chip">${t("unit.armed")}</span>` : nothing}
        <br /><span class="dim">${check.crew.map((it) => it.person).join(" ")}</span>`) : nothing}
      ${row(t("unit.vehicle"), check?.vehicle ?? "")} ${row(t("unit.radio"), check?.radioGroup ?? "")}
      ${check?.shiftEndTime ? row(t("unit.shift_end"), clock(ms(check.shiftEndTime) ?? 0, false)) : nothing}
      ${unit.duty?.overtimeStartTime ? row("", t("unit.overtime", { time: clock(ms(unit.duty.overtimeStartTime) ?? 0, false) })) : nothing}
      ${unit.loan ? row(t("unit.loan"), t("unit.loan_until", { zone: unit.loan.zone, time: localTime(ms(unit.loan.endTime) ?? 0).replace("T", " ") })) : nothing}
      ${row(t("unit.zone"), unit.homeZone)} ${row(t("unit.post"), unit.post)} ${row(t("unit.capabilities"), unit.capabilities.join(" · "))}
    </dl></section>`;
  }

  private placeText(unit: Unit): unknown {
    const { fleet } = desk().world;
    const at = fleet.indexOf(unit.name);
    if (at === undefined) return t("source.none");
    const [lng, lat] = fleet.lngLat(at, performance.now());
    const ageS = fleet.fixAge(at, performance.now());
    if (fleet.isHidden(at)) return t("source.none");
    const voice = unit.position?.source === PositionSource.VOICE && ageS !== null;
    const source = ageS === null ? PositionSource.POST : voice ? PositionSource.VOICE : PositionSource.FIX;
    const told = tn("source", source).replace("{age}", ageS === null ? "" : age(ageS * 1000));
    return html`${told}<br /><span class="dim n">${lat.toFixed(5)}, ${lng.toFixed(5)}</span>`;
  }

  private renderOrder(order: StandingOrder | undefined): unknown {
    if (!order || order.state > OrderState.ACKNOWLEDGED) return nothing;
    const by = ms(order.deliverByTime);
    const mute = !order.deliverTime && (order.delivery === Delivery.VOICE_ONLY || (by !== null && desk().daemonNow() >= by));
    return html`<section>
      <h3>${t("unit.order")}: ${tn("task", order.task)} <span class="dim">${order.post} ${order.area?.zone ?? ""} ${order.reason}</span></h3>
      ${mute ? html`<p class="unheard" role="alert">${icon("phone")} ${t("unit.order_unheard")}</p>` : nothing}
      ${desk().may("CancelOrder") ? html`<button type="button" class="small" @click=${() => this.cancel(order)}>${t("unit.order_cancel")}</button>` : nothing}
    </section>`;
  }

  private renderOrders(unit: Unit, look: Look): unknown {
    if (look !== Look.Free || !desk().may("OrderUnit")) return nothing;
    return html`<section><div class="voice">
      <button type="button" class="small" @click=${() => {
        desk().pick = { purpose: "order", take: (latitudeDeg, longitudeDeg) =>
          this.order(unit, { task: OrderTask.GO_TO, position: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 } }) };
        desk().now();
      }}>${t("unit.order_go")}</button>
      ${unit.post ? html`<button type="button" class="small" @click=${() => this.order(unit, { task: OrderTask.RETURN })}>${t("unit.order_return")}</button>` : nothing}
    </div></section>`;
  }

  private order(
    unit: Unit,
    what: { task: OrderTask; position?: { latitudeDeg: number; longitudeDeg: number; datum: Datum } },
  ): void {
    void deed(
      desk(),
      (sent) => desk().api.dispatch.orderUnit({ unit: unit.name, ...what, requestId: sent.requestId }, sent),
      () => t("command.done.order", { unit: bare(unit.name) }),
    );
  }

  private cancel(order: StandingOrder): void {
    void deed(
      desk(),
      (sent) => desk().api.dispatch.cancelOrder({ unit: order.unit, order: order.name, requestId: sent.requestId }, sent),
      () => t("command.done.other"),
    );
  }

  /** Where it was in the last hour. Each look goes on the record, so it is asked for by a person, not by every card. */
  private async showTrack(unit: Unit): Promise<void> {
    if (desk().track?.unit === unit.name) {
      desk().track = null;
      desk().now();
      return;
    }
    this.trackFault = "";
    try {
      const { points } = await desk().api.records.getTrack({ unit: unit.name });
      if (desk().selection?.name === unit.name) desk().track = { unit: unit.name, points };
    } catch (error) {
      this.trackFault = refusalText(refusalOf(error));
    }
    desk().now();
  }

  private renderTrack(unit: Unit): unknown {
    const { track } = desk();
    if (this.trackFault) return html`<section><p class="fault" role="alert">${this.trackFault}</p></section>`;
    if (track?.unit !== unit.name) return nothing;
    const places = track.points.flatMap(({ position }): [number, number][] => (position ? [[position.longitudeDeg, position.latitudeDeg]] : []));
    const way = places.slice(1).reduce((sum, place, index) => sum + distanceM(places[index] ?? place, place), 0);
    const first = ms(track.points[0]?.takeTime);
    return html`<section><h3>${t("unit.track")}</h3>
      <p class="dim">${first === null ? t("unit.track_none") : t("unit.track_told", { time: clock(first), n: places.length, km: kilometres(way) })}</p></section>`;
  }

  private find(unit: Unit): void {
    const at = desk().world.fleet.indexOf(unit.name);
    if (at === undefined) return;
    const map = document.querySelector("pt-map");
    map?.show(...desk().world.fleet.lngLat(at, performance.now()), 15);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "pt-map": import("../map/map-view.ts").MapView;
    "pt-queue": import("./queue.ts").Queue;
    "pt-incident": import("./incident-card.ts").IncidentCard;
    "pt-command": import("./command-line.ts").CommandLine;
    "pt-report": import("./report-form.ts").ReportForm;
  }
}

customElements.define("pt-unit", UnitCard);

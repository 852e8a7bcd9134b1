// The planned events that are not over, and the plan of a new one: which units are held for it, where and until when.

import { html, nothing } from "lit";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { Datum, type PlannedEvent } from "../gen/patrol/v1/types_pb.ts";
import { endEvent, planEvent } from "../command/deeds.ts";
import { ms } from "../state/clocks.ts";
import { bare, localTime } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { desk, View } from "./context.ts";
import { why, type Action, type Said } from "./actions.ts";
import { zoneField } from "./incident-actions.ts";

const RELOAD_MS = 20_000;
const UNITS_NAMED = 12;

export class PlannedEvents extends View {
  private events: readonly PlannedEvent[] | null = null;
  private askedAt = -Infinity;

  protected override heard(): void {
    if (performance.now() - this.askedAt > RELOAD_MS && desk().truth().state === "live") void this.load();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  private async load(): Promise<void> {
    if (!desk().may("ListPlannedEvents")) return;
    this.askedAt = performance.now();
    try {
      this.events = (await desk().api.dispatch.listPlannedEvents({})).plannedEvents;
    } catch {
      // What was listed last stays; it is asked for again soon.
    }
    this.requestUpdate();
  }

  protected override render(): unknown {
    if (!desk().may("ListPlannedEvents") || this.events === null) return nothing;
    return html`<section>
      <h3>${t("event.title")}</h3>
      ${this.events.length === 0 ? html`<p class="dim">${t("event.none")}</p>` : nothing}
      <ul class="planned">${this.events.map((it) => this.renderEvent(it))}</ul>
      <pt-actions .subject=${"events"} .of=${[this.plan()]}></pt-actions>
    </section>`;
  }

  private renderEvent(event: PlannedEvent): unknown {
    const { fence } = event;
    const where = fence?.zone || (fence?.centre ? `${fence.centre.latitudeDeg.toFixed(4)}, ${fence.centre.longitudeDeg.toFixed(4)} · ${Math.round(fence.radiusM)} m` : "");
    const [from, until] = [event.startTime, event.endTime].map((it) => localTime(ms(it) ?? 0).replace("T", " "));
    const end: Action = {
      id: `end-${event.name}`,
      call: "EndPlannedEvent",
      title: t("event.end"),
      fields: [why()],
      act: ({ reason = "" }) => endEvent(desk(), event.name, reason).then(() => this.load()),
    };
    return html`<li>
      <b>${event.displayName}</b> ${event.begun ? html`<span class="chip">${t("event.begun")}</span>` : nothing}
      <span class="dim">${where} · ${from} – ${until}${event.desk ? ` · ${event.desk}` : ""}</span>
      <p class="dim">${t("event.units", { n: event.units.length })}: ${event.units.slice(0, UNITS_NAMED).map(bare).join(" ")}${event.units.length > UNITS_NAMED ? " …" : ""}</p>
      <pt-actions .subject=${event.name} .of=${[end]}></pt-actions>
    </li>`;
  }

  private plan(): Action {
    const now = desk().daemonNow();
    return {
      id: "plan-event",
      call: "CreatePlannedEvent",
      title: t("event.plan"),
      fields: [
        { name: "name", kind: "text", label: t("event.name"), required: true },
        zoneField(false),
        { name: "place", kind: "place", label: t("event.centre") },
        { name: "radius", kind: "number", label: t("event.radius"), max: 50_000 },
        { name: "from", kind: "time", label: t("resp.from"), value: localTime(now), required: true },
        { name: "until", kind: "time", label: t("resp.until"), value: localTime(now + 4 * 3_600_000), required: true },
        { name: "units", kind: "units", label: t("event.held"), required: true },
        { name: "desk", kind: "text", label: t("incident.desk") },
      ],
      act: (said) => planEvent(desk(), planOf(said, desk().daemonNow())).then(() => this.load()),
    };
  }
}

/** A plan as the daemon takes it: what begins now needs no beginning. */
function planOf(said: Said, nowMs: number): Parameters<typeof planEvent>[1] {
  const { name = "", zone = "", place = "", radius = "", from = "", until = "", units = "", desk = "" } = said;
  const [latitudeDeg = 0, longitudeDeg = 0] = place.split(" ").map(Number);
  const fence = place === "" ? { zone } : { centre: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 }, radiusM: Number(radius || "500") };
  return {
    displayName: name,
    fence,
    ...(Number(from) > nowMs ? { startTime: timestampFromMs(Number(from)) } : {}),
    endTime: timestampFromMs(Number(until)),
    units: units.split(" ").filter((it) => it !== ""),
    desk,
  };
}

customElements.define("pt-planned-events", PlannedEvents);

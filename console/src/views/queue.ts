// The queue: the graver first, then the older; each with its age, its clock and its units.

import { html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { ClockKind, DispatchState, IncidentState } from "../gen/patrol/v1/types_pb.ts";
import { runningClock, targetOf, unheard } from "../state/clocks.ts";
import { isDone, mineOf, queueOf, type QueueEntry } from "../state/queue.ts";
import { isOpen } from "../state/world.ts";
import { bare, shortNumber, span } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { take } from "../command/act.ts";
import { desk, View } from "./context.ts";
import { icon } from "./icons.ts";
import { levelSign, typeName } from "./parts.ts";

const ROWS_MAX = 200;
/** How long a row is waited for. */
const SEEK_MS = 5000;

export class Queue extends View {
  private filter = "";
  private which: "open" | "mine" | "closed" = "open";
  /** Whose row is to come into view. */
  private sought: { readonly name: string; readonly untilMs: number } | null = null;

  protected override render(): unknown {
    const { world } = desk();
    const entries = this.entries();
    const known = world.known;
    return html`<section class="queue" aria-label=${t("app.queue")}>
      <div class="queue-head">
        <div role="group" class="segments" aria-label=${t("app.queue")}>
          ${(["open", "mine", "closed"] as const).map(
            (which) => html`<button type="button" aria-pressed=${this.which === which} @click=${() => this.turn(which)}>
              ${tn("queue", which)}${which === "mine" ? this.renderMine() : nothing}
            </button>`,
          )}
        </div>
        <input
          type="search"
          aria-label=${t("queue.filter")}
          placeholder=${t("queue.filter_short")}
          title=${t("queue.filter")}
          .value=${this.filter}
          @input=${(event: InputEvent) => {
            this.filter = (event.target as HTMLInputElement).value;
            this.requestUpdate();
          }}
        />
      </div>
      <ul class="rows" tabindex="-1">
        ${repeat(entries.slice(0, ROWS_MAX), (entry) => entry.incident.name, (entry) => this.renderRow(entry))}
        ${entries.length === 0
          ? html`<li class="empty">
              ${known ? (this.which === "closed" ? t("queue.empty_closed") : t("queue.empty")) : t("truth.never")}
            </li>`
          : nothing}
        ${entries.length > ROWS_MAX ? html`<li class="empty">${t("common.more", { n: entries.length - ROWS_MAX })}</li>` : nothing}
      </ul>
    </section>`;
  }

  /** What the desk has open, and a sign for what only its word is missing to: nobody else closes that. */
  private renderMine(): unknown {
    const { open, toClose } = mineOf(desk().world, desk().person?.desk ?? "");
    if (open === 0) return nothing;
    const told = t("queue.mine_to_close", { n: toClose });
    return html`<span class="count">${open}</span>${toClose > 0
      ? html`<span class="to-close" title=${told}><span aria-hidden="true">●</span><span class="sr">${told}</span></span>`
      : nothing}`;
  }

  /** Brings an incident's row into view, as soon as there is one: what was just filed comes with the watch. */
  reveal(name: string): void {
    if (name === "") return;
    this.sought = { name, untilMs: performance.now() + SEEK_MS };
    this.requestUpdate();
  }

  protected override updated(): void {
    const { sought } = this;
    if (sought === null) return;
    const { name, untilMs } = sought;
    const row = this.querySelector(`[data-incident="${name}"]`);
    if (row || performance.now() > untilMs) {
      this.sought = null;
      row?.scrollIntoView({ block: "nearest" });
    } else if (desk().world.incidents.has(name)) {
      this.lookElsewhere(name);
    }
  }

  /** An incident is there and its row is not: a filter leaves it out, or a storm has more rows than are drawn. */
  private lookElsewhere(name: string): void {
    const mine = desk().world.incidents.get(name)?.desk === desk().person?.desk;
    if (this.which !== "open" || this.filter !== "") {
      this.which = "open";
      this.filter = "";
    } else {
      // The desk's own are few: if it is not there, it is nowhere, and nothing is waited for any more.
      if (mine) this.which = "mine";
      this.sought = null;
      void this.updateComplete.then(() => this.querySelector(`[data-incident="${name}"]`)?.scrollIntoView({ block: "nearest" }));
    }
    this.requestUpdate();
  }

  entries(): QueueEntry[] {
    return queueOf(desk().world, {
      text: this.filter,
      jurisdiction: "",
      mine: this.which === "mine" ? (desk().person?.desk ?? "") : "",
      closed: this.which === "closed",
    });
  }

  /** Selects the entry that many rows further down. */
  step(by: number): void {
    const entries = this.entries();
    const name = desk().selection?.kind === "incident" ? desk().selection?.name : undefined;
    const at = entries.findIndex((entry) => entry.incident.name === name);
    const next = entries[at < 0 ? (by > 0 ? 0 : entries.length - 1) : Math.min(entries.length - 1, Math.max(0, at + by))];
    if (!next) return;
    desk().select({ kind: "incident", name: next.incident.name });
    void this.updateComplete.then(() => {
      const button = this.querySelector<HTMLElement>(`[data-incident="${next.incident.name}"] .row-open`);
      button?.focus();
      button?.scrollIntoView({ block: "nearest" });
    });
  }

  private turn(which: "open" | "mine" | "closed"): void {
    this.which = which;
    this.requestUpdate();
  }

  private renderRow(entry: QueueEntry): unknown {
    const { incident } = entry;
    const now = desk().daemonNow();
    const chosen = desk().selection?.name === incident.name;
    const closed = incident.state === IncidentState.CLOSED;
    const target = closed || entry.dispatches.some((it) => it.state === DispatchState.ARRIVED) ? null : targetOf(incident);
    return html`<li
      class="row level-row-${entry.level} ${entry.rings ? "rings" : ""} ${chosen ? "chosen" : ""}"
      data-incident=${incident.name}
    >
      <button type="button" class="row-open" aria-pressed=${chosen}
        @click=${() => desk().select({ kind: "incident", name: incident.name })}>
        ${levelSign(entry.level)}
        <span class="row-main">
          <span class="row-title">
            <b class="number">${shortNumber(incident.number)}</b>
            <span class="type">${typeName(incident.classification?.typeCode ?? "")}</span>
            ${incident.training ? html`<span class="chip exercise">${t("incident.training")}</span>` : nothing}
          </span>
          <span class="row-line">
            <span class="state state-${incident.state}">${this.stateText(entry)}</span>
            ${closed || isDone(entry)
              ? nothing
              : html`<span class="need ${entry.serving < entry.needed ? "short" : ""}"
                  title=${t("queue.units")}>${entry.serving}/${entry.needed}</span>`}
            ${incident.jurisdiction ? html`<span>${incident.jurisdiction}</span>` : nothing}
            ${incident.desk ? html`<span class="row-desk">${incident.desk}</span>` : nothing}
          </span>
          ${closed ? nothing : this.renderUnits(entry, now)}
        </span>
        <span class="row-side">
          <span class="age">${span((closed ? closeMs(entry) : now) - entry.sinceMs)}</span>
          ${target?.missed ? html`<span class="late" title=${t("incident.target")}>▲</span>` : nothing}
        </span>
      </button>
      ${entry.rings && desk().may("HandOverIncident")
        ? html`<button type="button" class="take" @click=${() => void take(desk(), incident.name)}>${t("queue.take")}</button>`
        : nothing}
    </li>`;
  }

  private stateText(entry: QueueEntry): string {
    const { incident } = entry;
    if (incident.state === IncidentState.CLOSED) return tn("disposition", incident.disposition?.kind ?? 0);
    if (isDone(entry)) return t("queue.to_close");
    const why = tn("wait", incident.waitReason);
    return why === "" ? tn("state", incident.state) : `${tn("state", incident.state)}：${why}`.replace("：", ": ");
  }

  private renderUnits(entry: QueueEntry, now: number): unknown {
    const open = entry.dispatches.filter(isOpen);
    if (open.length === 0) return nothing;
    return html`<span class="row-units">
      ${open.slice(0, 5).map((dispatch) => {
        const clock = runningClock(dispatch, now);
        const mute = unheard(dispatch, now);
        return html`<span class="unit-chip dstate-${dispatch.state} ${clock?.state ?? ""}"
          title=${`${bare(dispatch.unit)} ${tn("dstate", dispatch.state)}`}>
          <i class="dot" aria-hidden="true"></i>${bare(dispatch.unit)}
          ${mute ? html`<span class="mute" title=${t("incident.unheard")}>${icon("phone")}</span>` : nothing}
          ${clock && clock.kind !== ClockKind.ON_SCENE && clock.elapsedMs !== null
            ? html`<span class="t">${span(clock.elapsedMs)}</span>`
            : nothing}
        </span>`;
      })}
      ${open.length > 5 ? html`<span class="unit-chip">+${open.length - 5}</span>` : nothing}
    </span>`;
  }
}

function closeMs(entry: QueueEntry): number {
  const time = entry.incident.closeTime;
  return time ? Number(time.seconds) * 1000 : entry.sinceMs;
}

customElements.define("pt-queue", Queue);

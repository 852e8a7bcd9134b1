// One window: bar, queue, map, panel, command line; the veil when what is shown is old; the keys.

import { html, nothing } from "lit";
import { age } from "../i18n/format.ts";
import { t } from "../i18n/index.ts";
import { queueOf, tally } from "../state/queue.ts";
import { take } from "../command/act.ts";
import { desk, View } from "./context.ts";

export class App extends View {
  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener("keydown", (event) => this.key(event));
  }

  protected override render(): unknown {
    const { person, locked, layout, panel, helpOpen } = desk();
    if (!person || locked) {
      return html`<pt-sign-in></pt-sign-in>${locked ? this.renderRinging() : nothing}${this.renderToasts()}`;
    }
    const truth = desk().truth();
    const stale = truth.state !== "live";
    return html`<a class="skip" href="#queue" @click=${(event: Event) => {
        event.preventDefault();
        this.focusQueue();
      }}>${t("app.skip")}</a>
      <div class="desk layout-${layout} ${stale ? "stale" : ""} ${panel === "none" ? "" : "with-panel"}">
        <pt-bar></pt-bar>
        ${this.renderRinging()}
        <main class="ground">
          ${layout === "map" ? nothing : html`<pt-queue id="queue"></pt-queue>`}
          ${layout === "queue" ? nothing : html`<div class="map"><pt-map></pt-map>${stale ? this.renderVeil() : nothing}${this.renderToasts()}</div>`}
          ${layout === "queue" && stale ? this.renderVeil() : nothing}
          ${panel === "none" ? nothing : html`<aside class="panel">${this.renderPanel()}</aside>`}
        </main>
        <pt-command></pt-command>
        ${layout === "queue" ? this.renderToasts() : nothing} ${helpOpen ? html`<pt-help></pt-help>` : nothing}
      </div>`;
  }

  private renderPanel(): unknown {
    const { panel, selection } = desk();
    switch (panel) {
      case "card":
        return selection?.kind === "unit" ? html`<pt-unit></pt-unit>` : html`<pt-incident></pt-incident>`;
      case "report":
        return html`<pt-report></pt-report>`;
      case "alarms":
        return html`<pt-alarms></pt-alarms>`;
      case "log":
        return html`<pt-log></pt-log>`;
      case "supervisor":
        return html`<pt-supervisor></pt-supervisor>`;
      case "audit":
        return html`<pt-audit></pt-audit>`;
      case "none":
        return nothing;
    }
  }

  private renderVeil(): unknown {
    const truth = desk().truth();
    const text = truth.ageMs === null ? t("truth.veil_none") : t("truth.veil", { age: age(truth.ageMs) });
    const refused = truth.state === "refused";
    return html`<div class="veil" role="alert">
      <p>${refused ? t("truth.refused") : text}</p>
      ${refused ? html`<p class="dim" lang="en">${desk().link?.reason ?? ""}</p>
        <button type="button" @click=${() => desk().leave()}>${t("sign.other")}</button>` : nothing}
    </div>`;
  }

  private renderRinging(): unknown {
    const { ringing } = tally(desk().world);
    if (ringing === 0) return nothing;
    // Whoever is taking a call has read it: it stays, but does not pull at the eye.
    const calm = desk().panel === "report" && !desk().locked;
    return html`<div class="ringing ${calm ? "calm" : ""}" role="alert">
      <b>${t("alarm.ringing", { n: ringing })}</b>
      ${desk().locked || !desk().may("HandOverIncident") ? nothing : html`<button type="button" @click=${() => this.takeOldest()}>${t("alarm.silence")}</button>`}
    </div>`;
  }

  private renderToasts(): unknown {
    return html`<div class="toasts" aria-live="polite">
      ${desk().toasts.map((toast) => html`<div class="toast toast-${toast.tone}" role=${toast.tone === "refused" ? "alert" : "status"}>
        <p>${toast.tone === "refused" ? html`<b>${t("refused.title")}</b> ` : nothing}${toast.text()}</p>
        ${toast.detail ? html`<p class="dim" lang="en">${toast.detail}</p>` : nothing}
        <button type="button" class="quiet" aria-label=${t("common.close")} @click=${() => desk().dropToast(toast.id)}>×</button>
      </div>`)}
    </div>`;
  }

  private takeOldest(): void {
    const entries = queueOf(desk().world, { text: "", jurisdiction: "", mine: "", closed: false });
    const oldest = entries.find((entry) => entry.rings);
    if (!oldest) return;
    desk().select({ kind: "incident", name: oldest.incident.name });
    void take(desk(), oldest.incident.name);
  }

  private focusQueue(): void {
    this.querySelector<HTMLElement>(".row-open, .queue input")?.focus();
  }

  private key(event: KeyboardEvent): void {
    const { person, locked, settings } = desk();
    if (!person || locked) return;
    if (event.ctrlKey && event.shiftKey && event.key.toLowerCase() === "l") {
      event.preventDefault();
      desk().setLocked(true);
      return;
    }
    if (event.ctrlKey && event.key === "Enter" && desk().panel === "report") {
      event.preventDefault();
      void this.querySelector("pt-report")?.file();
      return;
    }
    if (event.key === "Escape") {
      this.back();
      return;
    }
    const target = event.target as HTMLElement;
    const typing = target.matches("input, textarea, select, [contenteditable]");
    if (!settings.singleKeys || typing || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (this.single(event.key)) event.preventDefault();
  }

  private back(): void {
    if (desk().helpOpen) return;
    if (desk().pick && desk().pick?.purpose !== "report") {
      desk().pick = null;
      desk().now();
    } else if (desk().panel !== "none") {
      if (desk().panel === "card") desk().select(null);
      else desk().open(desk().selection ? "card" : "none");
    }
  }

  private single(key: string): boolean {
    const command = this.querySelector("pt-command");
    switch (key) {
      case "n":
        if (desk().may("FileReport")) desk().open("report");
        return true;
      case "a":
        desk().open("alarms");
        return true;
      case "j":
      case "k":
        this.querySelector("pt-queue")?.step(key === "j" ? 1 : -1);
        return true;
      case "/":
        command?.begin("/");
        return true;
      case ":":
      case "：":
        command?.begin("");
        return true;
      case "d":
      case "e":
      case "r":
      case "c":
        command?.begin(`${key} `);
        return true;
      case "s":
        this.querySelector("pt-incident")?.sendRecommended();
        return true;
      case "t":
        if (desk().selection?.kind === "incident" && desk().may("HandOverIncident")) void take(desk(), desk().selection?.name ?? "");
        return true;
      case "m":
        this.querySelector<HTMLElement>("pt-map canvas.maplibregl-canvas")?.focus();
        return true;
      case "q":
        this.focusQueue();
        return true;
      case "?":
        desk().helpOpen = true;
        desk().now();
        return true;
      default:
        return false;
    }
  }
}

customElements.define("pt-app", App);

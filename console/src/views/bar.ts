// The bar at the top: the city in a few figures, and always how true the screen is.

import { html, nothing } from "lit";
import { Look } from "../state/fleet.ts";
import { tally } from "../state/queue.ts";
import { age, clock } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { icon } from "./icons.ts";
import { desk, View } from "./context.ts";

export class Bar extends View {
  protected override render(): unknown {
    const { world, words, person, caller } = desk();
    const counts = tally(world);
    const duty = named(words.dutyLevels.find((it) => it.id === world.dutyLevel), world.dutyLevel);
    const fleet = fleetCounts();
    return html`<header class="bar">
      <h1>${t("app.name")}</h1>
      ${duty ? html`<span class="chip duty-${world.dutyLevel}" title=${t("app.duty_level")}>${duty}</span>` : nothing}
      <ul class="figures" aria-label=${t("app.queue")}>
        ${[1, 2, 3, 4].map(
          (level) => html`<li class="figure figure-${level} ${counts.open[level - 1] === 0 ? "none" : ""}">
            <span class="level level-${level}" role="img" aria-label=${tn("level", level)}><b>${level}</b></span>
            <b>${counts.open[level - 1]}</b>
          </li>`,
        )}
        <li class="figure"><b>${counts.waiting}</b> ${t("app.waiting")}</li>
        ${counts.deciding > 0 ? html`<li class="figure"><b>${counts.deciding}</b> ${t("app.deciding")}</li>` : nothing}
        <li class="figure"><b class="free">${fleet.free}</b> / ${fleet.onDuty} ${t("app.units_free")}</li>
      </ul>
      <span class="grow"></span>
      <nav aria-label=${t("app.name")}>
        ${desk().may("FileReport") ? this.renderNewReport() : nothing}
        ${this.tab("alarms", t("app.alarms"), "a", world.alarms.size)}
        ${this.tab("log", t("app.log"), "")}
        ${this.tab("supervisor", t("app.supervisor"), "")}
        ${desk().caller && desk().may("ListAuditEntries") ? this.tab("audit", t("audit.title"), "") : nothing}
      </nav>
      <time class="daemon-time" aria-hidden="true">${clock(desk().daemonNow())}</time>
      ${this.renderTruth()}
      <span class="tools">
        <button type="button" class="quiet" lang=${desk().settings.language === "zh" ? "en" : "zh-CN"}
          @click=${() => desk().change({ language: desk().settings.language === "zh" ? "en" : "zh" })}>
          ${t("app.language")}
        </button>
        <button type="button" class="quiet" title=${t("app.theme")} aria-label=${t("app.theme")}
          @click=${() => desk().change({ theme: desk().settings.theme === "dark" ? "light" : "dark" })}>${icon("theme")}</button>
        <button type="button" class="quiet" title=${t("app.map_window")} aria-label=${t("app.map_window")}
          @click=${() => window.open(desk().layout === "map" ? "/queue" : "/map", "_blank", "popup,width=1280,height=900")}>${icon("windows")}</button>
        <button type="button" class="quiet" title="${t("app.help")} (?)" aria-label=${t("app.help")}
          @click=${() => { desk().helpOpen = true; desk().now(); }}>?</button>
        <button type="button" class="quiet" title="${t("app.lock")} · ${caller?.principal ?? person?.principal ?? ""} · ${tn("role", caller?.role ?? person?.role ?? "")}" @click=${() => desk().setLocked(true)}>
          ${person?.desk ?? ""} ${icon("lock")}<span class="sr">${t("app.lock")}</span>
        </button>
      </span>
    </header>`;
  }

  /** What a desk is for: it must be found first, and its key be learnt from it. */
  private renderNewReport(): unknown {
    const on = desk().panel === "report";
    return html`<button type="button" class="primary new-report" aria-pressed=${on} title="${t("app.new_report")} (n)"
      @click=${() => desk().open(on ? "none" : "report")}>${t("app.new_report")}${desk().settings.singleKeys ? html` <kbd>n</kbd>` : nothing}</button>`;
  }

  private tab(panel: "alarms" | "log" | "supervisor" | "audit", text: string, key: string, count = 0): unknown {
    const on = desk().panel === panel;
    return html`<button
      type="button"
      class="tab"
      aria-pressed=${on}
      title=${key === "" ? text : `${text} (${key})`}
      @click=${() => desk().open(on ? "none" : panel)}
    >
      ${text}${count > 0 ? html`<span class="count">${count}</span>` : nothing}
    </button>`;
  }

  private renderTruth(): unknown {
    const truth = desk().truth();
    const state = truth.state === "behind" ? t("truth.behind", { n: truth.missing }) : tn("truth", truth.state);
    const old = truth.ageMs === null ? t("truth.never") : t(truth.state === "silent" ? "truth.silent_for" : "truth.age", { age: age(truth.ageMs) });
    const retry = truth.retryInMs === null ? "" : t("truth.retry", { s: Math.ceil(truth.retryInMs / 1000) });
    return html`<span class="truth truth-${truth.state}" data-state=${truth.state} title=${desk().link?.reason ?? ""}>
      <i aria-hidden="true"></i>
      <span class="truth-state" role="status">${state}</span>
      <span class="truth-age">${retry || old}</span>
    </span>`;
  }
}

function fleetCounts(): { free: number; onDuty: number } {
  const { fleet } = desk().world;
  let [free, onDuty] = [0, 0];
  for (let at = 0; at < fleet.count; at += 1) {
    const look = fleet.look(at);
    if (look !== Look.OffDuty) onDuty += 1;
    if (look === Look.Free) free += 1;
  }
  return { free, onDuty };
}

customElements.define("pt-bar", Bar);

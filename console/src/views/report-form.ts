// Taking a report: one form for the keyboard, with the level and who would go while it is still being typed.

import { html, nothing } from "lit";
import type { RecommendUnitsResponse } from "../gen/patrol/v1/dispatch_pb.ts";
import {
  Datum,
  Level,
  ReportFlag,
  ReportSource,
  type WriteReceipt,
} from "../gen/patrol/v1/types_pb.ts";
import { nearIncidents, type Near } from "../state/near.ts";
import { findAddress, type AddressChoice } from "../state/address.ts";
import { findTypes, type TypeWord } from "../state/words.ts";
import { bare, kilometres, shortNumber, span } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { deed, numberOf } from "../command/act.ts";
import { sinceMs } from "../state/queue.ts";
import { desk, View } from "./context.ts";
import { fittedOf, levelSign, nameInPolicy, typeName } from "./parts.ts";

const ASK_MS = 220;
const CHOICES_MAX = 8;
const SOURCES = [1, 2, 3, 4, 5, 6, 7, 10, 9] as const;
const FLAGS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

interface Draft {
  source: ReportSource;
  typeCode: string;
  typeText: string;
  address: string;
  position: [number, number] | null;
  positionText: string;
  phone: string;
  caller: string;
  narrative: string;
  flags: ReportFlag[];
  training: boolean;
  level: Level;
  overruleReason: string;
  join: string;
  /** When the form was begun: how long it takes is shown on it. */
  begunMs: number | null;
}

function emptyDraft(): Draft {
  return {
    source: ReportSource.VOICE_110,
    typeCode: "",
    typeText: "",
    address: "",
    position: null,
    positionText: "",
    phone: "",
    caller: "",
    narrative: "",
    flags: [],
    training: false,
    level: Level.UNSPECIFIED,
    overruleReason: "",
    join: "",
    begunMs: null,
  };
}

export class ReportForm extends View {
  private draft = emptyDraft();
  private advice: RecommendUnitsResponse | null = null;
  private asked = 0;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private listFor: "type" | "address" | null = null;
  private marked = 0;
  private fault = "";

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("#report-type")?.focus();
    this.waitForMap();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (desk().pick?.purpose === "report") desk().pick = null;
    desk().draftPlace = null;
  }

  /** While the form is open, a click on the map is its place. */
  private waitForMap(): void {
    desk().pick = {
      purpose: "report",
      take: (latitudeDeg, longitudeDeg) => {
        this.setPlace([latitudeDeg, longitudeDeg]);
        this.waitForMap();
        this.querySelector<HTMLElement>("#report-narrative")?.focus();
      },
    };
  }

  private setPlace(place: [number, number] | null): void {
    this.draft.position = place;
    if (place) this.draft.positionText = `${place[0].toFixed(5)}, ${place[1].toFixed(5)}`;
    desk().draftPlace = place;
    this.edited();
  }

  private edited(): void {
    this.draft.begunMs ??= desk().daemonNow();
    this.fault = "";
    if (this.timer) clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.ask(), ASK_MS);
    this.requestUpdate();
    desk().now();
  }

  private async ask(): Promise<void> {
    const { position, typeCode, source, narrative } = this.draft;
    const flags = [...this.draft.flags];
    // Before anything is known it would be level 1 for want of knowledge, which helps nobody.
    if (!position && typeCode === "" && flags.length === 0 && narrative.trim() === "") {
      this.advice = null;
      this.requestUpdate();
      return;
    }
    const asked = (this.asked += 1);
    try {
      const advice = await desk().api.dispatch.recommendUnits({
        ...(position ? { position: { latitudeDeg: position[0], longitudeDeg: position[1], datum: Datum.WGS84 } } : {}),
        typeCode,
        flags,
        narrative: narrative.trim(),
        source,
      });
      // What was typed meanwhile is asked for anew.
      if (asked === this.asked) this.advice = advice;
    } catch {
      if (asked === this.asked) this.advice = null;
    }
    this.requestUpdate();
  }

  protected override render(): unknown {
    const { draft } = this;
    return html`<form class="card report-form" aria-label=${t("report.title")} @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      void this.file();
    }}>
      <header class="card-head">
        <div><h2>${t("report.title")}</h2></div>
        <div class="card-age"><b>${draft.begunMs === null ? "" : span(desk().daemonNow() - draft.begunMs)}</b></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().open("none")}>×</button>
      </header>
      <div class="card-body">
        <label class="field"><span>${t("report.source")}</span>
          <select id="report-source" @change=${(event: Event) => {
            draft.source = Number((event.target as HTMLSelectElement).value);
            this.edited();
          }}>
            ${SOURCES.map((it) => html`<option value=${it} ?selected=${it === draft.source}>${tn("source_of", it)}</option>`)}
          </select></label>
        ${this.renderType()} ${this.renderAddress()}
        <label class="field"><span>${t("report.position")}</span>
          <input id="report-position" class="n" autocomplete="off" placeholder=${t("report.pick")} .value=${draft.positionText}
            @input=${(event: InputEvent) => this.typedPosition((event.target as HTMLInputElement).value)}
            @keydown=${(event: KeyboardEvent) => this.keyInPosition(event)} /></label>
        <label class="field"><span>${t("report.narrative")}</span>
          <textarea id="report-narrative" rows="3" maxlength="2500" .value=${draft.narrative}
            @input=${(event: InputEvent) => {
              draft.narrative = (event.target as HTMLTextAreaElement).value;
              this.edited();
            }}></textarea></label>
        <fieldset class="flags"><legend>${t("report.flags")}</legend>
          ${FLAGS.map((flag) => html`<label><input type="checkbox" .checked=${draft.flags.includes(flag)}
            @change=${() => this.tick(flag)} />${tn("flag", flag)}</label>`)}
        </fieldset>
        <div class="two">
          <label class="field"><span>${t("report.phone")}</span><input id="report-phone" inputmode="tel" maxlength="40" autocomplete="off" .value=${draft.phone}
            @input=${(event: InputEvent) => { draft.phone = (event.target as HTMLInputElement).value; this.edited(); }} /></label>
          <label class="field"><span>${t("report.caller")}</span><input id="report-caller" maxlength="60" autocomplete="off" .value=${draft.caller}
            @input=${(event: InputEvent) => { draft.caller = (event.target as HTMLInputElement).value; this.edited(); }} /></label>
        </div>
        ${this.renderLevel()} ${this.renderNear()}
        <label class="check"><input type="checkbox" .checked=${draft.training}
          @change=${(event: Event) => { draft.training = (event.target as HTMLInputElement).checked; this.edited(); }} />${t("report.training")}</label>
      </div>
      <footer class="card-foot">
        ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
        <button class="primary" title="Ctrl+Enter">${t("report.file")}</button>
        <button type="button" class="quiet" @click=${() => this.clear()}>${t("report.clear")}</button>
      </footer>
    </form>`;
  }

  private renderType(): unknown {
    const { draft } = this;
    const choices = this.listFor === "type" ? findTypes(desk().words, draft.typeText, CHOICES_MAX) : [];
    return html`<div class="field"><label for="report-type">${t("report.type")}</label>
      <input id="report-type" role="combobox" autocomplete="off" aria-expanded=${choices.length > 0} aria-controls="report-types"
        aria-activedescendant=${choices.length > 0 ? `report-type-${this.marked}` : nothing}
        placeholder=${t("report.type_hint")} .value=${draft.typeText}
        @focus=${() => this.openList("type")} @blur=${() => this.closeList()}
        @input=${(event: InputEvent) => {
          draft.typeText = (event.target as HTMLInputElement).value;
          draft.typeCode = desk().words.byCode.has(draft.typeText) ? draft.typeText : "";
          this.marked = 0;
          this.listFor = "type";
          this.edited();
        }}
        @keydown=${(event: KeyboardEvent) => this.keyInList(event, choices, (it) => this.chooseType(it))} />
      ${this.renderList("report-types", "report-type", choices, (it) => html`${named(it, it.code)} <code class="dim type-code">${it.code}</code>`, (it) => this.chooseType(it))}
    </div>`;
  }

  private renderAddress(): unknown {
    const { draft } = this;
    const found = findAddress(desk().words, draft.address, CHOICES_MAX);
    const choices = this.listFor === "address" ? found : [];
    // Without a place nobody can be sent: that is said while the caller is still on the line.
    const unknown = draft.address.trim() !== "" && draft.position === null && !found.some((it) => it.kind === "place");
    return html`<div class="field"><label for="report-address">${t("report.address")}</label>
      <input id="report-address" role="combobox" autocomplete="off" maxlength="300" aria-describedby="report-address-note" aria-expanded=${choices.length > 0} aria-controls="report-places"
        aria-activedescendant=${choices.length > 0 ? `report-place-${this.marked}` : nothing}
        placeholder=${t("report.address_hint")} .value=${draft.address}
        @focus=${() => this.openList("address")} @blur=${() => this.closeList()}
        @input=${(event: InputEvent) => {
          draft.address = (event.target as HTMLInputElement).value;
          this.marked = 0;
          this.listFor = "address";
          this.edited();
        }}
        @keydown=${(event: KeyboardEvent) => this.keyInList(event, choices, (it) => this.chooseAddress(it))} />
      <p id="report-address-note" class="field-note" aria-live="polite">${unknown ? t("report.no_place", { address: draft.address.trim() }) : nothing}</p>
      ${this.renderList("report-places", "report-place", choices, addressFace, (it) => this.chooseAddress(it))}
    </div>`;
  }

  private renderList<T>(id: string, item: string, choices: readonly T[], face: (it: T) => unknown, choose: (it: T) => void): unknown {
    return html`<ul id=${id} role="listbox" class="choices" ?hidden=${choices.length === 0}>
      ${choices.map((it, index) => html`<li id="${item}-${index}" role="option" aria-selected=${index === this.marked}
        @mousedown=${(event: MouseEvent) => { event.preventDefault(); choose(it); }}>${face(it)}</li>`)}
    </ul>`;
  }

  private renderLevel(): unknown {
    const { draft, advice } = this;
    const it = advice?.classification;
    // Without a type it is filed as the gravest; with one, the daemon's word is waited for.
    const ruled = it?.level ?? (draft.typeCode === "" ? Level.ONE : Level.UNSPECIFIED);
    const level = draft.level === Level.UNSPECIFIED ? ruled : draft.level;
    return html`<section class="verdict" aria-live="polite">
      <p>${t("report.level_now")} ${level === Level.UNSPECIFIED ? "…" : html`${levelSign(level)} <b>${tn("level", level)}</b>`}
        ${it?.rule ? html`<span class="dim">${t("incident.rule", { rule: nameInPolicy(it.rule) })}</span>` : nothing}
        ${it ? html`<span class="dim">${tn("handling", it.handling)}</span>` : nothing}
        ${it && it.fitted.length > 0 ? html`<span class="dim">${t("incident.fitted", { what: fittedOf(it.fitted) })}</span>` : nothing}</p>
      ${advice && draft.position
        ? html`<p>${t("report.would_send")} ${advice.units.length > 0
            ? advice.units.map((unit) => html`<span class="chip">${bare(unit)}</span>`)
            : t("incident.no_recommended")}</p>`
        : html`<p class="dim">${t("report.level_wait")}</p>`}
      <div class="two">
        <label class="field"><span>${t("report.overrule")}</span>
          <select id="report-level" @change=${(event: Event) => { draft.level = Number((event.target as HTMLSelectElement).value); this.edited(); }}>
            <option value="0" ?selected=${draft.level === Level.UNSPECIFIED}>${t("report.overrule_keep")}</option>
            ${[1, 2, 3, 4].map((level) => html`<option value=${level} ?selected=${draft.level === level}>${tn("level", level)}</option>`)}
          </select></label>
        ${draft.level === Level.UNSPECIFIED ? nothing : html`<label class="field"><span>${t("report.overrule_reason")}</span>
          <input id="report-reason" required maxlength="300" .value=${draft.overruleReason}
            @input=${(event: InputEvent) => { draft.overruleReason = (event.target as HTMLInputElement).value; this.edited(); }} /></label>`}
      </div>
    </section>`;
  }

  private renderNear(): unknown {
    const { draft } = this;
    const near = this.near();
    if (draft.join !== "") {
      return html`<p class="attention">${t("report.joins", { number: numberOf(desk(), draft.join) })}
        <button type="button" class="quiet small" @click=${() => { draft.join = ""; this.edited(); }}>${t("common.cancel")}</button></p>`;
    }
    if (near.length === 0) return nothing;
    return html`<section class="near"><h3>${t("report.near")}</h3><ul>
      ${near.map(({ incident, distanceM, sameKind }) => html`<li class=${sameKind ? "same" : ""}>
        ${levelSign(incident.classification?.level ?? Level.ONE)} <b class="number">${shortNumber(incident.number)}</b>
        ${typeName(incident.classification?.typeCode ?? "")}
        <span class="dim">${t("incident.distance", { km: kilometres(distanceM) })} · ${span(desk().daemonNow() - sinceMs(incident))}</span>
        <span class="grow"></span>
        <button type="button" class="small" @click=${() => { draft.join = incident.name; this.edited(); }}>${t("report.join")}</button>
      </li>`)}
    </ul></section>`;
  }

  private near(): Near[] {
    const { position, typeCode } = this.draft;
    if (!position) return [];
    return nearIncidents(desk().world.incidents.values(), [position[1], position[0]], typeCode, desk().daemonNow());
  }

  private openList(which: "type" | "address"): void {
    this.listFor = which;
    this.marked = 0;
    this.requestUpdate();
  }

  private closeList(): void {
    this.listFor = null;
    this.requestUpdate();
  }

  private keyInList<T>(event: KeyboardEvent, choices: readonly T[], choose: (it: T) => void): void {
    if (event.isComposing) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && choices.length > 0) {
      event.preventDefault();
      this.marked = (this.marked + step + choices.length) % choices.length;
      this.requestUpdate();
    } else if (event.key === "Enter" && !event.ctrlKey) {
      event.preventDefault();
      const choice = choices[this.marked];
      if (choice) choose(choice);
    } else if (event.key === "Tab" && choices.length > 0) {
      // Tab takes what is marked, so that nobody must look, but only when something was typed.
      const choice = choices[this.marked];
      const typed = (event.target as HTMLInputElement).value;
      if (choice && typed !== "" && this.listFor === "type" && this.draft.typeCode === "") choose(choice);
    } else if (event.key === "Escape" && choices.length > 0) {
      event.stopPropagation();
      this.closeList();
    }
  }

  private chooseType(it: TypeWord): void {
    this.draft.typeCode = it.code;
    this.draft.typeText = named(it, it.code);
    this.listFor = null;
    this.edited();
  }

  private chooseAddress(it: AddressChoice): void {
    this.listFor = null;
    if (it.kind === "zone") {
      // What was typed says more than the zone does: it stays, and the map shows where to click.
      document.querySelector("pt-map")?.showZone(it.name);
      this.requestUpdate();
      return;
    }
    this.draft.address = it.place.name;
    this.setPlace([it.place.latitudeDeg, it.place.longitudeDeg]);
  }

  private typedPosition(text: string): void {
    this.draft.positionText = text;
    const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
    const place: [number, number] | null = match ? [Number(match[1]), Number(match[2])] : null;
    this.draft.position = place;
    desk().draftPlace = place;
    this.edited();
  }

  /** Enter goes on; without a place it goes to the map, where Enter takes what lies below the cross-hair. */
  private keyInPosition(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.ctrlKey || event.isComposing) return;
    event.preventDefault();
    const next = this.draft.position ? "#report-narrative" : "pt-map canvas.maplibregl-canvas";
    document.querySelector<HTMLElement>(next)?.focus();
  }

  private tick(flag: ReportFlag): void {
    const { flags } = this.draft;
    this.draft.flags = flags.includes(flag) ? flags.filter((it) => it !== flag) : [...flags, flag];
    this.edited();
  }

  private clear(): void {
    this.draft = emptyDraft();
    this.advice = null;
    this.setPlace(null);
    this.draft.positionText = "";
    this.draft.begunMs = null;
    this.querySelector<HTMLInputElement>("#report-type")?.focus();
  }

  /** Files what is in the form. */
  async file(): Promise<void> {
    const { draft } = this;
    if (!draft.position && draft.address.trim() === "") {
      this.fault = t("report.need_place");
      this.requestUpdate();
      return;
    }
    if (draft.level !== Level.UNSPECIFIED && draft.overruleReason.trim() === "") {
      this.fault = t("report.need_reason");
      this.requestUpdate();
      return;
    }
    const receipt = await deed(
      desk(),
      (sent) =>
        desk().api.dispatch.fileReport(
          {
            source: draft.source,
            typeCode: draft.typeCode,
            place: {
              address: draft.address.trim(),
              ...(draft.position
                ? { manualPosition: { latitudeDeg: draft.position[0], longitudeDeg: draft.position[1], datum: Datum.WGS84 } }
                : {}),
            },
            caller: { displayName: draft.caller.trim(), phone: draft.phone.trim() },
            narrative: draft.narrative.trim(),
            flags: draft.flags,
            incident: draft.join,
            desk: draft.join === "" ? (desk().person?.desk ?? "") : "",
            training: draft.training,
            requestId: sent.requestId,
          },
          sent,
        ),
      (receipt) => filedText(receipt, draft.join),
    );
    if (!receipt) return;
    const incident = receipt.incident?.name ?? draft.join;
    if (draft.level !== Level.UNSPECIFIED && receipt.incident) {
      await deed(
        desk(),
        (sent) => desk().api.dispatch.classifyIncident(
          { incident, level: draft.level, reason: draft.overruleReason.trim(), requestId: sent.requestId }, sent),
        () => t("command.done.classify", { number: shortNumber(receipt.incident?.number ?? "") }),
      );
    }
    this.draft = emptyDraft();
    this.advice = null;
    desk().draftPlace = null;
    desk().panel = "none";
    desk().select(incident === "" ? null : { kind: "incident", name: incident });
    document.querySelector("pt-queue")?.reveal(incident);
  }
}

function addressFace(it: AddressChoice): unknown {
  if (it.kind === "zone") return html`${it.name} <span class="dim">${t("report.zone_hint")}</span>`;
  return html`${it.place.name} <span class="dim">${it.place.zone} ${it.place.kind}</span>`;
}

function filedText(receipt: WriteReceipt, joined: string): string {
  const opened = receipt.incident;
  if (!opened) return t("command.done.report_joined", { number: numberOf(desk(), joined) });
  const units = receipt.dispatches.map((it) => bare(it.unit)).join(", ");
  return t("command.done.report", {
    number: shortNumber(opened.number),
    level: opened.level,
    units: units === "" ? t("command.done.nobody") : t("command.done.sent", { units }),
  });
}

customElements.define("pt-report", ReportForm);

// What can be done with a thing beside its few great buttons: a row of small ones, and the form of the one that was chosen.

import { html, nothing } from "lit";
import { instantOf } from "../i18n/format.ts";
import { t, type Key } from "../i18n/index.ts";
import { namesOf } from "../command/complete.ts";
import { desk, View } from "./context.ts";

/** A field of a form. `unit` takes a callsign, `units` several, `place` two numbers, `time` a moment of the policy's day. */
export interface Field {
  readonly name: string;
  readonly kind: "text" | "long" | "number" | "select" | "unit" | "units" | "place" | "time" | "flags";
  readonly label: string;
  readonly required?: boolean;
  readonly choices?: readonly (readonly [value: string, text: string])[];
  readonly value?: string;
  readonly max?: number;
}

/** What was typed: texts by field, units as their full names, times in milliseconds, places as two numbers. */
export type Said = Readonly<Record<string, string>>;

export interface Action {
  readonly id: string;
  /** The call that it makes: who may not make it is not offered it. */
  readonly call: string;
  readonly title: string;
  /** Without any it is done at once. */
  readonly fields: readonly Field[];
  readonly act: (said: Said) => unknown;
}

export class Actions extends View {
  static override properties = { of: { attribute: false }, subject: { attribute: false } };
  declare of: readonly Action[];
  /** Whose they are: a form that was begun for another thing is not kept. */
  declare subject: string;
  /** The form that is open, as it was when it was opened: what is typed into it is not overwritten. */
  private opened: Action | null = null;
  private begunFor = "";
  private fault = "";

  protected override heard(): void {
    const { asked } = desk();
    const wanted = asked === null ? undefined : this.of?.find((it) => it.id === asked);
    if (!wanted) return;
    desk().asked = null;
    this.choose(wanted);
  }

  protected override updated(): void {
    this.heard();
  }

  private choose(action: Action): void {
    this.fault = "";
    if (action.fields.length === 0) {
      void action.act({});
      return;
    }
    const again = this.opened?.id === action.id && this.begunFor === this.subject;
    this.opened = again ? null : action;
    this.begunFor = this.subject;
    this.requestUpdate();
    if (!again) void this.updateComplete.then(() => this.querySelector<HTMLElement>("input, select, textarea")?.focus());
  }

  protected override render(): unknown {
    const offered = (this.of ?? []).filter((it) => desk().may(it.call));
    if (offered.length === 0) return nothing;
    const { opened } = this;
    // What cannot be done any more is not asked for any more.
    const open = opened && this.begunFor === this.subject && offered.some((it) => it.id === opened.id) ? opened : null;
    return html`<div class="voice">
        ${offered.map((it) => html`<button type="button" class="small" data-action=${it.id}
          aria-expanded=${it.fields.length === 0 ? nothing : it.id === open?.id} @click=${() => this.choose(it)}>${it.title}</button>`)}
      </div>
      ${open ? this.renderForm(open) : nothing}`;
  }

  private renderForm(action: Action): unknown {
    return html`<form class="action-form" data-form=${action.id} aria-label=${action.title} @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      this.submit(action, event.target as HTMLFormElement);
    }} @keydown=${(event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
    }}>
      ${action.fields.map((it) => this.renderField(it))}
      ${this.fault ? html`<p class="fault" role="alert">${this.fault}</p>` : nothing}
      <div class="buttons"><button class="small">${t("common.ok")}</button>
        <button type="button" class="quiet small" @click=${() => this.close()}>${t("common.cancel")}</button></div>
    </form>`;
  }

  private renderField(it: Field): unknown {
    const { name, required = false, value = "" } = it;
    switch (it.kind) {
      case "select":
        return html`<label class="field"><span>${it.label}</span><select name=${name} ?required=${required}>
          ${required ? nothing : html`<option value="">–</option>`}
          ${it.choices?.map(([choice, text]) => html`<option value=${choice} ?selected=${choice === value}>${text}</option>`)}</select></label>`;
      case "long":
        return html`<label class="field stack"><span>${it.label}</span><textarea name=${name} rows="3" maxlength="2500" ?required=${required} .value=${value}></textarea></label>`;
      case "flags":
        return html`<fieldset class="flags"><legend>${it.label}</legend>${it.choices?.map(([choice, text]) => html`<label>
          <input type="checkbox" name=${name} value=${choice} ?checked=${value.split(" ").includes(choice)} />${text}</label>`)}</fieldset>`;
      case "number":
        return html`<label class="field"><span>${it.label}</span><input name=${name} type="number" min="1" max=${it.max ?? 1000} ?required=${required} .value=${value} /></label>`;
      case "time":
        return html`<label class="field"><span>${it.label}</span><input name=${name} type="datetime-local" ?required=${required} .value=${value} /></label>`;
      default:
        return html`<label class="field"><span>${it.label}</span><input name=${name} autocomplete="off" maxlength="300" ?required=${required} .value=${value} /></label>`;
    }
  }

  private submit(action: Action, form: HTMLFormElement): void {
    const data = new FormData(form);
    const said: Record<string, string> = {};
    for (const field of action.fields) {
      const typed = field.kind === "flags" ? data.getAll(field.name).join(" ") : String(data.get(field.name) ?? "").trim();
      const read = readField(field, typed);
      if ("fault" in read) {
        this.fault = read.fault;
        this.requestUpdate();
        return;
      }
      said[field.name] = read.value;
    }
    this.close();
    void action.act(said);
  }

  private close(): void {
    this.opened = null;
    this.fault = "";
    this.requestUpdate();
  }
}

function readField(field: Field, typed: string): { value: string } | { fault: string } {
  if (typed === "") return { value: "" };
  switch (field.kind) {
    case "unit":
    case "units": {
      const names: string[] = [];
      for (const word of typed.split(/[\s,，]+/).filter((it) => it !== "")) {
        const found = namesOf(desk().world).units(word);
        if (found.length !== 1 || found[0] === undefined) {
          const some = found.slice(0, 3).map((it) => it.replace("units/", "")).join(", ");
          return { fault: found.length === 0 ? t("command.no_unit", { word }) : t("command.many_units", { word, n: found.length, some }) };
        }
        names.push(found[0]);
      }
      return { value: names.join(" ") };
    }
    case "place": {
      const place = readPlace(typed);
      return place ? { value: place.join(" ") } : { fault: t("action.no_place", { word: typed }) };
    }
    case "time": {
      const at = instantOf(typed);
      return at === null ? { fault: t("action.no_time", { word: typed }) } : { value: String(at) };
    }
    default:
      return { value: typed };
  }
}

/** Latitude and longitude in degrees, as they were typed. */
export function readPlace(typed: string): [number, number] | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(typed);
  return match ? [Number(match[1]), Number(match[2])] : null;
}

/** A field for the reason that goes on the record. */
export function why(required = false, label: Key = "action.reason"): Field {
  return { name: "reason", kind: "text", label: t(label), required };
}

customElements.define("pt-actions", Actions);

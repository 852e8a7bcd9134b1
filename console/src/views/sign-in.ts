// Who sits here; and the lock that comes by itself when nobody does.

import { html, nothing } from "lit";
import type { Person } from "../api/client.ts";
import { t, type Key } from "../i18n/index.ts";
import { desk, View } from "./context.ts";

const NAME_KEY = "patrold.person";

export class SignIn extends View {
  private wrong = false;
  /** What each field lacks. */
  private lacks: Readonly<Record<string, Key>> = {};

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("input:not([value])")?.focus();
    this.querySelector<HTMLInputElement>("#sign-principal")?.focus();
  }

  protected override render(): unknown {
    const { person, locked } = desk();
    return html`<main class="sign">
      <form class="sign-box" novalidate @submit=${(event: SubmitEvent) => this.submit(event)}>
        <h1>${locked ? t("sign.locked") : t("app.name")}</h1>
        ${locked ? html`<p>${t("sign.locked_hint", { who: person?.principal ?? "" })}</p>` : nothing}
        <label class="field"><span>${t("sign.principal")}</span>
          <input id="sign-principal" name="principal" required autocomplete="username"
            .value=${locked ? "" : remembered().principal} aria-invalid=${"principal" in this.lacks} aria-describedby="sign-principal-lacks sign-principal-hint" /></label>
        ${this.renderLack("principal")}
        <p id="sign-principal-hint" class="dim">${t("sign.principal_hint")}</p>
        ${locked
          ? nothing
          : html`<label class="field"><span>${t("sign.desk")}</span>
                <input id="sign-desk" name="desk" placeholder=${t("sign.desk_hint")} required autocomplete="off" .value=${remembered().desk}
                  aria-invalid=${"desk" in this.lacks} aria-describedby="sign-desk-lacks" /></label>
              ${this.renderLack("desk")}
              <label class="field"><span>${t("sign.role")}</span>
                <select id="sign-role" name="role">
                  <option value="dispatcher">${t("sign.role_dispatcher")}</option>
                  <option value="supervisor">${t("sign.role_supervisor")}</option>
                </select></label>`}
        ${!locked || (person?.token ?? "") !== ""
          ? html`<label class="field"><span>${t("sign.token")}</span>
                <input id="sign-token" name="token" type="password" autocomplete="off" aria-describedby="sign-token-hint" /></label>
              <p id="sign-token-hint" class="dim">${t("sign.token_hint")}</p>`
          : nothing}
        ${this.wrong ? html`<p class="fault" role="alert">${t("sign.wrong")}</p>` : nothing}
        <button class="primary">${locked ? t("sign.unlock") : t("sign.enter")}</button>
        ${locked ? html`<button type="button" class="quiet" @click=${() => desk().leave()}>${t("sign.other")}</button>` : nothing}
        <button type="button" class="quiet" @click=${() =>
          desk().change({ language: desk().settings.language === "zh" ? "en" : "zh" })}>${t("app.language")}</button>
      </form>
    </main>`;
  }

  /** In the language of the screen: the browser's own words follow the browser's. */
  private renderLack(field: string): unknown {
    const lack = this.lacks[field];
    return lack ? html`<p id="sign-${field}-lacks" class="fault" role="alert">${t(lack)}</p>` : nothing;
  }

  /** Whether nothing is missing; otherwise it is said, and the first such field has the cursor. */
  private isWhole(values: Readonly<Record<string, string>>): boolean {
    const missing: Record<string, Key> = { principal: "sign.need_principal", desk: "sign.need_desk" };
    const lacks = Object.entries(values).flatMap(([field, value]): [string, Key][] => {
      if (value === "") return [[field, missing[field] ?? "refused.INVALID"]];
      return /^[A-Za-z0-9_.-]{1,32}$/.test(value) ? [] : [[field, "sign.bad_letters"]];
    });
    this.lacks = Object.fromEntries(lacks);
    this.requestUpdate();
    if (lacks[0]) this.querySelector<HTMLElement>(`#sign-${lacks[0][0]}`)?.focus();
    return lacks.length === 0;
  }

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const { person, locked } = desk();
    const asked = locked ? { principal: text("principal") } : { principal: text("principal"), desk: text("desk") };
    this.wrong = false;
    if (!this.isWhole(asked)) return;
    if (locked && person) {
      this.wrong = text("principal") !== person.principal || text("token") !== person.token;
      if (!this.wrong) desk().setLocked(false);
      this.requestUpdate();
      return;
    }
    const role = text("role") === "supervisor" ? "supervisor" : "dispatcher";
    const who: Person = { principal: text("principal"), desk: text("desk"), role, token: text("token") };
    // The token is never stored: a reload asks for it again.
    localStorage.setItem(NAME_KEY, JSON.stringify({ principal: who.principal, desk: who.desk }));
    this.dispatchEvent(new CustomEvent("signed-in", { bubbles: true }));
    desk().enter(who);
  }
}

function remembered(): { principal: string; desk: string } {
  try {
    const it = JSON.parse(localStorage.getItem(NAME_KEY) ?? "{}") as { principal?: string; desk?: string };
    return { principal: it.principal ?? "", desk: it.desk ?? "" };
  } catch {
    return { principal: "", desk: "" };
  }
}

customElements.define("pt-sign-in", SignIn);

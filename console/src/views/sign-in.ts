// Who sits here; and the lock that comes by itself when nobody does.

import { html, nothing } from "lit";
import type { Person } from "../api/client.ts";
import { t } from "../i18n/index.ts";
import { desk, View } from "./context.ts";

const NAME_KEY = "patrold.person";

export class SignIn extends View {
  private wrong = false;

  protected override firstUpdated(): void {
    this.querySelector<HTMLInputElement>("input:not([value])")?.focus();
    this.querySelector<HTMLInputElement>("#sign-principal")?.focus();
  }

  protected override render(): unknown {
    const { person, locked } = desk();
    return html`<main class="sign">
      <form class="sign-box" @submit=${(event: SubmitEvent) => this.submit(event)}>
        <h1>${locked ? t("sign.locked") : t("app.name")}</h1>
        ${locked ? html`<p>${t("sign.locked_hint", { who: person?.principal ?? "" })}</p>` : nothing}
        <label class="field"><span>${t("sign.principal")}</span>
          <input id="sign-principal" name="principal" required pattern="[A-Za-z0-9_.\\-]{1,32}" autocomplete="username"
            .value=${locked ? "" : remembered().principal} aria-describedby="sign-principal-hint" /></label>
        <p id="sign-principal-hint" class="dim">${t("sign.principal_hint")}</p>
        ${locked
          ? nothing
          : html`<label class="field"><span>${t("sign.desk")}</span>
                <input id="sign-desk" name="desk" placeholder="desk-07" required pattern="[A-Za-z0-9_.\\-]{1,32}" autocomplete="off" .value=${remembered().desk} /></label>
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

  private submit(event: SubmitEvent): void {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const text = (name: string): string => String(data.get(name) ?? "").trim();
    const { person, locked } = desk();
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

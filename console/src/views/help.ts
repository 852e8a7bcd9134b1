// All keys and commands on one page.

import { html } from "lit";
import { helpFor } from "../command/run.ts";
import { t, type Key } from "../i18n/index.ts";
import { desk, View } from "./context.ts";

const KEYS: readonly [string, Key][] = [
  ["n", "help.n"],
  ["j  k", "help.j"],
  ["Enter", "help.enter"],
  ["s", "help.s"],
  ["t", "help.t"],
  ["/", "help.slash"],
  [":", "help.colon"],
  ["a", "help.a"],
  ["m", "help.m"],
  ["q", "help.q"],
  ["Ctrl+Shift+L", "help.lock"],
  ["Esc", "help.esc"],
  ["?", "help.question"],
];

export class Help extends View {
  protected override firstUpdated(): void {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  protected override render(): unknown {
    return html`<dialog class="help" aria-label=${t("app.help")} @close=${() => this.shut()}>
      <h2>${t("help.title")}</h2>
      <label class="check"><input type="checkbox" .checked=${desk().settings.singleKeys}
        @change=${(event: Event) => desk().change({ singleKeys: (event.target as HTMLInputElement).checked })} />${t("help.single")}</label>
      <dl class="keys">${KEYS.map(([key, text]) => html`<dt><kbd>${key}</kbd></dt><dd>${t(text)}</dd>`)}</dl>
      <h2>${t("command.label")}</h2>
      <ul class="commands">${helpFor(desk()).map((key) => {
        const [form = "", ...meaning] = t(key).split("  ");
        return html`<li><code>${form}</code> ${meaning.join(" ")}</li>`;
      })}</ul>
      <button type="button" class="primary" @click=${() => this.querySelector("dialog")?.close()}>${t("common.close")}</button>
    </dialog>`;
  }

  private shut(): void {
    desk().helpOpen = false;
    desk().now();
  }
}

customElements.define("pt-help", Help);

// The command line: two keystrokes for an order, and a search over everything that has a name.

import { html, nothing } from "lit";
import { parseCommand } from "../command/parse.ts";
import { complete, namesOf, type Completion } from "../command/complete.ts";
import { search, type Hit } from "../command/search.ts";
import { run } from "../command/run.ts";
import { t } from "../i18n/index.ts";
import { desk, View } from "./context.ts";
import { typeName } from "./parts.ts";

const HISTORY_MAX = 50;
const COMPLETIONS_MAX = 8;

export class CommandLine extends View {
  private line = "";
  private marked = -1;
  private history: string[] = [];
  private past = -1;
  private focused = false;

  /** Puts the cursor here, with something already typed. */
  begin(text: string): void {
    this.line = text;
    this.marked = text.startsWith("/") ? 0 : -1;
    this.requestUpdate();
    void this.updateComplete.then(() => {
      const input = this.querySelector("input");
      input?.focus();
      input?.setSelectionRange(text.length, text.length);
    });
  }

  protected override render(): unknown {
    const hits = this.hits();
    const words = hits.length > 0 ? [] : this.completions();
    const count = hits.length + words.length;
    const open = this.focused && count > 0;
    return html`<form class="command" role="search" @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      this.enter();
    }}>
      <span class="prompt" aria-hidden="true">›</span>
      <input
        role="combobox" autocomplete="off" spellcheck="false"
        aria-label=${t("command.label")} aria-expanded=${open} aria-controls="command-list"
        aria-activedescendant=${open && this.marked >= 0 ? `command-item-${this.marked}` : nothing}
        placeholder=${t("command.placeholder")} .value=${this.line}
        @input=${(event: InputEvent) => {
          this.line = (event.target as HTMLInputElement).value;
          this.marked = this.line.startsWith("/") ? 0 : -1;
          this.requestUpdate();
        }}
        @keydown=${(event: KeyboardEvent) => this.key(event, count)}
        @focus=${() => this.turn(true)} @blur=${() => this.turn(false)}
      />
      <ul id="command-list" role="listbox" class="choices up" ?hidden=${!open}>
        ${hits.map((hit, index) => this.item(index, html`<b>${hit.title}</b> <span class="dim">${hit.note}</span>`, () => this.go(hit)))}
        ${words.map((word, index) => this.item(index, html`<b>${word.word}</b> <span class="dim">${word.note}</span>`, () => this.accept(word)))}
      </ul>
      <span class="hint" aria-hidden="true">${this.hint()}</span>
    </form>`;
  }

  private item(index: number, face: unknown, act: () => void): unknown {
    return html`<li id="command-item-${index}" role="option" aria-selected=${index === this.marked}
      @mousedown=${(event: MouseEvent) => { event.preventDefault(); act(); }}>${face}</li>`;
  }

  private turn(focused: boolean): void {
    this.focused = focused;
    this.requestUpdate();
  }

  private hits(): Hit[] {
    return this.line.startsWith("/") ? search(desk().world, desk().words, this.line.slice(1)) : [];
  }

  private completions(): Completion[] {
    return complete(this.line, desk().world, COMPLETIONS_MAX, typeName, desk().words);
  }

  /** What would happen, or what is wrong, before Enter. */
  private hint(): string {
    if (this.line.trim() === "" || this.line.startsWith("/")) return "";
    const parsed = parseCommand(this.line, namesOf(desk().world, desk().words));
    return "ok" in parsed ? "⏎" : t(parsed.fault.key, parsed.fault.values);
  }

  private key(event: KeyboardEvent, count: number): void {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      this.line = "";
      (event.target as HTMLInputElement).blur();
      this.requestUpdate();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const by = event.key === "ArrowDown" ? 1 : -1;
      if (count > 0) this.marked = (this.marked + by + count) % count;
      else this.recallLine(-by);
      this.requestUpdate();
    } else if (event.key === "Tab" && !event.shiftKey && count > 0 && this.hits().length === 0) {
      event.preventDefault();
      const word = this.completions()[Math.max(0, this.marked)];
      if (word) this.accept(word);
    }
  }

  private recallLine(by: number): void {
    this.past = Math.max(-1, Math.min(this.history.length - 1, this.past + by));
    this.line = this.history[this.past] ?? "";
  }

  private accept(word: Completion): void {
    this.line = `${this.line.replace(/\S*$/, "")}${word.word} `;
    this.marked = -1;
    this.requestUpdate();
  }

  private go(hit: Hit): void {
    this.line = "";
    this.querySelector("input")?.blur();
    if (hit.selection) desk().select(hit.selection);
    if (hit.place) document.querySelector("pt-map")?.show(hit.place[0], hit.place[1], 14.5);
    this.requestUpdate();
  }

  private enter(): void {
    const line = this.line.trim();
    if (line === "") return;
    if (line.startsWith("/")) {
      const hit = this.hits()[Math.max(0, this.marked)];
      if (hit) this.go(hit);
      return;
    }
    if (this.marked >= 0) {
      const word = this.completions()[this.marked];
      if (word) return this.accept(word);
    }
    const parsed = parseCommand(line, namesOf(desk().world, desk().words));
    if ("fault" in parsed) {
      const { key, values } = parsed.fault;
      desk().toast("refused", () => t(key, values));
      return;
    }
    this.history = [line, ...this.history].slice(0, HISTORY_MAX);
    this.past = -1;
    this.line = "";
    this.requestUpdate();
    void run(desk(), parsed.ok);
  }
}

customElements.define("pt-command", CommandLine);

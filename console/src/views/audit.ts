// The record as an auditor reads it: who asked for what and what came of it; and whether the journal is whole.

import { html, nothing } from "lit";
import { AuditOutcome, type AuditEntry, type JournalExamination, type VerifyProgress } from "../gen/patrol/v1/records_pb.ts";
import { refusalOf } from "../api/refusal.ts";
import { refusalDetail, refusalText } from "../command/act.ts";
import { ms } from "../state/clocks.ts";
import { bare, clock } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { desk, View } from "./context.ts";

const PAGE = 50;

interface Wanted {
  principal: string;
  command: string;
  subject: string;
  refusedOnly: boolean;
}

export class Audit extends View {
  private wanted: Wanted = { principal: "", command: "", subject: "", refusedOnly: false };
  private entries: AuditEntry[] = [];
  private nextPage = "";
  private asOf = 0n;
  private hash = "";
  private busy = false;
  private problem = "";
  private examining: AbortController | null = null;
  private progress: VerifyProgress | null = null;
  private examined: JournalExamination | null = null;

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Whoever hangs up ends the examination.
    this.examining?.abort();
  }

  private async load(more: boolean): Promise<void> {
    this.busy = true;
    this.requestUpdate();
    await this.attempt(async () => {
      const page = await desk().api.records.listAuditEntries({
        ...this.wanted,
        subject: this.subject(),
        newestFirst: true,
        pageSize: PAGE,
        pageToken: more ? this.nextPage : "",
      });
      this.entries = more ? [...this.entries, ...page.entries] : page.entries;
      this.nextPage = page.nextPageToken;
      this.asOf = page.asOfSequence;
      this.hash = page.asOfChainHash;
    });
    this.busy = false;
    this.requestUpdate();
  }

  /** A callsign or a spoken number is what people have at hand; the record has resource names. */
  private subject(): string {
    const typed = this.wanted.subject.trim();
    if (typed === "" || typed.includes("/")) return typed;
    const number = [...desk().world.incidents.values()].find((it) => it.number.endsWith(typed));
    return number && !desk().world.units.has(`units/${typed}`) ? number.name : `units/${typed}`;
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.problem = "";
    try {
      await act();
    } catch (error) {
      const refusal = refusalOf(error);
      this.problem = `${refusalText(refusal)} ${refusalDetail(refusal)}`;
    }
  }

  protected override render(): unknown {
    return html`<section class="card audit" aria-label=${t("audit.title")}>
      <header class="card-head">
        <div><h2>${t("audit.title")}</h2>
          <p>${this.asOf > 0n ? t("audit.as_of", { n: this.asOf, hash: this.hash.slice(0, 12) }) : ""}</p></div>
        <div class="card-age"></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().open("none")}>×</button>
      </header>
      <div class="card-body">
        ${this.renderFilter()} ${this.problem ? html`<p class="fault" role="alert">${this.problem}</p>` : nothing}
        ${this.renderExamination()}
        <ol class="audit-entries" aria-busy=${this.busy}>${this.entries.map((it) => this.renderEntry(it))}</ol>
        ${!this.busy && this.entries.length === 0 ? html`<p class="dim">${t("audit.none")}</p>` : nothing}
        ${this.nextPage === "" ? nothing : html`<button type="button" ?disabled=${this.busy} @click=${() => void this.load(true)}>${t("audit.more")}</button>`}
        <p class="dim">${t("audit.seen")}</p>
      </div>
    </section>`;
  }

  private renderFilter(): unknown {
    const { wanted } = this;
    const field = (key: "principal" | "command" | "subject", text: string): unknown => html`<label class="field"><span>${text}</span>
      <input id="audit-${key}" maxlength="100" autocomplete="off" .value=${wanted[key]}
        @input=${(event: InputEvent) => { wanted[key] = (event.target as HTMLInputElement).value.trim(); }} /></label>`;
    return html`<form class="audit-filter" @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.load(false); }}>
      ${field("principal", t("audit.principal"))} ${field("subject", t("audit.subject"))} ${field("command", t("audit.command"))}
      <label class="check"><input type="checkbox" .checked=${wanted.refusedOnly}
        @change=${(event: Event) => { wanted.refusedOnly = (event.target as HTMLInputElement).checked; void this.load(false); }} />${t("audit.refused_only")}</label>
      <button>${t("audit.look")}</button>
    </form>`;
  }

  private renderEntry(it: AuditEntry): unknown {
    const subjects = it.subjects.slice(0, 3);
    return html`<li class="audit-${it.outcome}">
      <p><span class="dim n">${it.sequence}</span> <time>${clock(ms(it.recordTime) ?? 0)}</time> <b>${it.principal}</b>
        <span class="dim">${tn("role", it.role) || it.role}</span>
        <span class="grow"></span><span class="chip">${tn("audit.outcome", it.outcome)}</span></p>
      <p><code>${it.command || it.events.join(" ")}</code>
        ${subjects.map((name) => html`<span class="dim">${this.nameOf(name)}</span> `)}
        ${it.subjects.length > subjects.length ? html`<span class="dim">+${it.subjects.length - subjects.length}</span>` : nothing}</p>
      ${it.outcome !== AuditOutcome.DONE && (it.reason || it.detail) ? html`<p class="dim" lang="en">${it.reason} ${it.detail}</p>` : nothing}
    </li>`;
  }

  /** What people call a thing, as far as the console knows it. */
  private nameOf(name: string): string {
    const { world } = desk();
    const dispatch = world.dispatches.get(name);
    const number = world.incidents.get(dispatch?.incident ?? name)?.number;
    if (dispatch) return [bare(dispatch.unit), number].filter((it) => it !== undefined).join(" → ");
    if (number !== undefined) return number;
    return name.startsWith("units/") ? bare(name) : name.replace(/^(\w+\/.{8}).*/, "$1…");
  }

  private renderExamination(): unknown {
    const { progress, examined } = this;
    return html`<section aria-live="polite">
      <div class="buttons">${this.examining
        ? html`<button type="button" @click=${() => this.examining?.abort()}>${t("common.cancel")}</button>
            <span class="dim">${progress ? t("audit.progress", { n: progress.sequence, all: progress.newestSequence }) : "…"}</span>`
        : html`<button type="button" id="examine" @click=${() => void this.examine()}>${t("audit.verify")}</button>`}</div>
      ${examined
        ? html`<p class=${examined.sound ? "sound" : "late"}>${examined.sound
              ? t("audit.sound", { n: examined.entryCount, hash: examined.headChainHash.slice(0, 12) })
              : t("audit.unsound", { n: examined.firstBadSequence ?? 0n })}</p>
            <p class="dim">${examined.vouchedSequence === undefined ? t("audit.no_heads") : t("audit.heads", { n: examined.signedHeadCount, up: examined.vouchedSequence })}</p>
            <ul class="faults">${examined.findings.map((it) => html`<li lang="en">${it}</li>`)}</ul>`
        : nothing}
    </section>`;
  }

  private async examine(): Promise<void> {
    const hangUp = (this.examining = new AbortController());
    this.examined = null;
    this.progress = null;
    this.requestUpdate();
    await this.attempt(async () => {
      for await (const { message } of desk().api.records.verifyJournal({}, { signal: hangUp.signal })) {
        if (message.case === "progress") this.progress = message.value;
        if (message.case === "examination") this.examined = message.value;
        this.requestUpdate();
      }
    });
    this.examining = null;
    this.requestUpdate();
  }
}

customElements.define("pt-audit", Audit);

// For supervisors: what decides who goes, what another policy would change, and the city's posture.

import { html, nothing } from "lit";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type {
  DiffPolicyResponse,
  GetDutyLevelResponse,
  Policy,
  PolicyFault,
  PolicyRevision,
  RehearsalCounts,
  RehearsalOutcome,
  RehearsalProgress,
  RehearsedDifference,
} from "../gen/patrol/v1/policy_pb.ts";
import { refusalOf } from "../api/refusal.ts";
import { deed, refusalDetail, refusalText } from "../command/act.ts";
import { ms } from "../state/clocks.ts";
import { bare, clock, shortNumber, span } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { desk, View } from "./context.ts";
import "./planned-events.ts";
import "./response-times.ts";

const HOURS = [1, 4, 12, 24] as const;
const DIFFERENCES_MAX = 100;

export class Supervisor extends View {
  private policy: Policy | null = null;
  private duty: GetDutyLevelResponse | null = null;
  private revisions: PolicyRevision[] = [];
  private text = "";
  private faults: PolicyFault[] | null = null;
  private diff: DiffPolicyResponse | null = null;
  private hours: number = 1;
  private progress: RehearsalProgress | null = null;
  private outcome: RehearsalOutcome | null = null;
  private differences: RehearsedDifference[] = [];
  private rehearsing: AbortController | null = null;
  private problem = "";
  private reason = "";
  private dutyReason = "";

  override connectedCallback(): void {
    super.connectedCallback();
    void this.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Whoever hangs up ends the rehearsal.
    this.rehearsing?.abort();
  }

  private async load(): Promise<void> {
    const { policy } = desk().api;
    await this.attempt(async () => {
      const [active, duty, list] = await Promise.all([
        policy.getPolicy({}),
        policy.getDutyLevel({}),
        policy.listPolicyRevisions({ pageSize: 12 }),
      ]);
      this.policy = active.policy ?? null;
      this.duty = duty;
      this.revisions = list.revisions;
    });
  }

  private async attempt(act: () => Promise<void>): Promise<void> {
    this.problem = "";
    try {
      await act();
    } catch (error) {
      const refusal = refusalOf(error);
      this.problem = `${refusalText(refusal)} ${refusalDetail(refusal)}`;
    }
    this.requestUpdate();
  }

  protected override render(): unknown {
    return html`<section class="card supervisor" aria-label=${t("sup.title")}>
      <header class="card-head">
        <div><h2>${t("sup.title")}</h2>
          <p>${this.policy ? t("sup.active", { n: this.policy.revision, hash: this.policy.hash.slice(0, 12) }) : ""}</p></div>
        <div class="card-age"></div>
        <button type="button" class="quiet close" aria-label=${t("common.close")} @click=${() => desk().open("none")}>×</button>
      </header>
      <div class="card-body">
        ${this.problem ? html`<p class="fault" role="alert">${this.problem}</p>` : nothing}
        ${this.renderDuty()} <pt-response-times></pt-response-times> <pt-planned-events></pt-planned-events>
        ${desk().may("ValidatePolicy") ? this.renderPolicy() : nothing} ${desk().may("RehearsePolicy") ? this.renderRehearsal() : nothing}
        ${this.renderRevisions()}
      </div>
    </section>`;
  }

  private renderDuty(): unknown {
    const { duty } = this;
    if (!duty) return nothing;
    const current = desk().world.dutyLevel;
    const may = desk().may("SetDutyLevel");
    return html`<section>
      <h3>${t("sup.duty")}</h3>
      ${duty.setBy ? html`<p class="dim">${t("sup.set_by", { who: duty.setBy, reason: duty.reason })}</p>` : nothing}
      <ul class="levels">${duty.levels.map((level) => html`<li class=${level.dutyLevel === current ? "now" : ""}>
        <b>${named({ zh: level.nameZh, en: level.nameEn }, level.dutyLevel)}</b>
        <span class="dim">${t("sup.duty_detail", { c: level.clocksPercent, r: level.reserveExtraUnits })}</span>
        <span class="grow"></span>
        ${may ? html`<button type="button" class="small" ?disabled=${level.dutyLevel === current || this.dutyReason.trim() === ""}
          data-duty=${level.dutyLevel} @click=${() => this.setDuty(level.dutyLevel)}>${t("sup.set")}</button>` : nothing}
      </li>`)}</ul>
      ${may ? html`<label class="field"><span>${t("sup.reason")}</span><input id="duty-reason" maxlength="300" .value=${this.dutyReason}
        @input=${(event: InputEvent) => { this.dutyReason = (event.target as HTMLInputElement).value; this.requestUpdate(); }} /></label>` : nothing}
    </section>`;
  }

  private setDuty(dutyLevel: string): void {
    void deed(
      desk(),
      (sent) => desk().api.policy.setDutyLevel({ dutyLevel, reason: this.dutyReason.trim(), requestId: sent.requestId }, sent),
      () => t("command.done.duty_level"),
    ).then(() => {
      this.dutyReason = "";
      void this.load();
    });
  }

  private renderPolicy(): unknown {
    const { diff, faults } = this;
    return html`<section>
      <h3>${t("sup.policy")}</h3>
      <label class="field stack"><span>${t("sup.edit")}</span>
        <textarea id="policy-text" class="code" rows="10" wrap="off" spellcheck="false" .value=${this.text}
          @input=${(event: InputEvent) => {
            this.text = (event.target as HTMLTextAreaElement).value;
            this.forget();
          }}></textarea></label>
      <div class="buttons">
        <button type="button" @click=${() => this.loadText()}>${t("sup.load")}</button>
        <button type="button" ?disabled=${this.text === ""} @click=${() => void this.check()}>${t("sup.check")}</button>
      </div>
      ${faults && faults.length > 0
        ? html`<p class="late">${t("sup.faults", { n: faults.length })}</p>
            <ul class="faults">${faults.map((it) => html`<li lang="en"><code>${it.path}</code> ${it.message}</li>`)}</ul>`
        : nothing}
      ${diff ? this.renderDiff(diff) : nothing}
      ${diff && faults?.length === 0 && desk().may("ActivatePolicy")
        ? html`<label class="field"><span>${t("sup.reason")}</span><input id="policy-reason" maxlength="300" .value=${this.reason}
              @input=${(event: InputEvent) => { this.reason = (event.target as HTMLInputElement).value; this.requestUpdate(); }} /></label>
            <button type="button" class="primary" ?disabled=${this.reason.trim() === "" || diff.changes.length === 0}
              @click=${() => this.activate()}>${t("sup.activate")}</button>`
        : nothing}
    </section>`;
  }

  private renderDiff(diff: DiffPolicyResponse): unknown {
    if (diff.changes.length === 0) return html`<p>${t("sup.no_diff")}</p>`;
    return html`<p>${t("sup.valid", { n: diff.changes.length + diff.leftOutChanges })}</p>
      <ul class="diff">${diff.changes.slice(0, DIFFERENCES_MAX).map((it) => html`<li class="diff-${it.kind}">
        <code>${[it.section, it.entry, it.field].filter((part) => part !== "").join(" · ")}</code>
        ${it.before || it.after ? html`<span><del>${it.before}</del> → <ins>${it.after}</ins></span>` : html`<span lang="en">${it.words}</span>`}
      </li>`)}</ul>`;
  }

  private forget(): void {
    this.diff = null;
    this.faults = null;
    this.outcome = null;
    this.differences = [];
    this.requestUpdate();
  }

  private loadText(): void {
    this.text = this.policy?.parts?.policyToml ?? "";
    this.forget();
  }

  private parts(): { policyToml: string } {
    return { policyToml: this.text };
  }

  private check(): Promise<void> {
    return this.attempt(async () => {
      const { policy } = desk().api;
      const checked = await policy.validatePolicy({ source: { case: "parts", value: this.parts() } });
      this.faults = checked.faults;
      this.diff = checked.valid
        ? await policy.diffPolicy({ after: { source: { case: "parts", value: this.parts() } } })
        : null;
    });
  }

  private activate(): void {
    const etag = this.policy?.hash ?? "";
    void deed(
      desk(),
      (sent) => desk().api.policy.activatePolicy(
        { source: { case: "parts", value: this.parts() }, etag, reason: this.reason.trim(), requestId: sent.requestId }, sent),
      (receipt) => t("command.done.activate", { n: receipt.policyRevision }),
    ).then((receipt) => {
      if (receipt) {
        this.reason = "";
        this.forget();
      }
      void this.load();
    });
  }

  private renderRehearsal(): unknown {
    const { progress, outcome } = this;
    return html`<section>
      <h3>${t("sup.rehearse")}</h3>
      <div class="buttons">
        <label>${t("sup.rehearse_span")} <select @change=${(event: Event) => { this.hours = Number((event.target as HTMLSelectElement).value); }}>
          ${HOURS.map((n) => html`<option value=${n} ?selected=${n === this.hours}>${t("sup.hours", { n })}</option>`)}
        </select></label>
        ${this.rehearsing
          ? html`<button type="button" @click=${() => this.rehearsing?.abort()}>${t("common.cancel")}</button>`
          : html`<button type="button" id="rehearse" @click=${() => void this.rehearse()}>${t("sup.rehearse")}</button>`}
      </div>
      <div aria-live="polite">
      ${this.rehearsing && progress
        ? html`<p class="dim">${t("sup.rehearsing", { a: progress.passNumber, b: progress.passCount, time: clock(ms(progress.recordTime) ?? 0) })}</p>`
        : nothing}
      ${outcome ? this.renderOutcome(outcome) : nothing}
      </div>
    </section>`;
  }

  private renderOutcome(outcome: RehearsalOutcome): unknown {
    const whole = outcome.reproducedSameCount === outcome.reproducedCount;
    return html`<p class=${whole ? "" : "late"}>${t("sup.reproduced", { same: outcome.reproducedSameCount, all: outcome.reproducedCount })}</p>
      ${outcome.before && outcome.after ? this.renderCounts(outcome.before, outcome.after) : nothing}
      ${outcome.responseTimesByLevel.length > 0
        ? html`<table class="figures-table"><caption>${t("sup.times")}</caption><thead><tr><th></th>
              <th colspan="2">${t("sup.before")}</th><th colspan="2">${t("sup.after")}</th></tr></thead><tbody>
            ${outcome.responseTimesByLevel.map((it) => html`<tr><th scope="row">${tn("level", it.level)}</th>
              <td>${span(Number(it.before?.p50Ms ?? 0n))}</td><td class="dim">${span(Number(it.before?.p90Ms ?? 0n))}</td>
              <td>${span(Number(it.after?.p50Ms ?? 0n))}</td><td class="dim">${span(Number(it.after?.p90Ms ?? 0n))}</td></tr>`)}
          </tbody></table>`
        : nothing}
      ${outcome.proposedHash ? html`<p>${t("sup.differences", { n: outcome.differenceCount })}</p>` : nothing}
      <ul class="rehearsed">${this.differences.slice(0, DIFFERENCES_MAX).map((it) => html`<li>
        <b class="number">${shortNumber(it.after?.number ?? it.before?.number ?? "")}</b>
        <span>${(it.before?.units ?? []).map(bare).join(" ") || "–"} → ${(it.after?.units ?? []).map(bare).join(" ") || "–"}</span>
      </li>`)}</ul>`;
  }

  private renderCounts(before: RehearsalCounts, after: RehearsalCounts): unknown {
    const share = after.sentCount === 0n ? 0 : Math.round((Number(after.sentOnFreshFixCount) / Number(after.sentCount)) * 100);
    const rows: [string, bigint, bigint][] = [
      [t("sup.counts.incidents"), before.incidentCount, after.incidentCount],
      [t("sup.counts.sent"), before.sentCount, after.sentCount],
      [t("sup.counts.boundary"), before.boundaryCrossingCount, after.boundaryCrossingCount],
      [t("sup.counts.escalations"), before.escalationCount, after.escalationCount],
      [t("sup.counts.preemptions"), before.preemptionCount, after.preemptionCount],
      [t("sup.counts.short"), before.shortCount, after.shortCount],
    ];
    return html`<p class="dim">${t("sup.estimate", { p: share })}</p>
      <table class="figures-table"><thead><tr><th></th><th>${t("sup.before")}</th><th>${t("sup.after")}</th></tr></thead>
        <tbody>${rows.map(([name, a, b]) => html`<tr><th scope="row">${name}</th><td>${a}</td><td class=${a === b ? "" : "differs"}>${b}</td></tr>`)}</tbody></table>`;
  }

  private async rehearse(): Promise<void> {
    const hangUp = (this.rehearsing = new AbortController());
    this.outcome = null;
    this.progress = null;
    this.differences = [];
    const end = desk().daemonNow();
    await this.attempt(async () => {
      const proposed = this.text === "" ? {} : { proposed: { source: { case: "parts" as const, value: this.parts() } } };
      const stream = desk().api.policy.rehearsePolicy(
        { ...proposed, startTime: timestampFromMs(end - this.hours * 3_600_000), endTime: timestampFromMs(end) },
        { signal: hangUp.signal },
      );
      for await (const { message } of stream) {
        if (message.case === "progress") this.progress = message.value;
        if (message.case === "outcome") this.outcome = message.value;
        if (message.case === "difference") this.differences.push(message.value);
        this.requestUpdate();
      }
    });
    this.rehearsing = null;
    this.requestUpdate();
  }

  private renderRevisions(): unknown {
    return html`<section><h3>${t("sup.revisions")}</h3>
      <ol class="revisions">${this.revisions.map((it) => html`<li>
        <b>${it.revision}</b> <span class="dim">${clock(ms(it.activateTime) ?? 0)} ${it.activatedBy}</span> ${it.reason}
        <span class="grow"></span>
        ${it.kept && it.revision !== this.policy?.revision && desk().may("RollBackPolicy")
          ? html`<button type="button" class="small" ?disabled=${this.dutyReason.trim() === ""}
              @click=${() => this.rollBack(it.revision)}>${t("sup.roll_back")}</button>`
          : nothing}
      </li>`)}</ol></section>`;
  }

  private rollBack(revision: bigint): void {
    void deed(
      desk(),
      (sent) => desk().api.policy.rollBackPolicy(
        { revision, etag: this.policy?.hash ?? "", reason: this.dutyReason.trim(), requestId: sent.requestId }, sent),
      (receipt) => t("command.done.activate", { n: receipt.policyRevision }),
    ).then(() => this.load());
  }
}

customElements.define("pt-supervisor", Supervisor);

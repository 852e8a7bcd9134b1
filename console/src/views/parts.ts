// Small pieces that several views show.

import { html, nothing } from "lit";
import { ClockKind, Level, type Dispatch, type KnownPosition, PositionSource } from "../gen/patrol/v1/types_pb.ts";
import { clocksOf, facesOf, type Clock, type Face } from "../state/clocks.ts";
import { fittedText } from "../i18n/fitted.ts";
import { age, span } from "../i18n/format.ts";
import { language, named, t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";

/** The sign of a level: shape, colour and digit say the same. */
export function levelSign(level: Level): unknown {
  return html`<span class="level level-${level}" role="img" aria-label=${tn("level", level)}><b>${level}</b></span>`;
}

export function typeName(code: string): string {
  if (code === "") return t("queue.unknown");
  return named(desk().words.byCode.get(code), code);
}

/** The name of a rule, a plan or another word of the policy, marked when it is not in the person's language. */
export function policyName(name: string): unknown {
  const told = nameInPolicy(name);
  return told === name && language() === "zh" ? html`<span lang="en">${name}</span>` : told;
}

/** The same as bare text. */
export function nameInPolicy(name: string): string {
  const { rules, plans } = desk().words;
  const zh = rules.get(name) || plans.get(name)?.zh || "";
  return named({ zh, en: name }, name);
}

/** What made a rule fit, in a line. */
export function fittedOf(told: readonly string[]): string {
  return told.map((it) => fittedText(it, { type: typeName, rule: nameInPolicy })).join(" · ");
}

/** The five clocks as five small bars: how far each is towards its threshold, and by a sign which one is waited for. */
export function fiveClocks(dispatch: Dispatch): unknown {
  const clocks = clocksOf(dispatch, desk().daemonNow());
  const faces = facesOf(clocks);
  return html`<ol class="clocks">
    ${clocks.map((clock, index) => {
      const face = faces[index] ?? "idle";
      return html`<li class="clock ${clock.state} face-${face}" title=${clockTitle(clock, face)}>${clockFace(clock, face)}</li>`;
    })}
  </ol>`;
}

function clockFace(clock: Clock, face: Face): unknown {
  const limit = clock.breachMs ?? clock.warnMs;
  const told = face === "stopped" || face === "counting" ? clock.elapsedMs : null;
  const share = told === null || limit === null ? 0 : Math.min(1, told / limit);
  return html`<span class="clock-name">${tn("clock", clock.kind)}</span>
    <span class="sr">${stateText(clock, face)}</span>
    <span class="clock-time">${told === null ? html`<span aria-hidden="true">–</span>` : html`<span class="clock-sign" aria-hidden="true">${signOf(clock)}</span> ${span(told)}`}</span>
    <meter min="0" max="1" .value=${share} aria-hidden="true"></meter>`;
}

/** Stopped and running look alike as figures: a sign says which it is, not colour alone. */
function signOf(clock: Clock): string {
  switch (clock.state) {
    case "stopped":
      return "✓";
    case "warning":
      return "△";
    case "breach":
      return "▲";
    case "running":
      return t("clock.waits");
    case "idle":
      return "";
  }
}

function stateText(clock: Clock, face: Face): string {
  return tn("clock.state", face === "later" ? "later" : clock.state);
}

function clockTitle(clock: Clock, face: Face): string {
  const parts = [tn("clock", clock.kind), stateText(clock, face)];
  if (clock.warnMs !== null) parts.push(`△ ${span(clock.warnMs)}`);
  if (clock.breachMs !== null) parts.push(`▲ ${span(clock.breachMs)}`);
  return parts.join(" · ");
}

export function clockName(kind: ClockKind): string {
  return tn("clock", kind);
}

/** Where the knowledge of a place comes from, and how old it is. */
export function sourceText(known: KnownPosition | undefined, ageMs: number | null): string {
  if (!known || known.source === PositionSource.UNSPECIFIED) return t("source.none");
  return tn("source", known.source).replace("{age}", ageMs === null ? "–" : age(ageMs));
}

export function row(name: string, value: unknown): unknown {
  return value === "" || value === nothing ? nothing : html`<dt>${name}</dt><dd>${value}</dd>`;
}

// Small pieces that several views show.

import { html, nothing } from "lit";
import { ClockKind, Level, type Dispatch, type KnownPosition, PositionSource } from "../gen/patrol/v1/types_pb.ts";
import { clocksOf, type Clock } from "../state/clocks.ts";
import { age, span } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";

/** The sign of a level: shape, colour and digit say the same. */
export function levelSign(level: Level): unknown {
  return html`<span class="level level-${level}" role="img" aria-label=${tn("level", level)}><b>${level}</b></span>`;
}

export function typeName(code: string): string {
  if (code === "") return t("queue.unknown");
  return named(desk().words.byCode.get(code), code);
}

/** The five clocks as five small bars: how far each is towards its threshold. */
export function fiveClocks(dispatch: Dispatch): unknown {
  const clocks = clocksOf(dispatch, desk().daemonNow());
  return html`<ol class="clocks">
    ${clocks.map((clock) => html`<li class="clock ${clock.state}" title=${clockTitle(clock)}>${clockFace(clock)}</li>`)}
  </ol>`;
}

function clockFace(clock: Clock): unknown {
  const limit = clock.breachMs ?? clock.warnMs;
  const share = clock.elapsedMs === null || limit === null ? 0 : Math.min(1, clock.elapsedMs / limit);
  return html`<span class="clock-name">${tn("clock", clock.kind)}</span>
    <span class="clock-time">${clock.elapsedMs === null ? "–" : span(clock.elapsedMs)}</span>
    <meter min="0" max="1" .value=${share} aria-hidden="true"></meter>
    <span class="sr">${tn("clock.state", clock.state)}</span>`;
}

function clockTitle(clock: Clock): string {
  const parts = [tn("clock", clock.kind), tn("clock.state", clock.state)];
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

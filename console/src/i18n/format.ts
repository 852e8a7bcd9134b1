// Times and lengths as a dispatcher reads them at a glance.

import { t } from "./index.ts";

/** `0:07`, `4:31`, `1:02:09`. */
export function span(ms: number): string {
  const total = Math.max(0, Math.floor(ms / 1000));
  const [h, m, s] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const two = (n: number) => String(n).padStart(2, "0");
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** `7 s`, `4 min`, `3 h`: for ages that need no seconds. */
export function age(ms: number): string {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 60) return t("common.seconds", { n: s });
  if (s < 5400) return t("common.minutes", { n: Math.round(s / 60) });
  return t("common.hours", { n: Math.round(s / 3600) });
}

let zone = "Asia/Shanghai";
let formats = clocksOf(zone);

/** The zone of the policy's day: what people at the desk call the time, wherever the browser thinks that it is. */
export function setTimeZone(timeZone: string): void {
  zone = timeZone;
  formats = clocksOf(zone);
}

/** `2026-11-23T20:15` in the zone of the policy's day: what a field for a time takes. */
export function localTime(ms: number): string {
  const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone } as const;
  const part = Object.fromEntries(new Intl.DateTimeFormat("en-GB", parts).formatToParts(ms).map((it) => [it.type, it.value]));
  return `${part["year"]}-${part["month"]}-${part["day"]}T${part["hour"]}:${part["minute"]}`;
}

/** The moment of a time in the zone of the policy's day; null when there is none. */
export function instantOf(local: string): number | null {
  const asIfUtc = Date.parse(`${local}Z`);
  if (Number.isNaN(asIfUtc)) return null;
  // How far the zone is from UTC is asked twice: once near the moment, once at it.
  const away = (at: number): number => Date.parse(`${localTime(at)}Z`) - Math.floor(at / 60_000) * 60_000;
  return asIfUtc - away(asIfUtc - away(asIfUtc));
}

function clocksOf(timeZone: string): { long: Intl.DateTimeFormat; short: Intl.DateTimeFormat } {
  const parts: Intl.DateTimeFormatOptions = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return {
    long: new Intl.DateTimeFormat("en-GB", { ...parts, second: "2-digit" }),
    short: new Intl.DateTimeFormat("en-GB", parts),
  };
}

export function clock(ms: number, seconds = true): string {
  return (seconds ? formats.long : formats.short).format(ms);
}

/** `0471` of `2026-1123-0471`: what people say. */
export function shortNumber(number: string): string {
  const last = number.slice(number.lastIndexOf("-") + 1);
  return number.startsWith("T-") ? `T${last}` : last;
}

/** `R12` of `units/R12`. */
export function bare(name: string): string {
  return name.slice(name.indexOf("/") + 1);
}

export function kilometres(metres: number): string {
  return (metres / 1000).toFixed(metres < 10_000 ? 1 : 0);
}

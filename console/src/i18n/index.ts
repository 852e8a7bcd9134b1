// Texts in the language of the person. Nothing that a person reads stands anywhere else.

import { en, type Key } from "./en.ts";
import { zh } from "./zh.ts";

export type Language = "zh" | "en";
export type { Key };

const RESOURCES: Record<Language, Record<Key, string>> = { zh, en };
let current: Language = "zh";

export function setLanguage(language: Language): void {
  current = language;
}

export function language(): Language {
  return current;
}

/** The text of a key, with `{name}` filled in. */
export function t(key: Key, values: Record<string, string | number | bigint> = {}): string {
  return fill(RESOURCES[current][key], values);
}

/** The text of a numbered key, such as a state; empty for a value that this console does not know yet. */
export function tn(prefix: string, value: number | string): string {
  return RESOURCES[current][`${prefix}.${value}` as Key] ?? "";
}

function fill(text: string, values: Record<string, string | number | bigint>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

/** The name in the person's language of something that a policy names in two. */
export function named(it: { zh: string; en: string } | undefined, fallback: string): string {
  return it?.[current] || it?.zh || fallback;
}

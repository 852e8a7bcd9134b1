// What a typed address may mean: known places, and zones to look in.

import type { Place, Words } from "./words.ts";

export type AddressChoice =
  | { readonly kind: "place"; readonly place: Place }
  /** A zone is no position: it only says where to look. */
  | { readonly kind: "zone"; readonly name: string };

/** Worse than any fit. */
const NO_FIT = 9;

/**
 * Places and zones that fit, the best first: the whole name, then names that begin with what was typed, then names that have
 * it, then names that stand within what was typed. A house number behind the street is no part of a name.
 */
export function findAddress(words: Words, typed: string, max: number): AddressChoice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [];
  const street = withoutNumber(wanted);
  const scored: { score: number; length: number; choice: AddressChoice }[] = [];
  for (const place of words.places) {
    const score = fit(place.name.toLowerCase(), wanted, street);
    if (score < NO_FIT) scored.push({ score, length: place.name.length, choice: { kind: "place", place } });
  }
  for (const name of words.zoneNames) {
    const short = bareZone(name);
    // People leave out 街道 and 镇, also in front of a street.
    const score = wanted.startsWith(short.toLowerCase()) ? 3 : fit(name.toLowerCase(), wanted, wanted);
    // A position is more than a zone that fits as well.
    if (score < NO_FIT) scored.push({ score: score + 0.5, length: name.length, choice: { kind: "zone", name } });
  }
  // Of two names within what was typed the longer says more; of two that are longer than it, the shorter is meant.
  const order = (it: (typeof scored)[number]) => (it.score >= 3 ? -it.length : it.length);
  return scored.sort((a, b) => a.score - b.score || order(a) - order(b)).slice(0, max).map((it) => it.choice);
}

/** `鸿福路` of `鸿福路88号` and of `鸿福路 88`; what has no house number stays as it is. */
export function withoutNumber(address: string): string {
  const numbered = /^(.*?[^\d０-９\s])\s*[\d０-９]+(?:\s*[-－~～之]\s*[\d０-９]+)*\s*[号號](?!线)/.exec(address);
  const street = numbered ?? /^(.*(?:路|街|道|巷|里|村|road|street|rd|st))\s*[\d０-９]+$/.exec(address);
  return street?.[1] ?? address;
}

function fit(name: string, wanted: string, street: string): number {
  if (name === "") return NO_FIT;
  if (name === wanted || name === street) return 0;
  if (name.startsWith(wanted) || name.startsWith(street)) return 1;
  if (name.includes(wanted) || name.includes(street)) return 2;
  // A single letter stands in many an address.
  return name.length >= 2 && wanted.includes(name) ? 3 : NO_FIT;
}

function bareZone(name: string): string {
  const short = name.replace(/(街道|镇)$/, "");
  return short.length >= 2 ? short : name;
}

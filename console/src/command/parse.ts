// The command line: one letter for what, then whom. Pure: it knows the city only through `Names`.

import type { DispositionKind, Step, UnavailableReason } from "../gen/patrol/v1/types_pb.ts";
import { ABSENCES, ANSWERS, BACK, DISPOSITIONS, NOBODY, oneOf, STEPS } from "./words.ts";

/** What a line can name. */
export interface Names {
  /** Incidents whose spoken number ends so, open ones first, newest first: `{name, number}`. */
  incidents(word: string): { name: string; number: string }[];
  /** Units whose callsign is, or begins with or contains, a word; exact ones alone. */
  units(word: string): string[];
  /** Partners and zones whose name is, or begins with, a word; exact ones alone. */
  partners(word: string): string[];
  zones(word: string): string[];
}

export type Command =
  | { kind: "dispatch"; incident: string; units: string[]; reason: string }
  /** As `dispatch`, also of units that are on another incident. */
  | { kind: "move"; incident: string; units: string[]; reason: string }
  | { kind: "show-unit"; unit: string }
  | { kind: "show-incident"; incident: string }
  | { kind: "recall"; unit: string; reason: string }
  | { kind: "take"; incident: string }
  | { kind: "close"; incident: string; disposition: DispositionKind; remark: string }
  | { kind: "note"; incident: string; text: string }
  | { kind: "hand-over"; incident: string; desk: string }
  | { kind: "link"; incident: string; into: string }
  | { kind: "step"; unit: string; step: Step }
  | { kind: "amend"; incident: string }
  | { kind: "unlink"; incident: string; place: number; reason: string }
  | { kind: "refer"; incident: string; partner: string; reason: string }
  | { kind: "propose"; incident: string; zone: string; reason: string }
  | { kind: "answer"; incident: string; accepted: boolean; reason: string }
  /** No unit: nobody is followed any more. */
  | { kind: "follow"; incident: string; unit: string }
  | { kind: "hold"; incident: string; unit: string; minutes: number; reason: string }
  | { kind: "lend"; unit: string; zone: string; hours: number; reason: string }
  | { kind: "end-loan"; unit: string; reason: string }
  | { kind: "out"; unit: string; why: UnavailableReason; minutes: number | null; reason: string }
  | { kind: "back"; unit: string }
  | { kind: "end-emergency"; incident: string; said: string }
  | { kind: "search"; text: string }
  | { kind: "help" };

/** Why a line cannot be carried out: a text's key and its values. */
export interface Fault {
  readonly key:
    | "command.unknown"
    | "command.no_incident"
    | "command.no_unit"
    | "command.many_units"
    | "command.no_partner"
    | "command.no_zone"
    | "command.needs";
  readonly values: Record<string, string | number>;
}

export type Parsed = { ok: Command } | { fault: Fault };

export const VERBS = ["d", "e", "i", "m", "r", "t", "c", "n", "h", "l", "s", "a", "u", "p", "j", "f", "w", "o", "b", "x"] as const;

export function parseCommand(line: string, names: Names): Parsed {
  const trimmed = line.trim();
  if (trimmed === "?" || trimmed === "？") return { ok: { kind: "help" } };
  if (trimmed.startsWith("/")) return { ok: { kind: "search", text: trimmed.slice(1).trim() } };
  const { head, reason } = splitReason(trimmed);
  const [verb = "", ...words] = head.split(/\s+/).filter((word) => word !== "");
  switch (verb.toLowerCase()) {
    case "d":
      return dispatch(words, reason, names);
    case "m":
      return move(words, reason, names);
    case "e":
      return withUnit(words[0], names, (unit) => ({ kind: "show-unit", unit }));
    case "i":
      return withIncident(words[0], names, (incident) => ({ kind: "show-incident", incident }));
    case "r":
      return withUnit(words[0], names, (unit) => ({ kind: "recall", unit, reason }));
    case "t":
      return withIncident(words[0], names, (incident) => ({ kind: "take", incident }));
    case "c":
      return close(words, reason, names);
    case "n":
      return note(trimmed, names);
    case "h":
      return withIncident(words[0], names, (incident) => {
        const desk = words[1];
        return desk ? { kind: "hand-over", incident, desk } : null;
      }, "desk");
    case "l":
      return withIncident(words[0], names, (incident) => {
        const into = words[1];
        return into ? madeOf(withIncident(into, names, (into) => ({ kind: "link", incident, into }))) : null;
      }, "number");
    case "s":
      return withUnit(words[0], names, (unit) => {
        const step = oneOf(STEPS, words[1]);
        return step === undefined ? null : { kind: "step", unit, step };
      }, first(STEPS, 6));
    case "a":
      return withIncident(words[0], names, (incident) => ({ kind: "amend", incident }));
    case "u":
      return withIncident(words[0], names, (incident) => {
        const place = wholeNumber(words[1]);
        return place === null ? null : { kind: "unlink", incident, place, reason };
      }, "1|2|…");
    case "p":
      return withIncident(words[0], names, (incident) =>
        named(words[1], (word) => names.partners(word), "command.no_partner", (partner) =>
          reason === "" ? null : { kind: "refer", incident, partner, reason }), words[1] ? ": reason" : "partner");
    case "j":
      return jurisdiction(words, reason, names);
    case "f":
      return withIncident(words[0], names, (incident) => {
        if (!words[1]) return null;
        if (isOne(NOBODY, words[1])) return { kind: "follow", incident, unit: "" };
        return madeOf(withUnit(words[1], names, (unit) => ({ kind: "follow", incident, unit })));
      }, "unit|-");
    case "w":
      return withIncident(words[0], names, (incident) =>
        words[1] ? madeOf(withUnit(words[1], names, (unit) => {
          const minutes = wholeNumber(words[2]);
          return minutes === null || reason === "" ? null : { kind: "hold", incident, unit, minutes, reason };
        }, wholeNumber(words[2]) === null ? "minutes" : ": reason")) : null, "unit");
    case "o":
      return loan(words, reason, names);
    case "b":
      return service(words, reason, names);
    case "x":
      return withIncident(words[0], names, (incident) => (reason === "" ? null : { kind: "end-emergency", incident, said: reason }), ": what the officer said");
    default:
      // A number by itself shows its incident, a callsign its unit.
      return bareWord(trimmed, names);
  }
}

function bareWord(word: string, names: Names): Parsed {
  const incident = /^[T\d-]+$/i.test(word) ? names.incidents(word)[0] : undefined;
  if (incident) return { ok: { kind: "show-incident", incident: incident.name } };
  const units = names.units(word);
  if (units.length === 1 && units[0] !== undefined) return { ok: { kind: "show-unit", unit: units[0] } };
  return { fault: { key: "command.unknown", values: { word: word.split(/\s/)[0] ?? "" } } };
}

function dispatch(words: string[], reason: string, names: Names): Parsed {
  const [number, ...callsigns] = words;
  return withIncident(number, names, (incident) => {
    const units: string[] = [];
    for (const callsign of callsigns) {
      const unit = oneUnit(callsign, names);
      if (typeof unit !== "string") return unit;
      if (!units.includes(unit)) units.push(unit);
    }
    return units.length === 0 ? null : { kind: "dispatch", incident, units, reason };
  }, "unit");
}

/** The number comes last: `m R12 4711` is said as one does, "R12 to 4711". */
function move(words: string[], reason: string, names: Names): Parsed {
  const number = words.length > 1 ? words[words.length - 1] : undefined;
  const units: string[] = [];
  for (const callsign of number ? words.slice(0, -1) : words) {
    const unit = oneUnit(callsign, names);
    if (typeof unit !== "string") return unit;
    if (!units.includes(unit)) units.push(unit);
  }
  if (units.length === 0) return { fault: { key: "command.needs", values: { what: "unit" } } };
  return withIncident(number, names, (incident) => ({ kind: "move", incident, units, reason }));
}

function jurisdiction(words: string[], reason: string, names: Names): Parsed {
  return withIncident(words[0], names, (incident) => {
    if (!words[1]) return null;
    const accepted = ANSWERS[words[1].toLowerCase()];
    if (accepted !== undefined) return { kind: "answer", incident, accepted, reason };
    return named(words[1], (word) => names.zones(word), "command.no_zone", (zone) => ({ kind: "propose", incident, zone, reason }));
  }, "zone|yes|no");
}

function loan(words: string[], reason: string, names: Names): Parsed {
  return withUnit(words[0], names, (unit) => {
    if (!words[1]) return null;
    if (isOne(BACK, words[1])) return { kind: "end-loan", unit, reason };
    const hours = wholeNumber(words[2]);
    return named(words[1], (word) => names.zones(word), "command.no_zone", (zone) => (hours === null ? null : { kind: "lend", unit, zone, hours, reason }));
  }, words[1] ? "hours" : "zone|back");
}

function service(words: string[], reason: string, names: Names): Parsed {
  return withUnit(words[0], names, (unit) => {
    if (isOne(BACK, words[1])) return { kind: "back", unit };
    const why = oneOf(ABSENCES, words[1]);
    return why === undefined ? null : { kind: "out", unit, why, minutes: wholeNumber(words[2]), reason };
  }, `${first(ABSENCES, 6)}|back`);
}

/** What has one name only, by the word for it. */
function named(word: string | undefined, find: (word: string) => string[], key: "command.no_partner" | "command.no_zone", make: (name: string) => Made): Made {
  if (!word) return null;
  const found = find(word);
  return found.length === 1 && found[0] !== undefined ? make(found[0]) : { fault: { key, values: { word } } };
}

function wholeNumber(word: string | undefined): number | null {
  return word !== undefined && /^[1-9]\d{0,4}$/.test(word) ? Number(word) : null;
}

function isOne(words: readonly string[], word: string | undefined): boolean {
  return word !== undefined && words.includes(word.toLowerCase());
}

function first(table: Readonly<Record<string, unknown>>, count: number): string {
  return Object.keys(table).slice(0, count).join("|");
}

function close(words: string[], reason: string, names: Names): Parsed {
  return withIncident(words[0], names, (incident) => {
    const disposition = oneOf(DISPOSITIONS, words[1]);
    return disposition === undefined ? null : { kind: "close", incident, disposition, remark: reason };
  }, first(DISPOSITIONS, 8));
}

function note(line: string, names: Names): Parsed {
  const match = /^n\s+(\S+)\s*([\s\S]*)$/i.exec(line);
  return withIncident(match?.[1], names, (incident) => {
    const text = match?.[2]?.trim() ?? "";
    return text === "" ? null : { kind: "note", incident, text };
  }, "text");
}

type Made = Command | { fault: Fault } | null;

function withIncident(word: string | undefined, names: Names, make: (name: string) => Made, needs = ""): Parsed {
  if (!word) return { fault: { key: "command.needs", values: { what: "number" } } };
  const found = names.incidents(word)[0];
  if (!found) return { fault: { key: "command.no_incident", values: { word } } };
  return finish(make(found.name), needs);
}

function withUnit(word: string | undefined, names: Names, make: (name: string) => Made, needs = ""): Parsed {
  if (!word) return { fault: { key: "command.needs", values: { what: "unit" } } };
  const unit = oneUnit(word, names);
  return typeof unit === "string" ? finish(make(unit), needs) : unit;
}

function madeOf(parsed: Parsed): Made {
  return "ok" in parsed ? parsed.ok : parsed;
}

function finish(made: Made, needs: string): Parsed {
  if (made === null) return { fault: { key: "command.needs", values: { what: needs } } };
  return "fault" in made ? made : { ok: made };
}

function oneUnit(word: string, names: Names): string | { fault: Fault } {
  const found = names.units(word);
  const [first] = found;
  if (first === undefined) return { fault: { key: "command.no_unit", values: { word } } };
  if (found.length > 1) {
    const some = found.slice(0, 3).map((name) => name.replace("units/", "")).join(", ");
    return { fault: { key: "command.many_units", values: { word, n: found.length, some } } };
  }
  return first;
}

/** What stands behind a colon is a reason. */
function splitReason(line: string): { head: string; reason: string } {
  const at = line.search(/\s[:：]\s?|[:：]\s/);
  if (at < 0) return { head: line, reason: "" };
  return { head: line.slice(0, at), reason: line.slice(at).replace(/^[\s:：]+/, "") };
}

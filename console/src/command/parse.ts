// The command line: one letter for what, then whom. Pure: it knows the city only through `Names`.

import { DispositionKind, Step } from "../gen/patrol/v1/types_pb.ts";

/** What a line can name. */
export interface Names {
  /** Incidents whose spoken number ends so, open ones first, newest first: `{name, number}`. */
  incidents(word: string): { name: string; number: string }[];
  /** Units whose callsign is, or begins with or contains, a word; exact ones alone. */
  units(word: string): string[];
}

export type Command =
  | { kind: "dispatch"; incident: string; units: string[]; reason: string }
  | { kind: "show-unit"; unit: string }
  | { kind: "show-incident"; incident: string }
  | { kind: "recall"; unit: string; reason: string }
  | { kind: "take"; incident: string }
  | { kind: "close"; incident: string; disposition: DispositionKind; remark: string }
  | { kind: "note"; incident: string; text: string }
  | { kind: "hand-over"; incident: string; desk: string }
  | { kind: "link"; incident: string; into: string }
  | { kind: "step"; unit: string; step: Step }
  | { kind: "search"; text: string }
  | { kind: "help" };

/** Why a line cannot be carried out: a text's key and its values. */
export interface Fault {
  readonly key:
    | "command.unknown"
    | "command.no_incident"
    | "command.no_unit"
    | "command.many_units"
    | "command.needs";
  readonly values: Record<string, string | number>;
}

export type Parsed = { ok: Command } | { fault: Fault };

export const VERBS = ["d", "e", "i", "r", "t", "c", "n", "h", "l", "s"] as const;

export const DISPOSITIONS: Readonly<Record<string, DispositionKind>> = {
  handled: DispositionKind.HANDLED,
  case: DispositionKind.CASE_OPENED,
  mediated: DispositionKind.MEDIATED,
  transferred: DispositionKind.TRANSFERRED,
  nothing: DispositionKind.NOTHING_FOUND,
  false: DispositionKind.FALSE_ALARM,
  invalid: DispositionKind.INVALID,
  dropped: DispositionKind.DROPPED,
  处理: DispositionKind.HANDLED,
  立案: DispositionKind.CASE_OPENED,
  调解: DispositionKind.MEDIATED,
  移交: DispositionKind.TRANSFERRED,
  未发现: DispositionKind.NOTHING_FOUND,
  误报: DispositionKind.FALSE_ALARM,
  无效: DispositionKind.INVALID,
  撤销: DispositionKind.DROPPED,
};

export const STEPS: Readonly<Record<string, Step>> = {
  signed: Step.SIGNED_IN,
  departed: Step.DEPARTED,
  arrived: Step.ARRIVED,
  finished: Step.FINISHED,
  declined: Step.DECLINED,
  blocked: Step.BLOCKED,
  签收: Step.SIGNED_IN,
  出警: Step.DEPARTED,
  到达: Step.ARRIVED,
  完毕: Step.FINISHED,
  拒绝: Step.DECLINED,
  受阻: Step.BLOCKED,
};

export function parseCommand(line: string, names: Names): Parsed {
  const trimmed = line.trim();
  if (trimmed === "?" || trimmed === "？") return { ok: { kind: "help" } };
  if (trimmed.startsWith("/")) return { ok: { kind: "search", text: trimmed.slice(1).trim() } };
  const { head, reason } = splitReason(trimmed);
  const [verb = "", ...words] = head.split(/\s+/).filter((word) => word !== "");
  switch (verb.toLowerCase()) {
    case "d":
      return dispatch(words, reason, names);
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
      }, Object.keys(STEPS).slice(0, 6).join("|"));
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

function close(words: string[], reason: string, names: Names): Parsed {
  return withIncident(words[0], names, (incident) => {
    const disposition = oneOf(DISPOSITIONS, words[1]);
    return disposition === undefined ? null : { kind: "close", incident, disposition, remark: reason };
  }, Object.keys(DISPOSITIONS).slice(0, 8).join("|"));
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

function oneOf<T>(table: Readonly<Record<string, T>>, word: string | undefined): T | undefined {
  if (!word) return undefined;
  const fits = Object.keys(table).filter((key) => key.startsWith(word.toLowerCase()));
  return fits.length === 1 && fits[0] !== undefined ? table[fits[0]] : table[word.toLowerCase()];
}

/** What stands behind a colon is a reason. */
function splitReason(line: string): { head: string; reason: string } {
  const at = line.search(/\s[:：]\s?|[:：]\s/);
  if (at < 0) return { head: line, reason: "" };
  return { head: line.slice(0, at), reason: line.slice(at).replace(/^[\s:：]+/, "") };
}

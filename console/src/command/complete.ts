// What the word that is being typed could be.

import type { World } from "../state/world.ts";
import { queueOf } from "../state/queue.ts";
import { Look } from "../state/fleet.ts";
import { bare, shortNumber } from "../i18n/format.ts";
import { NO_WORDS, type Words } from "../state/words.ts";
import { VERBS, type Names } from "./parse.ts";
import { ABSENCES, ANSWERS, BACK, DISPOSITIONS, STEPS } from "./words.ts";

export interface Completion {
  /** What the word becomes. */
  readonly word: string;
  /** What it is, for the list. */
  readonly note: string;
}

/** The names of a city, for the command line. */
export function namesOf(world: World, words: Words = NO_WORDS): Names {
  return {
    partners: (word) => ofNamed(words.partners.map((it) => [it.id, it.zh, it.en]), word),
    zones: (word) => ofNamed(words.zoneNames.map((it) => [it]), word),
    incidents(word) {
      const wanted = word.toUpperCase();
      const fits = [...world.incidents.values()].filter((it) => {
        const short = shortNumber(it.number).toUpperCase();
        return it.number.toUpperCase() === wanted || short === wanted || short.replace(/^T?0+/, "") === wanted;
      });
      return fits
        .sort((a, b) => Number(a.state === 4) - Number(b.state === 4) || (a.number < b.number ? 1 : -1))
        .map((it) => ({ name: it.name, number: it.number }));
    },
    units(word) {
      const wanted = word.toLowerCase();
      const exact = world.units.get(`units/${word}`);
      if (exact) return [exact.name];
      const fits: string[] = [];
      for (const unit of world.units.values()) {
        const callsign = unit.callsign.toLowerCase();
        if (callsign === wanted) return [unit.name];
        if (callsign.includes(wanted)) fits.push(unit.name);
      }
      return fits;
    },
  };
}

/** The first names of what one of whose names is a word, else begins with it. */
function ofNamed(all: readonly (readonly string[])[], word: string): string[] {
  const wanted = word.toLowerCase();
  const exact = all.filter((names) => names.some((name) => name.toLowerCase() === wanted));
  const fits = exact.length > 0 ? exact : all.filter((names) => names.some((name) => name.toLowerCase().startsWith(wanted)));
  return fits.flatMap((names) => names[0] ?? []);
}

/** Which verbs begin with a unit, and whether with one that is busy. */
const UNIT_FIRST: Readonly<Record<string, "busy" | null>> = { e: null, r: "busy", s: "busy", m: null, o: null, b: null };

export function complete(line: string, world: World, max = 8, typeName = (code: string) => code, known: Words = NO_WORDS): Completion[] {
  const words = line.split(/\s+/);
  const verb = (words[0] ?? "").toLowerCase();
  const typed = words[words.length - 1] ?? "";
  if (line.startsWith("/") || words.length === 1) return [];
  if (!(VERBS as readonly string[]).includes(verb)) return [];
  const place = words.length - 1;
  const first = UNIT_FIRST[verb];
  if (place === 1) return first !== undefined ? units(typed, world, first, max) : incidents(typed, world, max, typeName);
  if (verb === "l" && place === 2) return incidents(typed, world, max, typeName);
  if (verb === "m") return /^[\dT]/.test(typed) ? incidents(typed, world, max, typeName) : units(typed, world, null, max);
  if (verb === "d") return units(typed, world, "free", max);
  if (place !== 2) return [];
  switch (verb) {
    case "c":
      return keys(DISPOSITIONS, typed, max);
    case "s":
      return keys(STEPS, typed, max);
    case "p":
      return known.partners.filter((it) => it.id.startsWith(typed)).slice(0, max).map((it) => ({ word: it.id, note: it.zh }));
    case "j":
      return [...keys(ANSWERS, typed, 2), ...zones(known, typed, max - 2)];
    case "o":
      return [...(typed !== "" && BACK[0].startsWith(typed) ? [{ word: BACK[0], note: "" }] : []), ...zones(known, typed, max - 1)];
    case "b":
      return keys({ ...ABSENCES, [BACK[0]]: true }, typed, max);
    case "f":
    case "w":
      return units(typed, world, verb === "w" ? "busy" : null, max);
    default:
      return [];
  }
}

function zones(words: Words, typed: string, max: number): Completion[] {
  return words.zoneNames.filter((name) => name.startsWith(typed)).slice(0, max).map((word) => ({ word, note: "" }));
}

function incidents(typed: string, world: World, max: number, typeName: (code: string) => string): Completion[] {
  const entries = queueOf(world, { text: "", jurisdiction: "", mine: "", closed: false });
  const fits = entries.filter((entry) => shortNumber(entry.incident.number).includes(typed));
  return fits.slice(0, max).map((entry) => ({
    word: shortNumber(entry.incident.number),
    note: `${entry.level} · ${typeName(entry.incident.classification?.typeCode ?? "")} · ${entry.incident.jurisdiction}`,
  }));
}

function units(typed: string, world: World, which: "free" | "busy" | null, max: number): Completion[] {
  const wanted = typed.toLowerCase();
  const found: Completion[] = [];
  for (const unit of world.units.values()) {
    if (!unit.callsign.toLowerCase().includes(wanted)) continue;
    const at = world.fleet.indexOf(unit.name);
    const look = at === undefined ? Look.OffDuty : world.fleet.look(at);
    if (which === "free" && look !== Look.Free) continue;
    if (which === "busy" && (look === Look.OffDuty || look === Look.Free)) continue;
    found.push({ word: bare(unit.name), note: unit.homeZone });
    if (found.length >= max) break;
  }
  return found;
}

function keys(table: Readonly<Record<string, unknown>>, typed: string, max: number): Completion[] {
  const all = Object.keys(table).filter((key) => key.startsWith(typed.toLowerCase()));
  return all.slice(0, max).map((word) => ({ word, note: "" }));
}

// The policy's own words: what types of event there are and what they are called, zones, places, duty levels, partners.

import { parse } from "smol-toml";

export interface TypeWord {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** Names of what it lies under, outermost first. */
  readonly under: readonly string[];
}

export interface Named {
  readonly id: string;
  readonly zh: string;
  readonly en: string;
}

export interface Place {
  readonly name: string;
  readonly kind: string;
  readonly latitudeDeg: number;
  readonly longitudeDeg: number;
  readonly zone: string;
}

/** One step of a response plan: how many units of which kind. */
export interface PlanStep {
  readonly units: number;
  readonly tiers: readonly string[];
  readonly kinds: readonly string[];
  readonly capabilities: readonly string[];
  readonly officersMin: number;
  readonly armed: boolean;
}

export interface Plan {
  readonly name: string;
  /** Its name on a Chinese screen; empty when the policy gives none. */
  readonly zh: string;
  readonly steps: readonly PlanStep[];
  /** Who is asked beside the patrol; empty when nobody is. */
  readonly offers: string;
  readonly informSupervisor: boolean;
}

export interface Words {
  /** The zone of the policy's day. */
  readonly timeZone: string;
  readonly types: readonly TypeWord[];
  readonly byCode: ReadonlyMap<string, TypeWord>;
  readonly dutyLevels: readonly Named[];
  /** Rules by name, with their names on a Chinese screen; those without one are left out. */
  readonly rules: ReadonlyMap<string, string>;
  readonly plans: ReadonlyMap<string, Plan>;
  readonly partners: readonly Named[];
  readonly zones: GeoJSON.FeatureCollection;
  readonly zoneNames: readonly string[];
  readonly places: readonly Place[];
}

type Table = Record<string, unknown>;

export const NO_WORDS: Words = {
  timeZone: "Asia/Shanghai",
  types: [],
  byCode: new Map(),
  dutyLevels: [],
  rules: new Map(),
  plans: new Map(),
  partners: [],
  zones: { type: "FeatureCollection", features: [] },
  zoneNames: [],
  places: [],
};

/** Reads the parts of a policy. What is not understood is left out: the daemon has checked it, this only names things. */
export function readWords(toml: string, zonesGeoJson: string, gazetteerCsv: string): Words {
  const file = parse(toml) as Table;
  const types: TypeWord[] = [];
  const taxonomy = file["taxonomy"] as Table | undefined;
  const walk = (tables: unknown, under: readonly string[], deeper: readonly string[]): void => {
    for (const table of list(tables)) {
      const word = { code: text(table["code"]), zh: text(table["name_zh"]), en: text(table["name_en"]), under };
      types.push(word);
      const [next, ...rest] = deeper;
      if (next) walk(table[next], [...under, word.code], rest);
    }
  };
  walk(taxonomy?.["category"], [], ["type", "subtype"]);
  const zones = readZones(zonesGeoJson);
  return {
    timeZone: text((file["day"] as Table | undefined)?.["time_zone"]) || NO_WORDS.timeZone,
    types,
    byCode: new Map(types.map((word) => [word.code, word])),
    dutyLevels: list(file["duty_level"]).map(named),
    rules: new Map(list(file["rule"]).flatMap((it) => (text(it["name_zh"]) === "" ? [] : [[text(it["name"]), text(it["name_zh"])] as const]))),
    plans: new Map(list(file["plan"]).map(plan).map((it) => [it.name, it])),
    partners: list(file["partner"]).map(named),
    zones,
    zoneNames: zones.features.map((feature) => String(feature.properties?.["name"] ?? "")).filter((name) => name !== ""),
    places: readPlaces(gazetteerCsv),
  };
}

/** Types whose code or name has what was typed, the best first. */
export function findTypes(words: Words, typed: string, max: number): TypeWord[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return words.types.slice(0, max);
  const scored: [number, TypeWord][] = [];
  for (const word of words.types) {
    const score = Math.min(...[word.code, word.zh, word.en].map((name) => scoreOf(name.toLowerCase(), wanted)));
    if (score < 9) scored.push([score, word]);
  }
  return scored.sort((a, b) => a[0] - b[0]).slice(0, max).map(([, word]) => word);
}

function scoreOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  // Each letter group of the input begins a segment: "cr st" finds criminal.robbery.street.
  const at = name.search(new RegExp(`(^|[.\\s-])${escape(wanted)}`));
  if (at >= 0) return 2;
  if (name.includes(wanted)) return 3;
  const segments = name.split(/[.\s-]/);
  const parts = wanted.split(/[.\s]+/);
  let from = 0;
  for (const part of parts) {
    const found = segments.findIndex((segment, index) => index >= from && segment.startsWith(part));
    if (found < 0) return 9;
    from = found + 1;
  }
  return 4;
}

function escape(part: string): string {
  return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function readZones(json: string): GeoJSON.FeatureCollection {
  if (json.trim() === "") return NO_WORDS.zones;
  const parsed = JSON.parse(json) as GeoJSON.FeatureCollection;
  return Array.isArray(parsed.features) ? parsed : NO_WORDS.zones;
}

function readPlaces(csv: string): Place[] {
  const lines = csv.split(/\r?\n/).filter((line) => line !== "");
  const header = (lines[0] ?? "").split(",");
  const column = (name: string) => header.indexOf(name);
  const [name, kind, lat, lon, zone] = [column("name"), column("kind"), column("lat"), column("lon"), column("zone")];
  const places: Place[] = [];
  for (const line of lines.slice(1)) {
    const cells = splitCsv(line);
    const latitudeDeg = Number(cells[lat] ?? NaN);
    const longitudeDeg = Number(cells[lon] ?? NaN);
    if (!Number.isFinite(latitudeDeg) || !Number.isFinite(longitudeDeg)) continue;
    places.push({ name: cells[name] ?? "", kind: cells[kind] ?? "", latitudeDeg, longitudeDeg, zone: cells[zone] ?? "" });
  }
  return places;
}

function splitCsv(line: string): string[] {
  const cells: string[] = [];
  for (const match of line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)) {
    cells.push(match[1] !== undefined ? match[1].replaceAll('""', '"') : (match[2] ?? ""));
  }
  return cells;
}

function plan(table: Table): Plan {
  return {
    name: text(table["name"]),
    zh: text(table["name_zh"]),
    steps: list(table["step"]).map((step) => ({
      units: Number(step["units"] ?? 0),
      tiers: texts(step["tiers"]),
      kinds: texts(step["kinds"]),
      capabilities: texts(step["capabilities"]),
      officersMin: Number(step["officers_min"] ?? 0),
      armed: step["armed"] === true,
    })),
    offers: text(table["offers"]),
    informSupervisor: table["inform_supervisor"] === true,
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === "string") : [];
}

function named(table: Table): Named {
  return { id: text(table["id"]), zh: text(table["name_zh"]), en: text(table["name_en"]) };
}

function list(value: unknown): Table[] {
  return Array.isArray(value) ? (value as Table[]) : [];
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

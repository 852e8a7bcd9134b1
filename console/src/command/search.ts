// Finds what a person names: a unit, an incident, a place, a zone.

import type { World } from "../state/world.ts";
import type { Words } from "../state/words.ts";
import { boundsOf } from "../map/base.ts";
import { Look } from "../state/fleet.ts";
import { tn } from "../i18n/index.ts";

export interface Hit {
  readonly title: string;
  readonly note: string;
  readonly selection: { kind: "incident" | "unit"; name: string } | null;
  /** Longitude and latitude to show; null when the selection does that. */
  readonly place: readonly [number, number] | null;
}

const HITS_MAX = 9;

export function search(world: World, words: Words, typed: string): Hit[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [];
  const hits: Hit[] = [];
  const room = () => hits.length < HITS_MAX;
  for (const incident of world.incidents.values()) {
    if (!room()) break;
    if (!incident.number.toLowerCase().endsWith(wanted)) continue;
    const note = `${tn("state", incident.state)} · ${incident.jurisdiction}`;
    hits.push({ title: incident.number, note, selection: { kind: "incident", name: incident.name }, place: null });
  }
  // Whoever begins with what was typed comes before whoever only has it in the middle.
  for (const begins of [true, false]) {
    for (const unit of world.units.values()) {
      if (!room()) break;
      const at = unit.callsign.toLowerCase().indexOf(wanted);
      if (at < 0 || (at === 0) !== begins) continue;
      const index = world.fleet.indexOf(unit.name);
      const look = index === undefined ? Look.OffDuty : world.fleet.look(index);
      const note = `${tn("unit.state", look)} · ${unit.homeZone}`;
      hits.push({ title: unit.callsign, note, selection: { kind: "unit", name: unit.name }, place: null });
    }
  }
  for (const zone of words.zones.features) {
    const name = String(zone.properties?.["name"] ?? "");
    if (!room() || !name.toLowerCase().includes(wanted)) continue;
    const box = boundsOf({ type: "FeatureCollection", features: [zone] });
    if (box) hits.push({ title: name, note: "", selection: null, place: [(box[0][0] + box[1][0]) / 2, (box[0][1] + box[1][1]) / 2] });
  }
  for (const place of words.places) {
    if (!room()) break;
    if (!place.name.toLowerCase().includes(wanted)) continue;
    hits.push({ title: place.name, note: `${place.kind} ${place.zone}`, selection: null, place: [place.longitudeDeg, place.latitudeDeg] });
  }
  return hits;
}

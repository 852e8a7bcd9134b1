// Where every unit is drawn: flat arrays, so that a hundred thousand of them can go to the graphics card each second.

import type { WatchPositions } from "../gen/patrol/v1/dispatch_pb.ts";
import {
  DispatchState,
  PositionSource,
  Tier,
  UnitActivity,
  type Dispatch,
  type KnownPosition,
  type Unit,
} from "../gen/patrol/v1/types_pb.ts";
import { WGS84, type Frame } from "./datum.ts";

/** How a unit is coloured. The order is that of the palette. */
export enum Look {
  OffDuty = 0,
  Free = 1,
  Unavailable = 2,
  Offered = 3,
  UnderWay = 4,
  OnScene = 5,
  Emergency = 6,
}

/** How a unit is shaped. */
export enum Shape {
  City = 0,
  Town = 1,
  Village = 2,
}

/** The floats of one unit in `data`. */
export const STRIDE = 8;
const FROM_X = 0;
const FROM_Y = 1;
const TO_X = 2;
const TO_Y = 3;
const MOVED_AT = 4;
const FIXED_AT = 5;
const STYLE = 6;
const HEADING = 7;

/** A fix time that says: nobody knows from a fix, the unit is taken to be at its post. */
export const AT_POST = -1e9;

/** How long a movement is drawn out: a little longer than positions are apart, so that units never stand between two. */
export const GLIDE_MS = 1100;

export class Fleet {
  /** `STRIDE` floats a unit: from and to (relative Mercator), moved and fixed at (seconds), style, heading. */
  data = new Float32Array(0);
  /** Names by index. */
  names: string[] = [];
  count = 0;
  /** The point that `data` is relative to, in Mercator units of 0 to 1: floats alone are metres off. */
  origin: readonly [number, number] = [mercatorX(113.75), mercatorY(23.02)];
  /** In which frame places are kept: that of the map. Set it before the first unit. */
  frame: Frame = WGS84;
  /** Counted up whenever `data` changes. */
  version = 0;
  /** When the last unit moved. */
  lastMoveMs = -Infinity;
  /** What is not shown on the map: without a place, or off duty and not in an emergency. */
  private hidden = new Uint8Array(0);
  private looks = new Uint8Array(0);
  private index = new Map<string, number>();
  private epochMs = 0;

  /** Seconds since the first position, as `data` has them. */
  seconds(nowMs: number): number {
    return (nowMs - this.epochMs) / 1000;
  }

  reset(units: Iterable<Unit>, nowMs: number, dispatchOf: (unit: string) => Dispatch | undefined): void {
    if (this.epochMs === 0) this.epochMs = nowMs;
    const before = { data: this.data, index: this.index };
    const all = [...units];
    this.data = new Float32Array(all.length * STRIDE);
    this.hidden = new Uint8Array(all.length);
    this.looks = new Uint8Array(all.length);
    this.names = [];
    this.index = new Map();
    this.count = 0;
    for (const unit of all) {
      const at = this.add(unit.name);
      const old = before.index.get(unit.name);
      if (unit.position) this.put(at, unit.position, nowMs, true);
      else if (old !== undefined) this.data.set(before.data.subarray(old * STRIDE, (old + 1) * STRIDE), at * STRIDE);
      else this.hidden[at] = 2;
      this.dress(unit, dispatchOf(unit.name));
    }
    this.version += 1;
  }

  move(message: WatchPositions, nowMs: number): void {
    if (this.epochMs === 0) this.epochMs = nowMs;
    for (const moved of message.positions) {
      const at = this.index.get(moved.unit);
      if (at === undefined || !moved.position) continue;
      const first = ((this.hidden[at] ?? 0) & 2) !== 0;
      this.hidden[at] = (this.hidden[at] ?? 0) & ~2;
      this.put(at, moved.position, nowMs, first);
      this.data[at * STRIDE + HEADING] =
        moved.headingDeg !== undefined && (moved.speedMps ?? 0) > 0.5 ? moved.headingDeg : -1;
    }
    for (const name of message.gone) {
      const at = this.index.get(name);
      if (at !== undefined) this.hidden[at] = (this.hidden[at] ?? 0) | 2;
      if (at !== undefined) this.paint(at);
    }
    if (message.positions.length > 0) this.lastMoveMs = nowMs;
    this.version += 1;
  }

  /** Gives a unit the shape and the colour of what it is and does. */
  dress(unit: Unit, dispatch: Dispatch | undefined): void {
    let at = this.index.get(unit.name);
    if (at === undefined) {
      at = this.add(unit.name);
      this.hidden[at] = 2;
    }
    const look = lookOf(unit, dispatch);
    this.looks[at] = look;
    const shape = shapeOf(unit.tier);
    this.hidden[at] = ((this.hidden[at] ?? 0) & ~1) | (look === Look.OffDuty ? 1 : 0);
    this.data[at * STRIDE + STYLE] = shape * 16 + look;
    this.paint(at);
    this.version += 1;
  }

  /** A unit that is not to be seen any more. Should it come back, it is dressed and placed anew. */
  drop(name: string): void {
    const at = this.index.get(name);
    if (at === undefined) return;
    this.looks[at] = Look.OffDuty;
    this.hidden[at] = 3;
    this.paint(at);
    this.version += 1;
  }

  indexOf(name: string): number | undefined {
    return this.index.get(name);
  }

  isHidden(at: number): boolean {
    return this.hidden[at] !== 0;
  }

  look(at: number): Look {
    return this.looks[at] ?? Look.OffDuty;
  }

  /** How old a unit's fix is in seconds; null when it is taken to be at its post. */
  fixAge(at: number, nowMs: number): number | null {
    const fixed = this.data[at * STRIDE + FIXED_AT] ?? AT_POST;
    return fixed <= AT_POST / 2 ? null : this.seconds(nowMs) - fixed;
  }

  /** Where a unit is drawn at a moment, in Mercator units. */
  place(at: number, nowMs: number): [number, number] {
    const base = at * STRIDE;
    const moved = this.data[base + MOVED_AT] ?? 0;
    const t = clamp01((this.seconds(nowMs) - moved) / (GLIDE_MS / 1000));
    const x = mix(this.data[base + FROM_X] ?? 0, this.data[base + TO_X] ?? 0, t);
    const y = mix(this.data[base + FROM_Y] ?? 0, this.data[base + TO_Y] ?? 0, t);
    return [x + this.origin[0], y + this.origin[1]];
  }

  /** Where a unit is at a moment, in degrees of WGS-84. */
  lngLat(at: number, nowMs: number): [number, number] {
    const [x, y] = this.place(at, nowMs);
    return this.frame.from(longitude(x), latitude(y));
  }

  private add(name: string): number {
    const at = this.count;
    if ((at + 1) * STRIDE > this.data.length) {
      const room = Math.max(16, this.count * 2);
      this.data = grown(this.data, new Float32Array(room * STRIDE));
      this.hidden = grown(this.hidden, new Uint8Array(room));
      this.looks = grown(this.looks, new Uint8Array(room));
    }
    this.index.set(name, at);
    this.names[at] = name;
    this.count += 1;
    this.data[at * STRIDE + HEADING] = -1;
    return at;
  }

  private put(at: number, known: KnownPosition, nowMs: number, jump: boolean): void {
    const position = known.position;
    if (!position) return;
    const base = at * STRIDE;
    const [lng, lat] = this.frame.to(position.longitudeDeg, position.latitudeDeg);
    const x = mercatorX(lng) - this.origin[0];
    const y = mercatorY(lat) - this.origin[1];
    const now = this.seconds(nowMs);
    const [oldX, oldY] = this.place(at, nowMs);
    // A leap across the city is a correction, not a ride.
    const far = Math.hypot(oldX - this.origin[0] - x, oldY - this.origin[1] - y) > 5e-5;
    this.data[base + FROM_X] = jump || far ? x : oldX - this.origin[0];
    this.data[base + FROM_Y] = jump || far ? y : oldY - this.origin[1];
    this.data[base + TO_X] = x;
    this.data[base + TO_Y] = y;
    this.data[base + MOVED_AT] = now;
    this.data[base + FIXED_AT] =
      known.source === PositionSource.POST ? AT_POST : now - Number(known.ageMs ?? 0n) / 1000;
    this.paint(at);
  }

  /** What is hidden has a negative style; the card then draws nothing. */
  private paint(at: number): void {
    const base = at * STRIDE + STYLE;
    const style = Math.abs(this.data[base] ?? 0);
    this.data[base] = this.isHidden(at) ? -Math.max(style, 1) : style;
  }
}

export function lookOf(unit: Unit, dispatch: Dispatch | undefined): Look {
  if (unit.emergency !== "") return Look.Emergency;
  if (!unit.duty) return Look.OffDuty;
  switch (unit.duty.activity) {
    case UnitActivity.UNAVAILABLE:
      return Look.Unavailable;
    case UnitActivity.ON_DISPATCH:
      switch (dispatch?.state) {
        case DispatchState.ARRIVED:
          return Look.OnScene;
        case DispatchState.DEPARTED:
        case DispatchState.SIGNED_IN:
          return Look.UnderWay;
        default:
          return Look.Offered;
      }
    default:
      return Look.Free;
  }
}

export function shapeOf(tier: Tier): Shape {
  if (tier === Tier.CITY) return Shape.City;
  return tier === Tier.TOWN ? Shape.Town : Shape.Village;
}

export function mercatorX(longitudeDeg: number): number {
  return longitudeDeg / 360 + 0.5;
}

export function mercatorY(latitudeDeg: number): number {
  const sine = Math.sin((latitudeDeg * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export function longitude(x: number): number {
  return (x - 0.5) * 360;
}

export function latitude(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

/** Metres between two places as the crow flies. */
export function distanceM(a: readonly [number, number], b: readonly [number, number]): number {
  const rad = Math.PI / 180;
  const dLat = (b[1] - a[1]) * rad;
  const dLng = (b[0] - a[0]) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(dLng / 2) ** 2;
  return 2 * 6_371_008.8 * Math.asin(Math.min(1, Math.sqrt(h)));
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

function clamp01(t: number): number {
  return t < 0 ? 0 : t > 1 ? 1 : t;
}

function grown<T extends Float32Array | Uint8Array>(old: T, room: T): T {
  room.set(old as never);
  return room;
}

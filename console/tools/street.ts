// Radios for a daemon without any: units check in, move, and do what they are told. For tests and for trying things out.
//
//   npx tsx tools/street.ts http://127.0.0.1:7443 --units 400 --reports-every 20
//
// It speaks for the units as a gateway would, over gRPC-Web, since a browser's library is all that it needs.

import { Code, ConnectError, createClient, type Client } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { pathToFileURL } from "node:url";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { UnitService } from "../src/gen/patrol/v1/unit_pb.ts";
import {
  Datum,
  DispatchState,
  Rank,
  ReportFlag,
  ReportSource,
  Step,
  type Dispatch,
  type Unit,
} from "../src/gen/patrol/v1/types_pb.ts";
import { distanceM } from "../src/state/fleet.ts";

export interface StreetOptions {
  /** How many units check in. */
  readonly units: number;
  /** Which callsigns, when not any. */
  readonly only?: (unit: Unit) => boolean;
  /** Metres a second on the way. */
  readonly speedMps: number;
  /** How long each step takes. */
  readonly stepMs: number;
  /** How long at the scene. */
  readonly sceneMs: number;
  /** How often positions are sent. */
  readonly tickMs: number;
  /** Units that do nothing by themselves. */
  readonly manual: boolean;
}

const DEFAULTS: StreetOptions = { units: 200, speedMps: 14, stepMs: 1500, sceneMs: 25_000, tickMs: 1000, manual: false };
const AT_ONCE = 40;
const BATCH = 400;

interface Radio {
  readonly name: string;
  lng: number;
  lat: number;
  heading: number;
  speed: number;
  goal: [number, number] | null;
  dispatch: Dispatch | null;
  nextAt: number;
  beat: [number, number];
  sequence: bigint;
}

export class Street {
  readonly radios = new Map<string, Radio>();
  readonly options: StreetOptions;
  private readonly units: Client<typeof UnitService>;
  private readonly desk: Client<typeof DispatchService>;
  private stopped = new AbortController();
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(baseUrl: string, options: Partial<StreetOptions> = {}) {
    this.options = { ...DEFAULTS, ...options };
    const transport = createGrpcWebTransport({ baseUrl });
    this.units = createClient(UnitService, transport);
    this.desk = createClient(DispatchService, transport);
  }

  /** Lets units check in at their posts or in the middle of the city. */
  async start(): Promise<void> {
    const all: Unit[] = [];
    for (let pageToken = ""; ; ) {
      const page = await this.desk.listUnits({ pageSize: 1000, pageToken });
      all.push(...page.units);
      pageToken = page.nextPageToken;
      if (pageToken === "") break;
    }
    const fits = all.filter((unit) => this.options.only?.(unit) ?? true);
    // Evenly over the roster, so that every tier and zone has some.
    const every = Math.max(1, fits.length / this.options.units);
    const chosen: Unit[] = [];
    for (let at = 0; at < fits.length && chosen.length < this.options.units; at += every) {
      const unit = fits[Math.floor(at)];
      if (unit) chosen.push(unit);
    }
    for (let at = 0; at < chosen.length; at += AT_ONCE) {
      await Promise.all(chosen.slice(at, at + AT_ONCE).map((unit, index) => this.checkIn(unit, at + index)));
    }
    await this.report();
    void this.follow();
    this.timer = setInterval(() => void this.tick(), this.options.tickMs);
  }

  stop(): void {
    this.stopped.abort();
    if (this.timer) clearInterval(this.timer);
  }

  /** What a unit says of its dispatch. */
  async say(unit: string, step: Step): Promise<void> {
    const radio = this.radios.get(unit);
    if (!radio?.dispatch) throw new Error(`${unit} is on no dispatch`);
    await this.units.advanceDispatch({ dispatch: radio.dispatch.name, unit, step, reason: step === Step.DECLINED ? "on another errand" : "" });
  }

  /** Sets a unit somewhere. */
  async put(unit: string, lat: number, lng: number): Promise<void> {
    const radio = this.radios.get(unit);
    if (!radio) throw new Error(`${unit} has no radio`);
    Object.assign(radio, { lat, lng, speed: 0, goal: null, beat: [lng, lat] });
    await this.report([radio]);
  }

  private async checkIn(unit: Unit, index: number): Promise<void> {
    const at = unit.position?.position;
    const beat: [number, number] = at ? [at.longitudeDeg, at.latitudeDeg] : [113.75, 23.02];
    const crew = [
      { person: `p-${unit.callsign}-1`, rank: Rank.OFFICER },
      { person: `p-${unit.callsign}-2`, rank: Rank.AUXILIARY },
    ];
    if (!unit.duty) {
      // A unit that is asked for twice is on duty once: the second answer is a refusal that says so.
      await patiently(() => this.units.startDuty({ unit: unit.name, checkIn: { crew, vehicle: `粤S${1000 + index}警`, armed: index % 5 === 0, radioGroup: "350-1" } }));
    }
    const spread = () => (chance() - 0.5) * 0.02;
    this.radios.set(unit.name, {
      name: unit.name,
      lng: beat[0] + spread(),
      lat: beat[1] + spread(),
      heading: chance() * 360,
      speed: 0,
      goal: null,
      dispatch: null,
      nextAt: 0,
      beat,
      sequence: 0n,
    });
  }

  private async follow(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      try {
        const watch = this.desk.watch({ resumeSequence: 0n }, { signal: this.stopped.signal });
        for await (const { message } of watch) {
          if (message.case !== "snapshot" && message.case !== "change") continue;
          for (const dispatch of message.value.dispatches) this.hear(dispatch);
          for (const incident of message.value.incidents) {
            if (incident.position) this.places.set(incident.name, [incident.position.longitudeDeg, incident.position.latitudeDeg]);
          }
        }
      } catch {
        if (!this.stopped.signal.aborted) await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  private readonly places = new Map<string, [number, number]>();

  private hear(dispatch: Dispatch): void {
    const radio = this.radios.get(dispatch.unit);
    if (!radio) return;
    const open = dispatch.state <= DispatchState.ARRIVED;
    if (!open) {
      if (radio.dispatch?.name === dispatch.name) Object.assign(radio, { dispatch: null, goal: null });
      return;
    }
    if (radio.dispatch?.state !== dispatch.state) radio.nextAt = Date.now() + this.options.stepMs * (0.6 + chance());
    radio.dispatch = dispatch;
    if (dispatch.state === DispatchState.ARRIVED) radio.nextAt = Date.now() + this.options.sceneMs * (0.6 + chance());
  }

  private async tick(): Promise<void> {
    const seconds = this.options.tickMs / 1000;
    const now = Date.now();
    const moved: Radio[] = [];
    for (const radio of this.radios.values()) {
      const state = radio.dispatch?.state;
      if (state === DispatchState.DEPARTED) radio.goal = this.places.get(radio.dispatch?.incident ?? "") ?? null;
      else if (radio.dispatch) radio.goal = null;
      else if (!this.options.manual && !radio.goal && chance() < 0.05) {
        radio.goal = [radio.beat[0] + (chance() - 0.5) * 0.03, radio.beat[1] + (chance() - 0.5) * 0.03];
      }
      if (radio.goal && move(radio, radio.goal, (radio.dispatch ? 1 : 0.5) * this.options.speedMps * seconds)) {
        radio.goal = null;
        if (radio.dispatch && !this.options.manual) await this.try(radio, Step.ARRIVED);
      }
      if (radio.goal || now % 10_000 < this.options.tickMs) moved.push(radio);
      if (!this.options.manual && radio.dispatch && now >= radio.nextAt) await this.advance(radio);
    }
    await this.report(moved).catch(() => undefined);
  }

  private async advance(radio: Radio): Promise<void> {
    radio.nextAt = Date.now() + 60_000;
    switch (radio.dispatch?.state) {
      case DispatchState.OFFERED:
        return this.try(radio, Step.SIGNED_IN);
      case DispatchState.SIGNED_IN:
        return this.try(radio, Step.DEPARTED);
      case DispatchState.ARRIVED:
        return this.try(radio, Step.FINISHED);
      default:
    }
  }

  private async try(radio: Radio, step: Step): Promise<void> {
    await this.say(radio.name, step).catch(() => undefined);
  }

  private async report(radios: readonly Radio[] = [...this.radios.values()]): Promise<void> {
    for (let at = 0; at < radios.length; at += BATCH) {
      await this.units.reportPositionBatch({
        fixes: radios.slice(at, at + BATCH).map((radio) => {
          radio.sequence += 1n;
          return {
            unit: radio.name,
            position: { latitudeDeg: radio.lat, longitudeDeg: radio.lng, datum: Datum.WGS84 },
            boot: 1,
            sequence: radio.sequence,
            accuracyM: 8,
            speedMps: radio.speed,
            headingDeg: radio.heading,
          };
        }),
      });
    }
  }
}

/** Once more, after a moment, when a line broke in a crowd. */
async function patiently(act: () => Promise<unknown>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await act();
      return;
    } catch (error) {
      if (error instanceof ConnectError && error.code === Code.FailedPrecondition) return;
      if (attempt === 4) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
    }
  }
}

/** Moves a radio; tells whether it is there. */
function move(radio: Radio, goal: [number, number], metres: number): boolean {
  const away = distanceM([radio.lng, radio.lat], goal);
  if (away <= metres) {
    Object.assign(radio, { lng: goal[0], lat: goal[1], speed: 0 });
    return true;
  }
  const east = (goal[0] - radio.lng) * Math.cos((radio.lat * Math.PI) / 180);
  const north = goal[1] - radio.lat;
  radio.heading = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  radio.speed = metres;
  radio.lng += ((goal[0] - radio.lng) * metres) / away;
  radio.lat += ((goal[1] - radio.lat) * metres) / away;
  return false;
}

let seed = 20191123;
/** Chance that can be had again. */
function chance(): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return seed / 2_147_483_648;
}

const CALLS: readonly [string, string, readonly ReportFlag[]][] = [
  ["traffic", "两车追尾，人没事，堵路了", []],
  ["traffic.accident-injury", "摩托车撞倒行人，腿流血", [ReportFlag.INJURED]],
  ["criminal.snatching.riding", "骑摩托的抢了手袋，往东跑了", [ReportFlag.SUSPECT_FLEEING]],
  ["criminal.theft", "店里手机被偷", []],
  ["dispute", "邻居吵架", []],
  ["help", "老人走失", []],
  ["order", "烧烤档有人打架", [ReportFlag.IN_PROGRESS, ReportFlag.CROWD]],
  ["criminal.robbery.street", "有人持刀抢劫", [ReportFlag.WEAPON]],
];

/** A call to somewhere in the city, as the telephone platform files it. */
export async function call(baseUrl: string, number: number, toDesk = ""): Promise<void> {
  const desk = createClient(DispatchService, createGrpcWebTransport({ baseUrl }));
  const [typeCode, narrative, flags] = CALLS[number % CALLS.length] ?? ["", "", []];
  const place = { latitudeDeg: 22.86 + chance() * 0.2, longitudeDeg: 113.64 + chance() * 0.4, datum: Datum.WGS84 };
  const base = { source: ReportSource.VOICE_110, place: { automaticPosition: place, address: "演示路 8 号" }, caller: { displayName: "演示人员", phone: `000${1000 + number}` }, narrative, flags: [...flags], desk: toDesk };
  await desk.fileReport({ ...base, typeCode }).catch(() => desk.fileReport({ ...base, typeCode: typeCode.split(".")[0] ?? "" }).catch(() => undefined));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const option = (name: string, otherwise: number): number => {
    const at = process.argv.indexOf(`--${name}`);
    return at < 0 ? otherwise : Number(process.argv[at + 1]);
  };
  const baseUrl = process.argv[2] ?? "http://127.0.0.1:7443";
  const street = new Street(baseUrl, { units: option("units", 400) });
  await street.start();
  console.log(`${street.radios.size} units on duty`);
  let number = 0;
  setInterval(() => void call(baseUrl, number++), option("reports-every", 20) * 1000);
  const initial = option("reports", 10);
  while (number < initial) await call(baseUrl, number++);
}

import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { describe, expect, it } from "vitest";
import { clustersOf } from "../src/map/clusters.ts";
import { inside, zoneNames } from "../src/map/base.ts";
import { saysTooMuch } from "../src/api/client.ts";
import { refusalOf } from "../src/api/refusal.ts";
import { requestId } from "../src/api/request-id.ts";
import { Code, ConnectError } from "@connectrpc/connect";
import { complete, namesOf } from "../src/command/complete.ts";
import { parseCommand } from "../src/command/parse.ts";
import { WatchEventKind } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { en } from "../src/i18n/en.ts";
import { zh } from "../src/i18n/zh.ts";
import { clock, instantOf, localTime, setTimeZone, shortNumber, span } from "../src/i18n/format.ts";
import { clocksOf, facesOf, remainingMs, runningClock, tellingOf, tooLate, unheard } from "../src/state/clocks.ts";
import { distanceM, latitude, longitude, Look, mercatorX, mercatorY } from "../src/state/fleet.ts";
import { fromGcj02, toGcj02 } from "../src/state/datum.ts";
import { nearIncidents } from "../src/state/near.ts";
import { mineOf, queueOf, rings, tally } from "../src/state/queue.ts";
import { World } from "../src/state/world.ts";
import { findTypes, NO_WORDS, readWords } from "../src/state/words.ts";
import {
  ClockKind,
  Delivery,
  DispatchSchema,
  DispatchState,
  DispositionKind,
  IncidentSchema,
  IncidentState,
  Level,
  Severity,
  Step,
  UnavailableReason,
} from "../src/gen/patrol/v1/types_pb.ts";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { evening } from "./recorded.ts";

function told(): World {
  const world = new World();
  evening().forEach((message, index) => world.apply(message, index * 400));
  return world;
}

describe("the queue", () => {
  it("puts the graver first, then the older", () => {
    const entries = queueOf(told(), { text: "", jurisdiction: "", mine: "", closed: false });
    expect(entries.length).toBeGreaterThan(1);
    for (const [a, b] of entries.slice(1).map((entry, index) => [entries[index], entry] as const)) {
      expect(a && (a.level < b.level || (a.level === b.level && a.sinceMs <= b.sinceMs))).toBe(true);
    }
  });

  it("rings for a level 1 that no desk has, and for nothing else", () => {
    const base = { name: "incidents/1", state: IncidentState.WAITING, classification: { level: Level.ONE } };
    const rung = (over: object) => rings(create(IncidentSchema, { ...base, ...over }));
    expect(rung({})).toBe(true);
    // What nobody has classified yet counts as the gravest.
    expect(rung({ classification: { level: Level.UNSPECIFIED } })).toBe(true);
    expect(rung({ desk: "desk-1" })).toBe(false);
    expect(rung({ state: IncidentState.CLOSED })).toBe(false);
    expect(rung({ training: true })).toBe(false);
    expect(rung({ classification: { level: Level.TWO } })).toBe(false);
  });

  it("counts what a desk has open, and what of it only waits to be closed", () => {
    const world = told();
    expect(mineOf(world, "")).toEqual({ open: 0, toClose: 0 });
    expect(mineOf(world, "desk-nobody")).toEqual({ open: 0, toClose: 0 });
    const mine = (name: string, over: object) =>
      world.incidents.set(name, create(IncidentSchema, { name, desk: "desk-nobody", state: IncidentState.RESPONDING, ...over }));
    mine("incidents/a", {});
    mine("incidents/b", {});
    mine("incidents/c", { state: IncidentState.CLOSED });
    const sent = create(DispatchSchema, { name: "dispatches/b", incident: "incidents/b", unit: "units/R11", state: DispatchState.FINISHED });
    world.dispatchesOf = (incident) => (incident === "incidents/b" ? [sent] : []);
    expect(mineOf(world, "desk-nobody")).toEqual({ open: 2, toClose: 1 });
  });

  it("counts what is open", () => {
    const counts = tally(told());
    expect(counts.open.reduce((a, b) => a + b)).toBe(3);
    expect(counts.ringing).toBe(1);
  });
});

describe("the five clocks", () => {
  const at = (ms: number) => timestampFromMs(1_000_000 + ms);
  const timers = [
    { clock: ClockKind.ARRIVE, severity: Severity.WARNING, afterMs: 300_000n },
    { clock: ClockKind.ARRIVE, severity: Severity.BREACH, afterMs: 600_000n },
  ];
  const dispatch = (over: object) => create(DispatchSchema, { offerTime: at(0), timers, ...over });

  it("run from the offer, or from the arrival, and stop when it happened", () => {
    const it1 = dispatch({ state: DispatchState.DEPARTED, clocks: { signInTime: at(4000), departTime: at(9000) } });
    const states = clocksOf(it1, 1_000_000 + 60_000).map((it) => [it.kind, it.state, it.elapsedMs]);
    expect(states).toEqual([
      [ClockKind.SIGN_IN, "stopped", 4000],
      [ClockKind.DEPART, "stopped", 9000],
      [ClockKind.ARRIVE, "running", 60_000],
      [ClockKind.FEEDBACK, "idle", null],
      [ClockKind.ON_SCENE, "idle", null],
    ]);
    expect(runningClock(it1, 1_000_000 + 300_000)?.state).toBe("warning");
    expect(runningClock(it1, 1_000_000 + 600_000)?.state).toBe("breach");
  });

  it("stop running when the dispatch is over, and skip what was never said", () => {
    const over = dispatch({ state: DispatchState.RECALLED });
    expect(runningClock(over, 2_000_000)).toBeNull();
    const arrived = dispatch({ state: DispatchState.ARRIVED, clocks: { arriveTime: at(50_000) } });
    expect(clocksOf(arrived, 1_060_000).map((it) => it.state)).toEqual(["idle", "idle", "stopped", "running", "running"]);
  });

  it("says that an order was not heard until it was, or somebody signed in", () => {
    const order = { deliverByTime: at(20_000) };
    expect(unheard(dispatch({ state: DispatchState.OFFERED, order }), 1_019_999)).toBe(false);
    expect(unheard(dispatch({ state: DispatchState.OFFERED, order }), 1_020_000)).toBe(true);
    expect(unheard(dispatch({ state: DispatchState.OFFERED, order: { ...order, deliverTime: at(1) } }), 1_020_000)).toBe(false);
    expect(unheard(dispatch({ state: DispatchState.SIGNED_IN, order, clocks: { signInTime: at(9) } }), 1_020_000)).toBe(false);
    expect(unheard(dispatch({ state: DispatchState.RECALLED, order }), 1_020_000)).toBe(false);
  });

  it("show as waited for only the first that has not happened, and a later one once its own threshold has passed", () => {
    const faces = (over: object, now: number) => facesOf(clocksOf(dispatch(over), 1_000_000 + now));
    expect(faces({ state: DispatchState.OFFERED }, 5000)).toEqual(["counting", "later", "later", "idle", "idle"]);
    const signed = { state: DispatchState.SIGNED_IN, clocks: { signInTime: at(4000) } };
    expect(faces(signed, 5000)).toEqual(["stopped", "counting", "later", "idle", "idle"]);
    expect(faces(signed, 300_000)).toEqual(["stopped", "counting", "counting", "idle", "idle"]);
    expect(faces({ state: DispatchState.ARRIVED, clocks: { arriveTime: at(9) } }, 10)).toEqual(["idle", "idle", "stopped", "counting", "later"]);
    expect(faces({ state: DispatchState.FINISHED, clocks: { arriveTime: at(9), finishTime: at(10) } }, 20).at(-1)).toBe("stopped");
  });

  it("asks for the voice only when it is due: at once without a device, with one when its time is over", () => {
    const offer = { state: DispatchState.OFFERED, offerExpireTime: at(60_000) };
    const device = { deliverByTime: at(20_000), delivery: Delivery.DEVICE };
    const telling = (over: object, now: number) => tellingOf(dispatch({ ...offer, ...over }), 1_000_000 + now);
    expect(telling({ order: device }, 5000)).toEqual({ what: "device", deviceLeftMs: 15_000, signInLeftMs: 55_000 });
    expect(telling({ order: device }, 20_000)?.what).toBe("unheard");
    expect(telling({ order: { ...device, deliverTime: at(1) } }, 30_000)).toEqual({ what: "delivered", signInLeftMs: 30_000 });
    const voice = { ...device, delivery: Delivery.VOICE_ONLY };
    expect(telling({ order: voice }, 0)).toEqual({ what: "voice", signInLeftMs: 60_000 });
    expect(telling({ order: voice }, 70_000)).toEqual({ what: "voice", signInLeftMs: null });
    expect(telling({ order: voice, state: DispatchState.SIGNED_IN, clocks: { signInTime: at(9) } }, 10)).toBeNull();
    expect(telling({ order: voice, state: DispatchState.RECALLED }, 10)).toBeNull();
  });

  it("says by how much the soonest misses the target, and nothing while it can be met", () => {
    expect(tooLate([223_000, null, 262_000], 58_000, 0)).toEqual({ soonestMs: 223_000, lateMs: 165_000 });
    expect(tooLate([50_000], 58_000, 0)).toBeNull();
    expect(tooLate([58_999], 58_000, 0)).toBeNull();
    expect(tooLate([null], 58_000, 0)).toBeNull();
    expect(tooLate([50_000], null, 0)).toBeNull();
  });

  it("tells the time to arrive by the share of the way that is left", () => {
    const it1 = dispatch({ distanceM: 2000, travelTimeMs: 240_000n });
    expect(remainingMs(it1, 1000)).toBe(120_000);
    expect(remainingMs(dispatch({}), 1000)).toBeNull();
  });
});

describe("the command line", () => {
  const names = namesOf(told());
  const ok = (line: string) => {
    const parsed = parseCommand(line, names);
    return "ok" in parsed ? parsed.ok : parsed.fault;
  };

  it("reads every verb", () => {
    const [one] = names.incidents("0001");
    const incident = one?.name ?? "";
    expect(incident).toMatch(/^incidents\//);
    expect(ok("d 1 R11 R12")).toEqual({ kind: "dispatch", incident, units: ["units/R11", "units/R12"], reason: "" });
    expect(ok("d 0001 r11 : 最近")).toEqual({ kind: "dispatch", incident, units: ["units/R11"], reason: "最近" });
    expect(ok("d 0001 R11 ：最近")).toMatchObject({ reason: "最近" });
    expect(ok("e R12")).toEqual({ kind: "show-unit", unit: "units/R12" });
    expect(ok("i 0001")).toEqual({ kind: "show-incident", incident });
    expect(ok("0001")).toEqual({ kind: "show-incident", incident });
    expect(ok("R13")).toEqual({ kind: "show-unit", unit: "units/R13" });
    expect(ok("r R12: held up")).toEqual({ kind: "recall", unit: "units/R12", reason: "held up" });
    expect(ok("t 1")).toEqual({ kind: "take", incident });
    expect(ok("c 1 false")).toEqual({ kind: "close", incident, disposition: DispositionKind.FALSE_ALARM, remark: "" });
    expect(ok("c 1 误报")).toMatchObject({ disposition: DispositionKind.FALSE_ALARM });
    expect(ok("n 1 门牌: 8 号")).toEqual({ kind: "note", incident, text: "门牌: 8 号" });
    expect(ok("h 1 desk-2")).toEqual({ kind: "hand-over", incident, desk: "desk-2" });
    const into = names.incidents("0002")[0]?.name ?? "";
    expect(ok("l 1 2")).toEqual({ kind: "link", incident, into });
    expect(ok("l 1")).toMatchObject({ key: "command.needs" });
    expect(ok("l 1 9999")).toMatchObject({ key: "command.no_incident" });
    expect(ok("s R12 到达")).toEqual({ kind: "step", unit: "units/R12", step: Step.ARRIVED });
    expect(ok("s R12 dep")).toEqual({ kind: "step", unit: "units/R12", step: Step.DEPARTED });
    expect(ok("/R1")).toEqual({ kind: "search", text: "R1" });
    expect(ok("?")).toEqual({ kind: "help" });
  });

  it("reads what a desk does beside sending and closing", () => {
    const words = { ...NO_WORDS, partners: [{ id: "fire-brigade", zh: "消防", en: "Fire brigade" }], zoneNames: ["莞城", "莞城西", "虎门"] };
    const named = namesOf(told(), words);
    const ok = (line: string) => {
      const parsed = parseCommand(line, named);
      return "ok" in parsed ? parsed.ok : parsed.fault;
    };
    const incident = named.incidents("0001")[0]?.name ?? "";
    const into = named.incidents("0002")[0]?.name ?? "";
    expect(ok("m R12 2")).toEqual({ kind: "move", incident: into, units: ["units/R12"], reason: "" });
    expect(ok("m R12 R13 2 : graver")).toEqual({ kind: "move", incident: into, units: ["units/R12", "units/R13"], reason: "graver" });
    expect(ok("m R12")).toMatchObject({ key: "command.needs", values: { what: "number" } });
    expect(ok("m R99 2")).toMatchObject({ key: "command.no_unit" });
    expect(ok("a 1")).toEqual({ kind: "amend", incident });
    expect(ok("u 1 2 : another shop")).toEqual({ kind: "unlink", incident, place: 2, reason: "another shop" });
    expect(ok("u 1")).toMatchObject({ key: "command.needs" });
    expect(ok("p 1 消防 : 火情")).toEqual({ kind: "refer", incident, partner: "fire-brigade", reason: "火情" });
    expect(ok("p 1 fire")).toMatchObject({ key: "command.needs", values: { what: ": reason" } });
    expect(ok("p 1 navy : reason")).toMatchObject({ key: "command.no_partner" });
    expect(ok("j 1 莞城")).toEqual({ kind: "propose", incident, zone: "莞城", reason: "" });
    expect(ok("j 1 莞")).toMatchObject({ key: "command.no_zone" });
    expect(ok("j 1 no : ours")).toEqual({ kind: "answer", incident, accepted: false, reason: "ours" });
    expect(ok("f 1 R12")).toEqual({ kind: "follow", incident, unit: "units/R12" });
    expect(ok("f 1 -")).toEqual({ kind: "follow", incident, unit: "" });
    expect(ok("w 1 R12 20 : knows him")).toEqual({ kind: "hold", incident, unit: "units/R12", minutes: 20, reason: "knows him" });
    expect(ok("w 1 R12 20")).toMatchObject({ key: "command.needs", values: { what: ": reason" } });
    expect(ok("w 1 R12")).toMatchObject({ key: "command.needs", values: { what: "minutes" } });
    expect(ok("o R12 虎 8")).toEqual({ kind: "lend", unit: "units/R12", zone: "虎门", hours: 8, reason: "" });
    expect(ok("o R12 back")).toEqual({ kind: "end-loan", unit: "units/R12", reason: "" });
    expect(ok("o R12 虎门")).toMatchObject({ key: "command.needs", values: { what: "hours" } });
    expect(ok("b R12 refuelling 15")).toEqual({ kind: "out", unit: "units/R12", why: UnavailableReason.REFUELLING, minutes: 15, reason: "" });
    expect(ok("b R12 back")).toEqual({ kind: "back", unit: "units/R12" });
    expect(ok("x 1 : all is well")).toEqual({ kind: "end-emergency", incident, said: "all is well" });
    expect(ok("x 1")).toMatchObject({ key: "command.needs" });
    const world = told();
    const list = (line: string) => complete(line, world, 9, undefined, words).map((it) => it.word);
    expect(list("p 1 f")).toEqual(["fire-brigade"]);
    expect(list("j 1 虎")).toEqual(["虎门"]);
    expect(list("o R12 b")).toEqual(["back"]);
    expect(list("b R12 ref")).toEqual(["refuelling"]);
    expect(list("m R1")).toContain("R12");
    expect(list("m R12 000")).toContain("0002");
  });

  it("never guesses whom to send", () => {
    expect(ok("d 1 R1")).toMatchObject({ key: "command.many_units", values: { word: "R1", n: 4 } });
    expect(ok("d 1 R99")).toMatchObject({ key: "command.no_unit" });
    expect(ok("d 9999 R11")).toMatchObject({ key: "command.no_incident" });
    expect(ok("d 1")).toMatchObject({ key: "command.needs" });
    expect(ok("z 1")).toMatchObject({ key: "command.unknown" });
    expect(ok("c 1 d")).toMatchObject({ kind: "close", disposition: DispositionKind.DROPPED });
    expect(ok("c 1 nonsense")).toMatchObject({ key: "command.needs" });
    // A callsign inside another one is exact.
    expect(ok("e 莞城-01")).toEqual({ kind: "show-unit", unit: "units/莞城-01" });
  });

  it("proposes free units to send and busy ones to recall", () => {
    const world = told();
    const free = complete("d 0001 ", world, 99).map((it) => it.word);
    const busy = complete("r ", world, 99).map((it) => it.word);
    for (const word of free) expect(world.fleet.look(world.fleet.indexOf(`units/${word}`) as number)).toBe(Look.Free);
    expect(free.some((word) => busy.includes(word))).toBe(false);
    expect(free.length + busy.length).toBe(7);
  });
});

describe("a report that is being taken", () => {
  it("proposes what is near, not what is far, old or closed", () => {
    const base = { state: IncidentState.WAITING, openTime: timestampFromMs(1_000_000), classification: { typeCode: "criminal.theft" } };
    const position = (north: number) => ({ latitudeDeg: 23 + north / 111_195, longitudeDeg: 113.7 });
    const all = [
      create(IncidentSchema, { ...base, name: "far", position: position(401) }),
      create(IncidentSchema, { ...base, name: "other", position: position(50), classification: { typeCode: "dispute" } }),
      create(IncidentSchema, { ...base, name: "near", position: position(300) }),
      create(IncidentSchema, { ...base, name: "closed", position: position(10), state: IncidentState.CLOSED }),
      create(IncidentSchema, { ...base, name: "nowhere" }),
    ];
    const found = (nowMs: number) => nearIncidents(all, [113.7, 23], "criminal.theft.pocket", nowMs).map((it) => it.incident.name);
    expect(found(1_060_000)).toEqual(["near", "other"]);
    expect(found(1_000_000 + 3_600_001)).toEqual([]);
  });

  it("finds types by code, Chinese and English, and the default policy is understood", () => {
    const toml = readFileSync(join(import.meta.dirname, "../../config/policy/dongguan.toml"), "utf8");
    const words = readWords(toml, "", 'name,kind,lat,lon,zone\n"灯杆, 17",lamp-post,23.1,113.7,莞城街道\n');
    expect(words.timeZone).toBe("Asia/Shanghai");
    expect(words.types.length).toBeGreaterThan(60);
    expect(words.byCode.get("criminal.robbery.street")?.zh).toBe("路面抢劫");
    expect(findTypes(words, "路面", 5)[0]?.code).toBe("criminal.robbery.street");
    expect(findTypes(words, "street rob", 5)[0]?.code).toBe("criminal.robbery.street");
    expect(findTypes(words, "cr ro st", 5)[0]?.code).toBe("criminal.robbery.street");
    expect(findTypes(words, "(((", 5)).toEqual([]);
    expect(words.places[0]).toMatchObject({ name: "灯杆, 17", latitudeDeg: 23.1 });
    expect(words.dutyLevels.map((it) => it.id)).toEqual(["routine", "enhanced", "highest"]);
  });

  it("knows the Chinese names of rules and plans where the policy gives any", () => {
    const words = readWords('[[rule]]\nname = "two robberies"\nname_zh = "两抢"\n[[rule]]\nname = "rest"\n[[plan]]\nname = "serious"\nname_zh = "严重"\n[[plan]]\nname = "all"\n', "", "");
    expect([...words.rules]).toEqual([["two robberies", "两抢"]]);
    expect([...words.plans.values()].map((it) => [it.name, it.zh])).toEqual([["serious", "严重"], ["all", ""]]);
  });
});

describe("texts", () => {
  it("stand in both languages with the same values to fill in", () => {
    expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
    const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((it) => it[1]).sort();
    for (const [key, text] of Object.entries(en)) {
      expect(holes(zh[key as keyof typeof en]), key).toEqual(holes(text));
    }
  });

  it("name everything that can happen", () => {
    const kinds = Object.values(WatchEventKind).filter((it) => typeof it === "number" && it !== 0);
    expect(kinds.filter((kind) => !(`happened.${kind}` in en))).toEqual([]);
  });

  it("are Chinese where they should be", () => {
    const latin = Object.entries(zh).filter(([key, text]) => !/[\u4e00-\u9fff]/.test(text) && key !== "app.language");
    expect(latin.map(([key]) => key)).toEqual(["source_of.10", "command.done.step"]);
  });

  it("show times as the desk's clock does", () => {
    expect(span(59_999)).toBe("0:59");
    expect(span(3_661_000)).toBe("1:01:01");
    expect(shortNumber("2026-1123-0471")).toBe("0471");
    expect(shortNumber("T-2026-1123-0003")).toBe("T0003");
    setTimeZone("Asia/Shanghai");
    expect(clock(Date.UTC(2026, 10, 23, 16, 5, 9))).toBe("00:05:09");
  });

  it("take a time as the desk's clock tells it, also where the clocks are changed", () => {
    expect(localTime(Date.UTC(2026, 10, 23, 16, 5, 9))).toBe("2026-11-24T00:05");
    expect(instantOf("2026-11-24T00:05")).toBe(Date.UTC(2026, 10, 23, 16, 5));
    expect(instantOf("soon")).toBeNull();
    setTimeZone("Europe/Berlin");
    expect(instantOf("2026-10-25T00:30")).toBe(Date.UTC(2026, 9, 24, 22, 30));
    expect(instantOf("2026-10-25T04:30")).toBe(Date.UTC(2026, 9, 25, 3, 30));
    setTimeZone("Asia/Shanghai");
  });
});

describe("the map", () => {
  it("goes to Mercator and back to the centimetre", () => {
    expect(longitude(mercatorX(113.7518))).toBeCloseTo(113.7518, 9);
    expect(latitude(mercatorY(23.0205))).toBeCloseTo(23.0205, 9);
    expect(distanceM([113.7, 23], [113.7, 23.009])).toBeCloseTo(1000.7, 0);
  });

  it("is shifted as maps made in China are, and back to the millimetre", () => {
    // From another implementation of the published formula.
    const pairs = [
      [[116.397228, 39.907531], [116.40347136823546, 39.90893438729182]] as const,
      [[113.7518, 23.0205], [113.75699303260295, 23.017777338255826]] as const,
    ] as const;
    for (const [wgs, gcj] of pairs) {
      const [lng, lat] = toGcj02(wgs[0], wgs[1]);
      expect(distanceM([lng, lat], gcj)).toBeLessThan(0.01);
      expect(distanceM(fromGcj02(lng, lat), wgs)).toBeLessThan(1e-3);
    }
    expect(toGcj02(2.35, 48.85)).toEqual([2.35, 48.85]);
  });

  it("counts every free unit in exactly one cluster", () => {
    const world = told();
    let free = 0;
    for (let at = 0; at < world.fleet.count; at += 1) if (world.fleet.look(at) === Look.Free) free += 1;
    for (const zoom of [8, 10.4, 11.9]) {
      expect(clustersOf(world.fleet, zoom, 1e6).reduce((sum, it) => sum + it.free, 0)).toBe(free);
    }
  });

  it("draws a unit between two positions, and does not let it leap", () => {
    const world = told();
    const at = world.fleet.indexOf("units/R11") as number;
    const before = world.fleet.lngLat(at, 1e6);
    const to = { latitudeDeg: before[1] + 0.001, longitudeDeg: before[0] };
    world.fleet.move({ positions: [{ unit: "units/R11", position: { position: to, source: 1, ageMs: 2000n } }], gone: [] } as never, 1e6);
    expect(world.fleet.lngLat(at, 1e6)[1]).toBeCloseTo(before[1], 6);
    expect(world.fleet.lngLat(at, 1e6 + 550)[1]).toBeCloseTo(before[1] + 0.0005, 5);
    expect(world.fleet.lngLat(at, 1e6 + 5000)[1]).toBeCloseTo(to.latitudeDeg, 5);
    expect(world.fleet.fixAge(at, 1e6)).toBeCloseTo(2, 1);
  });

  it("knows what a lasso holds, and where a zone's name belongs", () => {
    const square = [[0, 0], [10, 0], [10, 10], [0, 10]] as const;
    expect(inside([5, 5], square)).toBe(true);
    expect(inside([11, 5], square)).toBe(false);
    const ring = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]];
    const named = zoneNames({ type: "FeatureCollection", features: [{ type: "Feature", properties: { name: "莞城街道" }, geometry: { type: "Polygon", coordinates: [ring] } }] });
    expect(named.features[0]).toMatchObject({ properties: { name: "莞城" }, geometry: { coordinates: [2, 2] } });
  });
});

describe("an answer that is a no", () => {
  it("carries the daemon's reason and words", () => {
    const error = new ConnectError("unit R12 is on dispatch", Code.FailedPrecondition);
    // google.rpc.ErrorInfo { reason: "UNIT_ON_DISPATCH" }, as the daemon encodes it.
    const value = new Uint8Array([10, 16, ...new TextEncoder().encode("UNIT_ON_DISPATCH")]);
    error.details.push({ type: "google.rpc.ErrorInfo", value });
    expect(refusalOf(error)).toMatchObject({ reason: "UNIT_ON_DISPATCH", message: "unit R12 is on dispatch", retryable: false });
  });

  it("is told apart from no answer, which may be asked again with the same id", () => {
    expect(refusalOf(new ConnectError("gone", Code.Unavailable)).retryable).toBe(true);
    expect(refusalOf(new ConnectError("too late", Code.DeadlineExceeded)).retryable).toBe(true);
    expect(refusalOf(ConnectError.from(new TypeError("Failed to fetch"))).retryable).toBe(true);
    expect(refusalOf(new ConnectError("no", Code.PermissionDenied)).retryable).toBe(false);
  });

  it("is told apart from a certificate that leaves nothing to be said", () => {
    const message = "metadata patrold-role is not taken: your certificate or token says who you are";
    expect(saysTooMuch(new ConnectError(message, Code.Unauthenticated))).toBe(true);
    expect(saysTooMuch(new ConnectError("the token has expired", Code.Unauthenticated))).toBe(false);
  });

  it("names each deed by a UUIDv7", () => {
    const id = requestId(0x0190_0000_0001);
    expect(id).toMatch(/^01900000-0001-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(requestId()).not.toBe(requestId());
  });
});

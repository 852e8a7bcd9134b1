import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { WatchResponseSchema, type WatchResponse } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { DispatchState, IncidentState } from "../src/gen/patrol/v1/types_pb.ts";
import { Look } from "../src/state/fleet.ts";
import { World } from "../src/state/world.ts";
import { evening, LAST_CHANGE } from "./recorded.ts";

function told(messages: readonly WatchResponse[]): World {
  const world = new World();
  messages.forEach((message, index) => world.apply(message, index * 500));
  return world;
}

/** What a person would see, without what time alone changes. */
function seen(world: World): unknown {
  const by = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
  return {
    sequence: world.sequence,
    incidents: [...world.incidents.values()].sort(by).map((it) => [it.name, it.state, it.desk, it.dispatches]),
    dispatches: [...world.dispatches.values()].sort(by).map((it) => [it.name, it.state, it.unit]),
    units: [...world.units.values()].sort(by).map((it) => [it.name, it.duty?.activity, it.duty?.dispatch]),
    alarms: [...world.alarms.keys()].sort(),
    looks: world.fleet.names.map((name, at) => [name, world.fleet.look(at)]).sort(),
  };
}

describe("the world", () => {
  it("folds a recorded evening to its end", () => {
    const world = told(evening());
    expect(world.sequence).toBe(LAST_CHANGE);
    expect(world.newest).toBe(LAST_CHANGE);
    expect(world.units.size).toBe(7);
    expect(world.incidents.size).toBe(3);
    expect([...world.incidents.values()].map((it) => it.number.slice(-4)).sort()).toEqual(["0001", "0002", "0003"]);
    expect(world.dutyLevel).toBe("routine");
    // Every dispatch that holds a unit is the one that the unit says holds it.
    for (const unit of world.units.values()) {
      expect(world.dispatchOf(unit.name)?.name ?? "").toBe(unit.duty?.dispatch ?? "");
    }
  });

  it("shows nothing of a snapshot before its last part", () => {
    const messages = evening();
    const world = new World();
    const parts = messages.filter((it) => it.message.case === "snapshot");
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts.slice(0, -1)) {
      expect(world.apply(part, 0)).toEqual({ kind: "snapshot-part" });
      expect(world.known).toBe(false);
      expect(world.units.size).toBe(0);
    }
    expect(world.apply(parts[parts.length - 1] as WatchResponse, 0)).toEqual({ kind: "snapshot" });
    expect(world.units.size).toBe(7);
  });

  it("keeps what it shows while a second snapshot is coming, and then has only what is in that one", () => {
    const messages = evening();
    const world = told(messages);
    const before = seen(world);
    world.startOver();
    const parts = messages.filter((it) => it.message.case === "snapshot");
    for (const part of parts.slice(0, -1)) world.apply(part, 1);
    expect({ ...(seen(world) as object), sequence: LAST_CHANGE }).toEqual(before);
    world.apply(parts[parts.length - 1] as WatchResponse, 1);
    expect(world.incidents.size).toBe(1);
  });

  it("takes nothing of a change when one before it is missing", () => {
    const messages = evening();
    const changes = messages.filter((it) => it.message.case === "change");
    const lost = changes[3];
    const world = new World();
    let gap: unknown = null;
    for (const message of messages) {
      if (message === lost) continue;
      const before = seen(world);
      const effect = world.apply(message, 0);
      if (effect.kind !== "gap") continue;
      gap ??= effect;
      expect(seen(world)).toEqual(before);
    }
    expect(gap).toEqual({ kind: "gap", expected: 17n, got: 18n });
    expect(world.sequence).toBe(16n);
    expect(world.newest).toBe(LAST_CHANGE);
    // Told again from there, it is where it would have been.
    for (const change of changes) world.apply(change, 0);
    expect(seen(world)).toEqual(seen(told(messages)));
  });

  it("is not moved by changes that it has", () => {
    const messages = evening();
    const world = told(messages);
    const before = seen(world);
    for (const change of messages.filter((it) => it.message.case === "change")) {
      expect(world.apply(change, 0)).toEqual({ kind: "heartbeat" });
    }
    expect(seen(world)).toEqual(before);
  });

  it("drops what went out of its sight, and shows it again when it comes back", () => {
    const world = told(evening());
    const [dispatch] = [...world.dispatches.values()].filter((it) => it.state <= DispatchState.ARRIVED);
    if (!dispatch) throw new Error("nobody is on a dispatch in the recorded evening");
    const [incident, unit] = [world.incidents.get(dispatch.incident), world.units.get(dispatch.unit)];
    const at = world.fleet.indexOf(dispatch.unit) as number;
    world.apply(
      create(WatchResponseSchema, {
        message: { case: "change", value: { sequence: LAST_CHANGE + 1n, goneIncidents: [dispatch.incident], goneUnits: [dispatch.unit] } },
      }),
      0,
    );
    expect(world.incidents.has(dispatch.incident)).toBe(false);
    expect(world.dispatchesOf(dispatch.incident)).toEqual([]);
    expect(world.dispatches.has(dispatch.name)).toBe(false);
    expect(world.dispatchOf(dispatch.unit)).toBeUndefined();
    expect(world.units.has(dispatch.unit)).toBe(false);
    expect(world.fleet.isHidden(at)).toBe(true);
    world.apply(
      create(WatchResponseSchema, {
        message: {
          case: "change",
          value: { sequence: LAST_CHANGE + 2n, incidents: incident ? [incident] : [], dispatches: [dispatch], units: unit ? [unit] : [] },
        },
      }),
      0,
    );
    expect(world.dispatchOf(dispatch.unit)?.name).toBe(dispatch.name);
    expect(world.incidents.has(dispatch.incident)).toBe(true);
    // It is on the map again as soon as its place is known.
    const position = { position: { latitudeDeg: 23, longitudeDeg: 113.7 }, source: 1, ageMs: 0n };
    world.fleet.move({ positions: [{ unit: dispatch.unit, position }], gone: [] } as never, 0);
    expect(world.fleet.isHidden(at)).toBe(false);
  });

  it("drops retired incidents with their dispatches and alarms", () => {
    const world = told(evening());
    const incident = [...world.incidents.keys()].sort()[1] as string;
    expect(world.dispatchesOf(incident).length).toBeGreaterThan(0);
    const change = create(WatchResponseSchema, {
      message: { case: "change", value: { sequence: LAST_CHANGE + 1n, retiredIncidents: [incident] } },
    });
    expect(world.apply(change, 0).kind).toBe("change");
    expect(world.incidents.has(incident)).toBe(false);
    expect(world.dispatchesOf(incident)).toEqual([]);
    expect([...world.dispatches.values()].some((it) => it.incident === incident)).toBe(false);
    expect([...world.alarms.values()].some((it) => it.incident === incident)).toBe(false);
  });

  it("keeps an alarm until it is acknowledged or its incident is closed", () => {
    const world = told(evening());
    const alarm = [...world.alarms.values()].find((it) => it.incident !== "");
    expect(alarm).toBeDefined();
    const incident = world.incidents.get(alarm?.incident ?? "");
    expect(incident).toBeDefined();
    const change = create(WatchResponseSchema, {
      message: {
        case: "change",
        value: { sequence: LAST_CHANGE + 1n, incidents: [{ ...incident, $typeName: undefined, state: IncidentState.CLOSED } as never] },
      },
    });
    world.apply(change, 0);
    expect(world.alarms.has(alarm?.name ?? "")).toBe(false);
  });

  it("colours units by what they do", () => {
    const messages = evening();
    const world = new World();
    const looks = new Set<Look>();
    for (const message of messages) {
      world.apply(message, 0);
      for (let at = 0; at < world.fleet.count; at += 1) looks.add(world.fleet.look(at));
    }
    expect([...looks].sort()).toEqual([Look.Free, Look.Offered, Look.UnderWay, Look.OnScene]);
    for (const dispatch of world.dispatches.values()) {
      const at = world.fleet.indexOf(dispatch.unit) as number;
      if (dispatch.state === DispatchState.ARRIVED) expect(world.fleet.look(at)).toBe(Look.OnScene);
    }
  });

  it("survives a message that it does not know", () => {
    const world = told(evening());
    const before = seen(world);
    expect(world.apply(create(WatchResponseSchema, {}), 0)).toEqual({ kind: "heartbeat" });
    expect(seen(world)).toEqual(before);
  });
});

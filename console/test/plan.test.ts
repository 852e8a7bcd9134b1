// The plan's checklist and the response times, against small worlds whose answer is plain.

import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { WatchResponseSchema } from "../src/gen/patrol/v1/dispatch_pb.ts";
import {
  DispatchSchema,
  DispatchState,
  IncidentSchema,
  IncidentState,
  Level,
  OrderSchema,
  type Dispatch,
  type Incident,
} from "../src/gen/patrol/v1/types_pb.ts";
import { checklistOf, type Check } from "../src/state/checklist.ts";
import { responseTimes } from "../src/state/response.ts";
import { readWords } from "../src/state/words.ts";
import { World } from "../src/state/world.ts";

const RING = Date.UTC(2026, 10, 23, 12, 0, 0);
const at = (seconds: number) => timestampFromMs(RING + seconds * 1000);
const toml = readFileSync(join(import.meta.dirname, "../../config/policy/dongguan.toml"), "utf8");
const ROBBERY = readWords(toml, "", "").plans.get("two robberies: riders, town and city forces together");

function robbery(more: Partial<Incident> = {}): Incident {
  return create(IncidentSchema, {
    name: "incidents/1",
    state: IncidentState.WAITING,
    clockStartTime: at(0),
    needs: [2, 1],
    targets: [{ time: at(60) }, { time: at(180) }],
    ...(more as object),
  });
}

function sent(unit: string, planStep: number, state: DispatchState, clocks: object = {}): Dispatch {
  return create(DispatchSchema, { name: `dispatches/${unit}`, incident: "incidents/1", unit: `units/${unit}`, planStep, state, clocks, offerTime: at(5) });
}

const said = (checks: readonly Check[]) => checks.map((it) => `${it.what} ${it.state}`);

describe("the checklist of a plan", () => {
  it("is read from the policy that is in force", () => {
    expect(ROBBERY?.steps.map((it) => [it.units, it.tiers])).toEqual([[2, ["city"]], [1, ["town"]]]);
    expect(ROBBERY?.informSupervisor).toBe(true);
  });

  it("begins with everything still to be done", () => {
    expect(said(checklistOf(robbery(), [], ROBBERY, RING))).toEqual([
      "desk open", "place open", "step late", "step late", "arrival open", "arrival open",
    ]);
  });

  it("counts for each step those who are on it or have finished it, and nobody else", () => {
    const dispatches = [
      sent("R11", 0, DispatchState.OFFERED),
      sent("R12", 0, DispatchState.DECLINED),
      sent("R13", 0, DispatchState.FINISHED),
      sent("T1", 1, DispatchState.RECALLED),
    ];
    const checks = checklistOf(robbery(), dispatches, ROBBERY, RING);
    const steps = checks.flatMap((it) => (it.what === "step" ? [[it.have, it.need, it.state]] : []));
    expect(steps).toEqual([[2, 2, "done"], [0, 1, "late"]]);
  });

  it("knows which arrival target was met by the first unit on scene, and which was missed", () => {
    const there = [sent("R11", 0, DispatchState.ARRIVED, { arriveTime: at(100) })];
    const first = robbery({ targets: [{ time: at(60), missed: true }, { time: at(180) }] as never });
    const arrivals = checklistOf(first, there, ROBBERY, RING + 200_000).filter((it) => it.what === "arrival");
    expect(arrivals.map((it) => [it.what === "arrival" && it.withinMs, it.state])).toEqual([[60_000, "late"], [180_000, "done"]]);
  });

  it("says that an order was not heard once its time is over", () => {
    const mute = sent("R11", 0, DispatchState.OFFERED);
    mute.order = create(OrderSchema, { deliverByTime: at(20) });
    const told = (now: number) => said(checklistOf(robbery(), [mute], ROBBERY, now)).find((it) => it.startsWith("told"));
    expect(told(RING + 10_000)).toBe("told open");
    expect(told(RING + 30_000)).toBe("told late");
  });

  it("does without a plan that this console cannot read", () => {
    expect(said(checklistOf(robbery(), [], undefined, RING)).filter((it) => it.startsWith("step"))).toHaveLength(2);
  });
});

describe("response times", () => {
  it("run from the ring to the first unit on scene, by town and level, exercises apart", () => {
    const world = new World();
    const incidents: Incident[] = [];
    const dispatches: Dispatch[] = [];
    // Twenty of level 2 in one town, who needed 10, 20, … 200 seconds; a second, later unit each; one nobody has reached.
    for (let i = 1; i <= 21; i += 1) {
      const name = `incidents/${i}`;
      incidents.push(create(IncidentSchema, { name, state: IncidentState.RESPONDING, jurisdiction: "虎门镇", clockStartTime: at(0), classification: { level: Level.TWO } }));
      if (i === 21) continue;
      for (const [unit, later] of [["A", 0], ["B", 500]] as const) {
        dispatches.push(create(DispatchSchema, { name: `dispatches/${unit}${i}`, incident: name, unit: `units/${unit}${i}`, state: DispatchState.ARRIVED, clocks: { arriveTime: at(i * 10 + later) } }));
      }
    }
    incidents.push(create(IncidentSchema, { name: "incidents/x", state: IncidentState.RESPONDING, jurisdiction: "虎门镇", training: true }));
    world.apply(create(WatchResponseSchema, { message: { case: "snapshot", value: { asOfSequence: 1n, first: true, last: true, incidents, dispatches } } }), 0);
    const [row, ...more] = responseTimes(world);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ zone: "虎门镇", waiting: 1 });
    expect(row?.byLevel.get(Level.TWO)).toEqual({ count: 20, p50Ms: 100_000, p90Ms: 180_000 });
  });
});

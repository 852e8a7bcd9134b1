// The plan's checklist and the response times, against small worlds whose answer is plain.

import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  ClockKind,
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
import { GetResponseTimesResponseSchema, ResponseTimesSchema } from "../src/gen/patrol/v1/records_pb.ts";
import { lateOf, leagueOf, townsOf } from "../src/state/response.ts";
import { readWords } from "../src/state/words.ts";

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
  const figures = (clock: ClockKind, overCount: bigint) => ({ clock, overCount, stopped: { count: 1n, p50Ms: 1n, p90Ms: 1n } });
  const row = (zone: string, level: Level, incidentCount: bigint, dispatchCount: bigint, over: bigint) =>
    create(ResponseTimesSchema, { zone, level, incidentCount, dispatchCount, clocks: [figures(ClockKind.SIGN_IN, over), figures(ClockKind.ARRIVE, over)] });
  const answer = create(GetResponseTimesResponseSchema, {
    rows: [row("虎门镇", Level.ONE, 1n, 1n, 0n), row("虎门镇", Level.TWO, 2n, 3n, 1n), row("长安镇", Level.TWO, 9n, 8n, 1n), row("", Level.TWO, 1n, 0n, 0n)],
    zones: [row("", 0, 1n, 0n, 0n), row("虎门镇", 0, 3n, 4n, 1n), row("长安镇", 0, 9n, 8n, 1n)],
  });

  it("stand by town, the busiest first, with a figure for each level that there was", () => {
    const towns = townsOf(answer).map((it) => [it.zone, it.all.incidentCount, [...it.byLevel.keys()]]);
    expect(towns).toEqual([["长安镇", 9n, [Level.TWO]], ["虎门镇", 3n, [Level.ONE, Level.TWO]], ["", 1n, [Level.TWO]]]);
  });

  it("name first whose clocks ran over most often, for as many as were sent; a town that sent nobody is in no league", () => {
    expect(leagueOf(answer).map((it) => [it.zone, lateOf(it)])).toEqual([["虎门镇", 2], ["长安镇", 2]]);
  });
});

// What a typed address may mean.

import { describe, expect, it } from "vitest";
import { findAddress, withoutNumber } from "../src/state/address.ts";
import { NO_WORDS, type Place } from "../src/state/words.ts";

const place = (name: string): Place => ({ name, kind: "street", latitudeDeg: 23, longitudeDeg: 113.7, zone: "南城街道" });
const words = {
  ...NO_WORDS,
  places: ["莞城鸿福路口", "鸿福路地铁站", "鸿福路", "汽车东站", "灯杆 0173", "G107国道"].map(place),
  zoneNames: ["南城街道", "东城街道", "虎门镇"],
};
const found = (typed: string) => findAddress(words, typed, 8).map((it) => (it.kind === "place" ? it.place.name : `[${it.name}]`));

describe("a typed address", () => {
  it("finds what begins with it before what only has it", () => {
    expect(found("鸿福")).toEqual(["鸿福路", "鸿福路地铁站", "莞城鸿福路口"]);
    expect(found("鸿福路")[0]).toBe("鸿福路");
  });

  it("is the street without its house number", () => {
    expect(found("鸿福路88号")[0]).toBe("鸿福路");
    expect(found("鸿福路 88")[0]).toBe("鸿福路");
    const streets = ["鸿福路88号2栋301", "鸿福路88-2号", "鸿福路８８号楼下", "鸿福路88"].map(withoutNumber);
    expect(new Set(streets)).toEqual(new Set(["鸿福路"]));
  });

  it("keeps a number that belongs to a name", () => {
    expect(["灯杆 0173", "G107国道", "地铁2号线", "88号"].map(withoutNumber)).toEqual(["灯杆 0173", "G107国道", "地铁2号线", "88号"]);
    expect(found("0173")).toEqual(["灯杆 0173"]);
    expect(found("灯杆 0999")).toEqual([]);
  });

  it("names zones to look in, also by the short name and in front of a street", () => {
    expect(found("虎门")).toEqual(["[虎门镇]"]);
    expect(found("虎门某路7号")).toEqual(["[虎门镇]"]);
    expect(found("南城街道鸿福路88号")).toEqual(["鸿福路", "[南城街道]"]);
  });

  it("says that nothing fits, and nothing for nothing", () => {
    expect(found("演示路 8 号")).toEqual([]);
    expect(found("  ")).toEqual([]);
  });
});

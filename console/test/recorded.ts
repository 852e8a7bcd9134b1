// What a real daemon said during half a minute of a small evening: three incidents, seven units.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fromJsonString } from "@bufbuild/protobuf";
import { WatchResponseSchema, type WatchResponse } from "../src/gen/patrol/v1/dispatch_pb.ts";

export function evening(): WatchResponse[] {
  const lines = readFileSync(join(import.meta.dirname, "recorded", "evening.jsonl"), "utf8").trim().split("\n");
  return lines.map((line) => fromJsonString(WatchResponseSchema, line));
}

/** The world after all of it. */
export const LAST_CHANGE = 30n;

// Writes down what a daemon says to a watcher, for tests that replay it without one.
//
//   npx tsx tools/record.ts http://127.0.0.1:7443 20 > test/recorded/evening.jsonl

import { toJson } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DispatchService, WatchResponseSchema } from "../src/gen/patrol/v1/dispatch_pb.ts";

const [, , baseUrl = "http://127.0.0.1:7443", seconds = "20"] = process.argv;
const desk = createClient(DispatchService, createGrpcWebTransport({ baseUrl }));
const end = new AbortController();
setTimeout(() => end.abort(), Number(seconds) * 1000);
const messages: unknown[] = [];
try {
  const watch = desk.watch({ positionIntervalMs: 1000, heartbeatIntervalMs: 2000 }, { signal: end.signal });
  for await (const message of watch) messages.push(toJson(WatchResponseSchema, message));
} catch (error) {
  if (!end.signal.aborted) throw error;
}
process.stdout.write(`${messages.map((it) => JSON.stringify(it)).join("\n")}\n`);

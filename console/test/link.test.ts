import { create } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { WatchResponseSchema, type WatchResponse } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { BEHIND_MS, DEAD_MS, Link, SILENT_MS, type Outside } from "../src/state/link.ts";
import { World } from "../src/state/world.ts";
import { evening } from "./recorded.ts";

const heartbeat = (newestSequence: bigint): WatchResponse =>
  create(WatchResponseSchema, { message: { case: "heartbeat", value: { newestSequence } } });
const change = (sequence: bigint): WatchResponse =>
  create(WatchResponseSchema, { message: { case: "change", value: { sequence } } });
const resync = create(WatchResponseSchema, { message: { case: "resync", value: { reason: "you read too slowly" } } });
const snapshot = (asOfSequence: bigint): WatchResponse =>
  create(WatchResponseSchema, { message: { case: "snapshot", value: { asOfSequence, first: true, last: true } } });

/** A world outside whose clock stands until it is moved, and whose lines do what the test says. */
class Stage implements Outside {
  time = 1000;
  lines: Line[] = [];
  pauses: number[] = [];
  luck = 0.5;
  refusing = false;
  private wakers: (() => void)[] = [];

  now = (): number => this.time;
  chance = (): number => this.luck;
  notify = (): void => {};
  isRefusal = (): boolean => this.refusing;

  open(request: { resumeSequence: bigint }, signal: AbortSignal): AsyncIterable<WatchResponse> {
    const line = new Line(request.resumeSequence, signal);
    this.lines.push(line);
    return line;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.pauses.push(ms);
    await new Promise<void>((resolve) => {
      this.wakers.push(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  async wake(): Promise<void> {
    for (const waker of this.wakers.splice(0)) waker();
    await settle();
  }

  get line(): Line {
    return this.lines[this.lines.length - 1] as Line;
  }
}

class Line implements AsyncIterable<WatchResponse> {
  private queue: (WatchResponse | Error | null)[] = [];
  private waiter: (() => void) | null = null;

  constructor(
    readonly resume: bigint,
    readonly signal: AbortSignal,
  ) {
    signal.addEventListener("abort", () => this.waiter?.(), { once: true });
  }

  async say(...messages: (WatchResponse | Error | null)[]): Promise<void> {
    this.queue.push(...messages);
    this.waiter?.();
    await settle();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<WatchResponse> {
    for (;;) {
      if (this.signal.aborted) throw new Error("aborted");
      const next = this.queue.shift();
      if (next === undefined) await new Promise<void>((resolve) => (this.waiter = resolve));
      else if (next === null) return;
      else if (next instanceof Error) throw next;
      else yield next;
    }
  }
}

async function settle(): Promise<void> {
  // Behind everything that is ready to run.
  await new Promise((resolve) => setImmediate(resolve));
}

async function begin(): Promise<{ stage: Stage; world: World; link: Link }> {
  const stage = new Stage();
  const world = new World();
  const link = new Link(world, stage);
  void link.run();
  await settle();
  return { stage, world, link };
}

describe("the line", () => {
  it("is not live before the daemon has said where it is", async () => {
    const { stage, link } = await begin();
    expect(link.truth()).toMatchObject({ state: "connecting", ageMs: null });
    await stage.line.say(snapshot(5n));
    expect(link.truth()).toMatchObject({ state: "live", ageMs: 0, missing: 0n });
  });

  it("grows old by time alone, and says so when the signs of life stay away", async () => {
    const { stage, link } = await begin();
    await stage.line.say(snapshot(5n));
    stage.time += SILENT_MS;
    expect(link.truth()).toMatchObject({ state: "live", ageMs: SILENT_MS });
    stage.time += 1;
    expect(link.truth().state).toBe("silent");
    await stage.line.say(heartbeat(5n));
    expect(link.truth()).toMatchObject({ state: "live", ageMs: 0 });
  });

  it("gives up a line that is dead though nobody closed it", async () => {
    const { stage, link } = await begin();
    await stage.line.say(snapshot(5n));
    stage.time += DEAD_MS;
    link.check();
    await settle();
    expect(stage.lines[0]?.signal.aborted).toBe(false);
    stage.time += 1;
    link.check();
    await settle();
    expect(stage.lines[0]?.signal.aborted).toBe(true);
    expect(link.truth().state).toBe("lost");
  });

  it("is behind, not live, while changes are known to be missing; a short lag is no alarm", async () => {
    const { stage, link } = await begin();
    await stage.line.say(snapshot(5n), heartbeat(7n));
    expect(link.truth()).toMatchObject({ state: "live", missing: 2n });
    stage.time += BEHIND_MS + 1;
    expect(link.truth()).toMatchObject({ state: "behind", missing: 2n });
    await stage.line.say(change(6n), change(7n));
    expect(link.truth()).toMatchObject({ state: "live", missing: 0n });
  });

  it("goes on behind the last change that it saw, and is not live until that is confirmed", async () => {
    const { stage, link } = await begin();
    await stage.line.say(snapshot(5n), change(6n), new Error("connection reset"));
    expect(link.truth().state).toBe("lost");
    expect(link.reason).toBe("connection reset");
    await stage.wake();
    expect(stage.line.resume).toBe(6n);
    // An open line proves nothing yet.
    expect(link.truth().state).toBe("lost");
    await stage.line.say(heartbeat(8n));
    stage.time += BEHIND_MS + 1;
    expect(link.truth().state).toBe("behind");
    await stage.line.say(change(7n), change(8n));
    expect(link.truth()).toMatchObject({ state: "live", missing: 0n });
  });

  it("asks again from its own sequence when a change is missing", async () => {
    const { stage, world, link } = await begin();
    await stage.line.say(snapshot(5n), change(7n));
    expect(link.truth().state).toBe("lost");
    expect(world.sequence).toBe(5n);
    await stage.wake();
    expect(stage.line.resume).toBe(5n);
    await stage.line.say(change(6n), change(7n));
    expect(link.truth()).toMatchObject({ state: "live", missing: 0n });
  });

  it("begins with a snapshot after RESYNC, and keeps showing what it had, as old, until it is whole", async () => {
    const stage = new Stage();
    const world = new World();
    const link = new Link(world, stage);
    void link.run();
    await settle();
    const messages = evening();
    await stage.line.say(...messages.filter((it) => it.message.case !== "positions"), resync);
    expect(link.truth().state).toBe("lost");
    expect(world.incidents.size).toBe(3);
    await stage.wake();
    expect(stage.line.resume).toBe(0n);
    const parts = messages.filter((it) => it.message.case === "snapshot");
    await stage.line.say(...parts.slice(0, -1), heartbeat(30n));
    expect(link.truth().state).toBe("lost");
    expect(world.incidents.size).toBe(3);
    await stage.line.say(parts[parts.length - 1] as WatchResponse);
    expect(world.incidents.size).toBe(1);
  });

  it("waits longer each time, by chance between half and all of it, and forgets that once it is live", async () => {
    const { stage, link } = await begin();
    stage.luck = 0;
    for (let i = 0; i < 7; i += 1) {
      await stage.line.say(new Error("refused"));
      await stage.wake();
    }
    expect(stage.pauses).toEqual([250, 500, 1000, 2000, 4000, 7500, 7500]);
    stage.luck = 1;
    await stage.line.say(snapshot(1n), null);
    expect(stage.pauses[7]).toBe(500);
    expect(link.truth().retryInMs).toBe(500);
  });

  it("stops when the person is refused", async () => {
    const { stage, link } = await begin();
    stage.refusing = true;
    await stage.line.say(new Error("UNAUTHENTICATED"));
    expect(link.truth().state).toBe("refused");
    expect(stage.pauses).toEqual([]);
  });
});

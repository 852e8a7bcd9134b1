// The line to the daemon: opens a Watch, goes on where it was, and always knows how old what is shown is.
//
// Clock, chance and stream come from outside, so that every way in which a line can fail is a test without a network.

import type { WatchRequest, WatchResponse } from "../gen/patrol/v1/dispatch_pb.ts";
import type { Effect, World } from "./world.ts";

export type LinkState =
  /** Nothing has come yet. */
  | "connecting"
  /** What is shown is what is so. */
  | "live"
  /** Changes are known to be on their way. */
  | "behind"
  /** No sign of life for too long: nobody knows what is so. */
  | "silent"
  /** The line broke; it is tried again. */
  | "lost"
  /** The daemon does not let this person in. */
  | "refused";

/** How often the daemon is asked for a sign of life. */
export const HEARTBEAT_MS = 2000;
/** How long without one before the screen says that it is old. */
export const SILENT_MS = 2 * HEARTBEAT_MS + 1000;
/** How long without any message before the line is given up and made anew. */
export const DEAD_MS = 15_000;
/** How long the screen may lag behind what the daemon has before it says so. */
export const BEHIND_MS = 3000;
const BACKOFF_MIN_MS = 500;
const BACKOFF_MAX_MS = 15_000;

/** What the line needs of the world outside. */
export interface Outside {
  /** A clock that never goes back, in milliseconds. */
  now(): number;
  /** 0 up to 1. */
  chance(): number;
  /** Opens a watch; it ends when the signal says so. */
  open(request: Pick<WatchRequest, "resumeSequence">, signal: AbortSignal): AsyncIterable<WatchResponse>;
  /** Whether an error means that the person, not the line, is the trouble. */
  isRefusal(error: unknown): boolean;
  /** Waits; returns early when the signal says so. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** Called after each message and each change of state. */
  notify(effect: Effect | null): void;
}

/** What the screen says of itself. */
export interface Truth {
  readonly state: LinkState;
  /** How old what is shown is, in milliseconds; null when nothing is shown. */
  readonly ageMs: number | null;
  /** When it is tried again, in milliseconds; null when it is not waiting. */
  readonly retryInMs: number | null;
  /** Changes that are known to be missing. */
  readonly missing: bigint;
  readonly attempt: number;
}

export class Link {
  /** When it was last certain that nothing was missing. */
  private sureAt: number | null = null;
  private heardAt: number | null = null;
  private behindSince: number | null = null;
  private retryAt: number | null = null;
  private connected = false;
  /** Whether this stream has said where the daemon is. */
  private confirmed = false;
  private refused = false;
  private attempt = 0;
  private stopped: AbortController | null = null;
  private stream: AbortController | null = null;
  /** Why the last stream ended, in words. */
  reason = "";

  constructor(
    private readonly world: World,
    private readonly outside: Outside,
  ) {}

  /** What holds now. Nothing but time makes it worse, so ask it often. */
  truth(): Truth {
    const now = this.outside.now();
    const ageMs = this.sureAt === null ? null : now - this.sureAt;
    const missing = this.world.newest > this.world.sequence ? this.world.newest - this.world.sequence : 0n;
    return {
      state: this.state(now),
      ageMs,
      retryInMs: this.retryAt === null ? null : Math.max(0, this.retryAt - now),
      missing,
      attempt: this.attempt,
    };
  }

  private state(now: number): LinkState {
    if (this.refused) return "refused";
    // A line that was just opened proves nothing: only a message that says where the daemon is does.
    if (!this.connected || !this.confirmed) return this.sureAt === null && this.attempt === 0 ? "connecting" : "lost";
    if (now - (this.heardAt ?? 0) > SILENT_MS) return "silent";
    if (this.behindSince !== null && now - this.behindSince > BEHIND_MS) return "behind";
    return "live";
  }

  /** Keeps a stream open until `stop`. */
  async run(): Promise<void> {
    const stopped = (this.stopped = new AbortController());
    while (!stopped.signal.aborted) {
      await this.once(stopped.signal);
      if (stopped.signal.aborted || this.refused) break;
      const pause = this.pause();
      this.attempt += 1;
      this.retryAt = this.outside.now() + pause;
      this.outside.notify(null);
      await this.outside.sleep(pause, stopped.signal);
      this.retryAt = null;
    }
  }

  stop(): void {
    this.stopped?.abort();
    this.stream?.abort();
  }

  /** Gives up a line on which nothing has come for long. Call it every second or so. */
  check(): void {
    const now = this.outside.now();
    if (this.connected && this.heardAt !== null && now - this.heardAt > DEAD_MS) {
      this.reason = "silent";
      this.stream?.abort();
    }
  }

  private pause(): number {
    const full = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** Math.min(this.attempt, 10));
    // Between half and all of it, so that a hundred desks do not come back at once.
    return full * (0.5 + 0.5 * this.outside.chance());
  }

  private async once(stopped: AbortSignal): Promise<void> {
    const stream = (this.stream = new AbortController());
    const onStop = () => stream.abort();
    stopped.addEventListener("abort", onStop, { once: true });
    this.heardAt = this.outside.now();
    this.confirmed = false;
    this.connected = true;
    try {
      const messages = this.outside.open({ resumeSequence: this.world.resumeSequence }, stream.signal);
      for await (const message of messages) {
        if (!this.take(message)) break;
      }
    } catch (error) {
      if (!stopped.aborted) this.reason = error instanceof Error ? error.message : String(error);
      if (this.outside.isRefusal(error)) this.refused = true;
    } finally {
      stopped.removeEventListener("abort", onStop);
      stream.abort();
      this.connected = false;
      this.behindSince = null;
      this.outside.notify(null);
    }
  }

  /** Whether the stream goes on. */
  private take(message: WatchResponse): boolean {
    const now = this.outside.now();
    const effect = this.world.apply(message, now);
    this.heardAt = now;
    switch (effect.kind) {
      case "resync":
        this.reason = effect.reason;
        this.world.startOver();
        this.outside.notify(effect);
        return false;
      case "gap":
        this.reason = `change ${effect.expected} is missing, got ${effect.got}`;
        this.outside.notify(effect);
        return false;
      case "positions":
      case "snapshot-part":
        break;
      case "snapshot":
      case "change":
      case "heartbeat":
        if (this.world.known) this.weigh(now);
        break;
    }
    this.outside.notify(effect);
    return true;
  }

  private weigh(now: number): void {
    this.confirmed = true;
    if (this.world.sequence >= this.world.newest) {
      this.sureAt = now;
      this.behindSince = null;
      this.attempt = 0;
    } else {
      this.behindSince ??= now;
    }
  }
}

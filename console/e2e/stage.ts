// What every story needs before it begins: a daemon, units that speak, the console, a browser and mostly somebody before it.

import { afterAll, beforeAll } from "vitest";
import type { Browser } from "playwright-core";
import { Street, type StreetOptions } from "../tools/street.ts";
import { launch, serveConsole, sitDown, type Seat, type SeatOptions } from "./console.ts";
import { Daemon } from "./daemon.ts";

export interface Play {
  /** Writes files into the daemon's folder and returns its configuration. */
  readonly configure?: (folder: string) => Promise<string>;
  /** The demo city instead of the seven units of the small one. */
  readonly demoCity?: boolean;
  readonly street?: Partial<StreetOptions>;
  /** What has happened before anybody sits down. */
  readonly before?: (stage: Stage) => Promise<void>;
  /** Where the browser finds the console, when it is not where it is served. */
  readonly through?: (stage: Stage) => Promise<string>;
  /** How the first person sits down; null when nobody does yet. */
  readonly seat?: SeatOptions | null;
}

/** Hands do nothing by themselves in the small city: a story says what each unit does. */
const BY_HAND: Partial<StreetOptions> = { units: 100, manual: true, tickMs: 1000 };

export class Stage {
  daemon!: Daemon;
  street!: Street;
  browser!: Browser;
  seat!: Seat;
  /** Where the console is. */
  url = "";
  private undo: (() => unknown)[] = [];

  async open(play: Play): Promise<void> {
    this.daemon = await Daemon.start(play.configure);
    this.atEnd(() => this.daemon.stop());
    await (play.demoCity ? this.daemon.enrolDemoCity() : this.daemon.enrol());
    this.street = new Street(this.daemon.address, { ...BY_HAND, ...play.street });
    this.atEnd(() => this.street.stop());
    await this.street.start();
    await play.before?.(this);
    const served = await serveConsole(this.daemon);
    this.atEnd(served.close);
    this.url = served.url;
    if (play.through) this.url = await play.through(this);
    this.browser = await launch();
    this.atEnd(() => this.browser.close());
    if (play.seat !== null) this.seat = await this.sitDown(play.seat);
  }

  /** Somebody sits down and signs in. */
  sitDown(options: SeatOptions = {}): Promise<Seat> {
    return sitDown(this.browser, this.url, options);
  }

  /** What must be ended is ended in the end, the last first, however far the beginning came. */
  atEnd(undo: () => unknown): void {
    this.undo.unshift(undo);
  }

  async close(): Promise<void> {
    for (const undo of this.undo.splice(0)) await undo();
  }
}

/** The stage of one file of stories. */
export function stageFor(play: Play = {}): Stage {
  const stage = new Stage();
  beforeAll(() => stage.open(play));
  afterAll(() => stage.close());
  return stage;
}

// What one window of the console knows and shows, and the only place where its parts meet.

import type { WatchEvent } from "../gen/patrol/v1/dispatch_pb.ts";
import { WatchEventKind } from "../gen/patrol/v1/dispatch_pb.ts";
import { AlarmKind, type GetCallerResponse } from "../gen/patrol/v1/desk_pb.ts";
import type { TrackPoint } from "../gen/patrol/v1/records_pb.ts";
import { connect, isRefusal, saysTooMuch, type Api, type Person } from "../api/client.ts";
import { setLanguage, type Language } from "../i18n/index.ts";
import { setTimeZone } from "../i18n/format.ts";
import { Link, HEARTBEAT_MS, type Truth } from "./link.ts";
import { NO_BASE, type Base } from "./base.ts";
import { tally } from "./queue.ts";
import { World, type Effect } from "./world.ts";
import { NO_WORDS, readWords, type Words } from "./words.ts";
import { Sync } from "./sync.ts";

export type Panel = "none" | "card" | "report" | "supervisor" | "alarms" | "log" | "audit";
export type Layout = "both" | "map" | "queue";
export type Selection = { kind: "incident" | "unit"; name: string };

export interface Toast {
  readonly id: number;
  readonly tone: "done" | "refused" | "busy";
  /** In the language that is chosen when it is shown, which may have changed since it was said. */
  readonly text: () => string;
  readonly detail: string;
}

/** Where one unit was, as the track log has it. */
export interface Track {
  readonly unit: string;
  readonly points: readonly TrackPoint[];
}

/** A click on the map that somebody waits for. */
export interface Pick {
  readonly purpose: "report" | "incident" | "order";
  readonly take: (latitudeDeg: number, longitudeDeg: number) => void;
}

export interface Settings {
  language: Language;
  theme: "dark" | "light";
  singleKeys: boolean;
  lockAfterMin: number;
}

const SETTINGS_KEY = "patrold.settings";
const DEFAULTS: Settings = { language: "zh", theme: "dark", singleKeys: true, lockAfterMin: 10 };
const POSITION_INTERVAL_MS = 1000;
const REFRESH_MS = 90;
const ALARMS_LIST_MS = 20_000;
const TOAST_MS = 9000;

export class Desk {
  readonly world = new World();
  readonly layout: Layout;
  readonly settings: Settings = { ...DEFAULTS, ...stored() };
  readonly api: Api;
  link: Link | null = null;
  words: Words = NO_WORDS;
  person: Person | null = null;
  /** What lies under the map. */
  base: Base = NO_BASE;
  /** As whom the daemon takes this person; null until it has said so. */
  caller: GetCallerResponse | null = null;
  /** The track that is drawn on the map. */
  track: Track | null = null;
  locked = false;
  panel: Panel = "none";
  helpOpen = false;
  selection: Selection | null = null;
  /** Units that were picked by lasso. */
  picked: readonly string[] = [];
  pick: Pick | null = null;
  /** The form that the command line asked for; whoever shows it takes it from here. */
  asked: string | null = null;
  toasts: readonly Toast[] = [];
  /** Said once after a line came back. */
  backSince: bigint | null = null;
  /** What the report form shows on the map while it is filled. */
  draftPlace: readonly [number, number] | null = null;
  private listeners = new Set<() => void>();
  private pending: ReturnType<typeof setTimeout> | null = null;
  private toldAt = -Infinity;
  private nextToast = 1;
  private calls = new Set<string>();
  private wasLive = false;
  private lastAlarms = 0;
  private offsetMs: number | null = null;
  private sync: Sync;

  constructor(baseUrl: string, layout: Layout) {
    this.layout = layout;
    this.api = connect(baseUrl, () => this.person);
    setLanguage(this.settings.language);
    this.sync = new Sync({
      select: (selection) => this.select(selection, false),
      lock: (locked) => this.setLocked(locked, false),
      settings: (settings) => this.change(settings, false),
      person: (person) => {
        if (!this.person) this.enter(person, false);
      },
      whoIsThere: () => (this.locked ? null : this.person),
    });
  }

  // --- Telling the views -------------------------------------------------------------------------------------------

  listen(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Views are told at once of what comes alone, and once for many changes of what comes in a row. */
  changed(): void {
    this.pending ??= setTimeout(() => this.now(), Math.max(0, this.toldAt + REFRESH_MS - performance.now()));
  }

  /** Views are told at once: for what the person did here. */
  now(): void {
    if (this.pending) clearTimeout(this.pending);
    this.pending = null;
    this.toldAt = performance.now();
    for (const listener of this.listeners) listener();
  }

  // --- The line ----------------------------------------------------------------------------------------------------

  truth(): Truth {
    return this.link?.truth() ?? { state: "connecting", ageMs: null, retryInMs: null, missing: 0n, attempt: 0 };
  }

  /** Takes what lies under the map, before the first unit is placed on it. */
  setBase(base: Base): void {
    this.base = base;
    this.world.fleet.frame = base.frame;
  }

  /** The daemon's time, carried on by a clock that never goes back. */
  daemonNow(): number {
    // Whole milliseconds: a timestamp takes no fractions.
    return this.offsetMs === null ? Date.now() : Math.floor(performance.now() + this.offsetMs);
  }

  enter(person: Person, tell = true): void {
    this.person = person;
    this.locked = false;
    if (tell) this.sync.person(person);
    this.link?.stop();
    this.link = new Link(this.world, {
      now: () => performance.now(),
      chance: () => Math.random(),
      open: (request, signal) =>
        this.api.dispatch.watch(
          {
            resumeSequence: request.resumeSequence,
            positionIntervalMs: this.layout === "queue" ? 0 : POSITION_INTERVAL_MS,
            heartbeatIntervalMs: HEARTBEAT_MS,
          },
          { signal },
        ),
      isRefusal: (error) => this.isTurnedAway(error),
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          const timer = setTimeout(resolve, ms);
          signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
        }),
      notify: (effect) => this.heard(effect),
    });
    void this.link.run();
    void this.loadCaller();
    void this.loadWords();
    this.now();
  }

  /** Whether an error means that this person is not let in, after everything that could be said was said. */
  private isTurnedAway(error: unknown): boolean {
    const { person } = this;
    if (person && !person.vouched && saysTooMuch(error)) {
      // A certificate says who this is: what the form says besides is not taken, so it is left out.
      this.person = { ...person, vouched: true };
      return false;
    }
    return isRefusal(error);
  }

  /**
   * Whether this person's role may make a call, such as `CloseIncident`: what it may not is not offered. The daemon judges
   * each call by itself; until it has said who this is, everything is offered.
   */
  may(call: string): boolean {
    return this.caller === null || this.calls.has(call);
  }

  leave(): void {
    this.link?.stop();
    this.link = null;
    this.person = null;
    this.caller = null;
    this.track = null;
    this.locked = false;
    this.panel = "none";
    this.selection = null;
    this.now();
  }

  /** Once a second: time alone makes a screen old. */
  tick(): void {
    this.link?.check();
    const now = performance.now();
    if (this.link && !this.locked && now - this.lastAlarms > ALARMS_LIST_MS) void this.listAlarms();
    this.weighTruth();
    this.changed();
  }

  private heard(effect: Effect | null): void {
    if (effect?.kind === "heartbeat" && this.world.daemonTimeMs > 0) {
      const offset = this.world.daemonTimeMs - performance.now();
      // A late heartbeat must not set the clock back: take the earliest word, drift slowly.
      this.offsetMs = this.offsetMs === null ? offset : Math.max(offset, this.offsetMs - 1);
    }
    if (effect?.kind === "change") this.react(effect.events);
    if (effect?.kind === "change" || effect?.kind === "snapshot") this.letGo();
    if (effect?.kind === "snapshot" && this.words === NO_WORDS) void this.loadWords();
    // A role or a scope may have changed while the line was down.
    if (effect?.kind === "snapshot") void this.loadCaller();
    if (effect?.kind === "positions") this.onMoves?.();
    this.weighTruth();
    if (effect?.kind !== "positions" && effect?.kind !== "snapshot-part") this.changed();
  }

  /** What is not there any more, or not for this person, is not shown any more. */
  private letGo(): void {
    const { selection, world } = this;
    if (!selection) return;
    const there = selection.kind === "incident" ? world.incidents.has(selection.name) : world.units.has(selection.name);
    if (!there) this.select(null, false);
  }

  private weighTruth(): void {
    const live = this.truth().state === "live";
    if (live && !this.wasLive && this.backSince !== null) {
      this.backSince = null;
      this.onBack?.();
    }
    if (!live && this.wasLive) this.backSince = this.world.sequence;
    this.wasLive = live;
  }

  /** Called when units have moved: only the map must know, and at once. */
  onMoves: (() => void) | null = null;

  /** Called when the line is live again after it was not. */
  onBack: (() => void) | null = null;

  private react(events: readonly WatchEvent[]): void {
    for (const event of events) {
      switch (event.kind) {
        case WatchEventKind.POLICY_ACTIVATED:
          void this.loadWords();
          break;
        case WatchEventKind.DUTY_LEVEL_SET:
          void this.loadDutyLevel();
          break;
        case WatchEventKind.ALARM_CAUSE_ACKNOWLEDGED:
        case WatchEventKind.INCIDENT_HANDED_OVER:
        case WatchEventKind.CALL_BACK_ENDED:
        case WatchEventKind.DUPLICATE_DISMISSED:
        case WatchEventKind.EMERGENCY_ENDED:
          this.lastAlarms = 0;
          break;
        default:
      }
    }
  }

  private async loadCaller(): Promise<void> {
    const { person } = this;
    try {
      const caller = await this.api.desk.getCaller({});
      if (this.person !== person) return;
      this.caller = caller;
      this.calls = new Set(caller.calls.map((call) => call.split("/").pop() ?? ""));
    } catch {
      // Nothing is hidden then; the daemon refuses what may not be.
    }
    this.changed();
  }

  private async loadWords(): Promise<void> {
    try {
      const { policy } = await this.api.policy.getPolicy({});
      const parts = policy?.parts;
      if (parts) {
        this.words = readWords(parts.policyToml ?? "", parts.zonesGeojson ?? "", parts.gazetteerCsv ?? "");
        setTimeZone(this.words.timeZone);
      }
    } catch {
      // Without the policy the console shows codes instead of names; the next change of policy tries again.
    }
    this.changed();
  }

  private async loadDutyLevel(): Promise<void> {
    try {
      const { current } = await this.api.policy.getDutyLevel({});
      if (current) this.world.dutyLevel = current.dutyLevel;
    } catch {
      // The next snapshot has it.
    }
    this.changed();
  }

  private async listAlarms(): Promise<void> {
    this.lastAlarms = performance.now();
    try {
      const { causes, asOfSequence } = await this.api.desk.listAlarms({});
      this.world.replaceAlarms(causes.flatMap((cause) => cause.alarms), asOfSequence);
    } catch {
      // The watch has what is new; the list is asked for again soon.
    }
    this.changed();
  }

  // --- What the person does ----------------------------------------------------------------------------------------

  select(selection: Selection | null, tell = true): void {
    if (selection?.name !== this.track?.unit) this.track = null;
    this.asked = null;
    this.selection = selection;
    if (this.panel === "none" || this.panel === "card" || selection) this.panel = selection ? "card" : "none";
    if (tell) this.sync.select(selection);
    this.now();
  }

  open(panel: Panel): void {
    this.panel = panel;
    this.now();
  }

  change(settings: Partial<Settings>, tell = true): void {
    Object.assign(this.settings, settings);
    setLanguage(this.settings.language);
    localStorage.setItem(SETTINGS_KEY, JSON.stringify(this.settings));
    document.documentElement.dataset["theme"] = this.settings.theme;
    document.documentElement.lang = this.settings.language === "zh" ? "zh-CN" : "en";
    if (tell) this.sync.settings(settings);
    this.now();
  }

  setLocked(locked: boolean, tell = true): void {
    if (!this.person || this.locked === locked) return;
    this.locked = locked;
    if (tell) this.sync.lock(locked);
    this.now();
  }

  toast(tone: Toast["tone"], text: () => string, detail = ""): number {
    const id = this.nextToast++;
    this.toasts = [...this.toasts.slice(-3), { id, tone, text, detail }];
    if (tone !== "busy") setTimeout(() => this.dropToast(id), TOAST_MS);
    this.now();
    return id;
  }

  dropToast(id: number): void {
    this.toasts = this.toasts.filter((toast) => toast.id !== id);
    this.now();
  }

  /** Whether something must be heard: a level 1 that nobody took, an officer in danger. */
  mustSound(): boolean {
    if (!this.person) return false;
    if (tally(this.world).ringing > 0) return true;
    for (const alarm of this.world.alarms.values()) if (alarm.kind === AlarmKind.OFFICER_EMERGENCY) return true;
    return false;
  }
}

function stored(): Partial<Settings> {
  try {
    return JSON.parse(localStorage.getItem(SETTINGS_KEY) ?? "{}") as Partial<Settings>;
  } catch {
    return {};
  }
}

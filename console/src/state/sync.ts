// Two windows of one person in step: the map on one screen, the queue on the other.

import type { Person } from "../api/client.ts";
import type { Selection, Settings } from "./desk.ts";

type Message =
  | { kind: "select"; selection: Selection | null }
  | { kind: "lock"; locked: boolean }
  | { kind: "settings"; settings: Partial<Settings> }
  | { kind: "who" }
  | { kind: "person"; person: Person };

interface Hears {
  select(selection: Selection | null): void;
  lock(locked: boolean): void;
  settings(settings: Partial<Settings>): void;
  person(person: Person): void;
  /** Who has signed in here; null when nobody has, or the screen is locked. */
  whoIsThere(): Person | null;
}

export class Sync {
  private channel: BroadcastChannel | null;

  constructor(hears: Hears) {
    this.channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("patrold-console");
    if (!this.channel) return;
    this.channel.onmessage = (event: MessageEvent<Message>) => {
      const message = event.data;
      switch (message.kind) {
        case "select":
          hears.select(message.selection);
          break;
        case "lock":
          hears.lock(message.locked);
          break;
        case "settings":
          hears.settings(message.settings);
          break;
        case "person":
          hears.person(message.person);
          break;
        case "who": {
          const person = hears.whoIsThere();
          if (person) this.person(person);
          break;
        }
      }
    };
    this.send({ kind: "who" });
  }

  select(selection: Selection | null): void {
    this.send({ kind: "select", selection });
  }

  lock(locked: boolean): void {
    this.send({ kind: "lock", locked });
  }

  settings(settings: Partial<Settings>): void {
    this.send({ kind: "settings", settings: { ...settings } });
  }

  person(person: Person): void {
    this.send({ kind: "person", person });
  }

  private send(message: Message): void {
    this.channel?.postMessage(message);
  }
}

// Carries out what was typed in the command line.

import { bare } from "../i18n/format.ts";
import { t, type Key } from "../i18n/index.ts";
import type { Desk } from "../state/desk.ts";
import { close, dispatchUnits, handOver, link, note, recall, step, take } from "./act.ts";
import {
  answerJurisdiction,
  backInService,
  endEmergency,
  endLoan,
  follow,
  holdFor,
  lend,
  offerReferral,
  outOfService,
  proposeJurisdiction,
  unlinkNth,
} from "./deeds.ts";
import { VERBS, type Command } from "./parse.ts";

/** The call that a verb makes; what makes none is for everybody. */
const CALLS: Readonly<Record<(typeof VERBS)[number], string | null>> = {
  d: "DispatchUnits",
  e: null,
  i: null,
  m: "DispatchUnits",
  r: "RecallUnit",
  t: "HandOverIncident",
  c: "CloseIncident",
  n: "AddNote",
  h: "HandOverIncident",
  l: "LinkReports",
  s: "AdvanceDispatch",
  a: "AmendReport",
  u: "UnlinkReport",
  p: "OfferReferral",
  j: "ProposeJurisdiction",
  f: "FollowUnit",
  w: "HoldForUnit",
  o: "LendUnit",
  b: "SetAvailability",
  x: "CancelEmergency",
};

/** What the command line takes, as far as this person may. */
export function helpFor(desk: Desk): Key[] {
  const may = VERBS.filter((verb) => CALLS[verb] === null || desk.may(CALLS[verb]));
  return [...may, "slash" as const].map((verb): Key => `command.help.${verb}`);
}

/** Carries out what was typed. */
export async function run(desk: Desk, command: Command): Promise<void> {
  switch (command.kind) {
    case "dispatch":
      desk.select({ kind: "incident", name: command.incident });
      await dispatchUnits(desk, command.incident, command.units, command.reason);
      break;
    case "move":
      desk.select({ kind: "incident", name: command.incident });
      await dispatchUnits(desk, command.incident, command.units, command.reason, true);
      break;
    case "show-unit":
      desk.select({ kind: "unit", name: command.unit });
      break;
    case "show-incident":
      desk.select({ kind: "incident", name: command.incident });
      break;
    case "recall": {
      const dispatch = desk.world.dispatchOf(command.unit);
      if (dispatch) await recall(desk, dispatch.name, command.reason);
      else desk.toast("refused", () => t("command.idle_unit", { unit: bare(command.unit) }));
      break;
    }
    case "take":
      await take(desk, command.incident);
      break;
    case "close":
      await close(desk, command.incident, command.disposition, command.remark);
      break;
    case "note":
      await note(desk, command.incident, command.text);
      break;
    case "hand-over":
      await handOver(desk, command.incident, command.desk);
      break;
    case "link":
      await link(desk, command.incident, command.into);
      break;
    case "step":
      await step(desk, command.unit, command.step);
      break;
    case "amend":
      desk.select({ kind: "incident", name: command.incident });
      desk.asked = "amend";
      desk.now();
      break;
    case "unlink":
      await unlinkNth(desk, command.incident, command.place, command.reason);
      break;
    case "refer":
      await offerReferral(desk, command.incident, command.partner, command.reason);
      break;
    case "propose":
      await proposeJurisdiction(desk, command.incident, command.zone, command.reason);
      break;
    case "answer":
      await answerJurisdiction(desk, command.incident, command.accepted, command.reason);
      break;
    case "follow":
      await follow(desk, command.incident, command.unit);
      break;
    case "hold":
      await holdFor(desk, command.incident, command.unit, command.minutes * 60_000, command.reason);
      break;
    case "lend":
      await lend(desk, command.unit, command.zone, command.hours, command.reason);
      break;
    case "end-loan":
      await endLoan(desk, command.unit, command.reason);
      break;
    case "out":
      await outOfService(desk, command.unit, command.why, command.minutes, command.reason);
      break;
    case "back":
      await backInService(desk, command.unit);
      break;
    case "end-emergency":
      await endEmergency(desk, command.incident, command.said);
      break;
    case "help":
      desk.helpOpen = true;
      desk.now();
      break;
    case "search":
      break;
  }
}

// What a desk can do with a unit beside its few great buttons.

import { IncidentState, UnitActivity, UnavailableReason, type Unit } from "../gen/patrol/v1/types_pb.ts";
import { dispatchUnits } from "../command/act.ts";
import { backInService, endLoan, lend, outOfService } from "../command/deeds.ts";
import { queueOf } from "../state/queue.ts";
import { shortNumber } from "../i18n/format.ts";
import { t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";
import { why, type Action } from "./actions.ts";
import { zoneField } from "./incident-actions.ts";
import { typeName } from "./parts.ts";

const ABSENCES = [1, 2, 3, 4, 5, 6] as const;
/** How many open incidents a unit may be moved to by a list; the command line takes any. */
const INCIDENTS_MAX = 60;

export function actionsOfUnit(unit: Unit): Action[] {
  const { name } = unit;
  const dispatch = desk().world.dispatchOf(name);
  const activity = unit.duty?.activity ?? UnitActivity.UNSPECIFIED;
  const all: (Action | false)[] = [
    dispatch !== undefined && {
      id: "move",
      call: "DispatchUnits",
      title: t("action.move"),
      fields: [{ name: "incident", kind: "select", label: t("incident.title"), required: true, choices: others(dispatch.incident) }, why()],
      act: async ({ incident = "", reason = "" }) => {
        if (await dispatchUnits(desk(), incident, [name], reason, true)) desk().select({ kind: "incident", name: incident });
      },
    },
    activity === UnitActivity.AVAILABLE && {
      id: "out",
      call: "SetAvailability",
      title: t("action.out"),
      fields: [
        { name: "why", kind: "select", label: t("action.reason"), required: true, choices: ABSENCES.map((it) => [String(it), tn("unavailable", it)] as const) },
        { name: "minutes", kind: "number", label: t("action.back_in") },
        { name: "detail", kind: "text", label: t("action.detail") },
      ],
      act: ({ why: reason = "", minutes = "", detail = "" }) =>
        outOfService(desk(), name, Number(reason) as UnavailableReason, minutes === "" ? null : Number(minutes), detail),
    },
    activity === UnitActivity.UNAVAILABLE && {
      id: "back",
      call: "SetAvailability",
      title: t("action.back"),
      fields: [],
      act: () => backInService(desk(), name),
    },
    unit.loan === undefined
      ? {
          id: "lend",
          call: "LendUnit",
          title: t("action.lend"),
          fields: [zoneField(true, unit.homeZone), { name: "hours", kind: "number", label: t("action.hours"), required: true, max: 2160, value: "8" }, why()],
          act: ({ zone = "", hours = "", reason = "" }) => lend(desk(), name, zone, Number(hours), reason),
        }
      : { id: "end-loan", call: "EndLoan", title: t("action.end_loan"), fields: [why()], act: ({ reason = "" }) => endLoan(desk(), name, reason) },
  ];
  return all.filter((it): it is Action => it !== false);
}

/** The open incidents, the gravest first, but for the one that it is on. */
function others(than: string): (readonly [string, string])[] {
  const entries = queueOf(desk().world, { text: "", jurisdiction: "", mine: "", closed: false });
  const open = entries.filter(({ incident }) => incident.name !== than && incident.state !== IncidentState.CLOSED);
  return open.slice(0, INCIDENTS_MAX).map(({ incident, level }) => [
    incident.name,
    `${shortNumber(incident.number)} · ${tn("level", level)} · ${typeName(incident.classification?.typeCode ?? "")} · ${incident.jurisdiction}`,
  ] as const);
}

// What a desk can do with an incident and its reports beside sending, closing and placing.

import { Datum, type Incident, type Report, type ReportFlag } from "../gen/patrol/v1/types_pb.ts";
import { handOver } from "../command/act.ts";
import {
  amend,
  endEmergency,
  follow,
  holdFor,
  liftRestriction,
  offerReferral,
  proposeJurisdiction,
  restrict,
  unlink,
} from "../command/deeds.ts";
import { bare } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";
import { why, type Action, type Field } from "./actions.ts";

const FLAGS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

/** A field for one of the policy's zones. */
export function zoneField(required = true, without = ""): Field {
  const choices = desk().words.zoneNames.filter((it) => it !== without).map((it) => [it, it] as const);
  return { name: "zone", kind: "select", label: t("action.zone"), required, choices };
}

export function actionsOf(incident: Incident): Action[] {
  const { name } = incident;
  const partners = desk().words.partners.map((it) => [it.id, named(it, it.id)] as const);
  const danger = desk().world.unitInNeed(name);
  const all: (Action | false)[] = [
    danger !== undefined && {
      id: "end-emergency",
      call: "CancelEmergency",
      title: t("action.end_emergency", { unit: bare(danger) }),
      fields: [why(true, "action.voice_contact")],
      act: ({ reason = "" }) => endEmergency(desk(), name, reason),
    },
    {
      id: "hand-over",
      call: "HandOverIncident",
      title: t("action.hand_over"),
      fields: [{ name: "desk", kind: "text", label: t("incident.desk"), required: true }],
      act: ({ desk: to = "" }) => handOver(desk(), name, to),
    },
    partners.length > 0 && {
      id: "refer",
      call: "OfferReferral",
      title: t("action.refer"),
      fields: [{ name: "partner", kind: "select", label: t("action.partner"), required: true, choices: partners }, why(true)],
      act: ({ partner = "", reason = "" }) => offerReferral(desk(), name, partner, reason),
    },
    incident.proposedJurisdiction === "" && {
      id: "propose",
      call: "ProposeJurisdiction",
      title: t("action.propose"),
      fields: [zoneField(true, incident.jurisdiction), why()],
      act: ({ zone = "", reason = "" }) => proposeJurisdiction(desk(), name, zone, reason),
    },
    {
      id: "follow",
      call: "FollowUnit",
      title: t("action.follow"),
      fields: [{ name: "unit", kind: "unit", label: t("action.unit"), required: true }],
      act: ({ unit = "" }) => follow(desk(), name, unit),
    },
    {
      id: "hold",
      call: "HoldForUnit",
      title: t("action.hold"),
      fields: [
        { name: "unit", kind: "unit", label: t("action.unit"), required: true },
        { name: "minutes", kind: "number", label: t("action.minutes"), required: true, max: 240, value: "10" },
        why(true),
      ],
      act: ({ unit = "", minutes = "", reason = "" }) => holdFor(desk(), name, unit, Number(minutes) * 60_000, reason),
    },
    {
      id: "restrict",
      call: "RestrictIncident",
      title: t("action.restrict"),
      fields: [{ name: "people", kind: "text", label: t("action.people"), value: incident.seenBy.join(" ") }, why(true)],
      act: ({ people = "", reason = "" }) => restrict(desk(), name, people.split(/[\s,，]+/).filter((it) => it !== ""), reason),
    },
    incident.seenBy.length > 0 && {
      id: "lift",
      call: "LiftRestriction",
      title: t("action.lift"),
      fields: [why(true)],
      act: ({ reason = "" }) => liftRestriction(desk(), name, reason),
    },
  ];
  return all.filter((it): it is Action => it !== false);
}

export function actionsOfReport(incident: Incident, report: Report): Action[] {
  const flags = FLAGS.map((flag) => [String(flag), tn("flag", flag)] as const);
  const amendment: Action = {
    id: "amend",
    call: "AmendReport",
    title: t("action.amend"),
    fields: [
      { name: "address", kind: "text", label: t("report.address") },
      { name: "place", kind: "place", label: t("report.position") },
      { name: "phone", kind: "text", label: t("report.phone") },
      { name: "caller", kind: "text", label: t("report.caller") },
      // What it replaces is shown to whoever may read it.
      { name: "narrative", kind: "long", label: t("report.narrative"), value: report.narrative?.text ?? "" },
      { name: "flags", kind: "flags", label: t("report.flags"), choices: flags, value: report.flags.join(" ") },
    ],
    act: ({ address = "", place = "", phone = "", caller = "", narrative = "", flags = "" }) => {
      const [latitudeDeg = 0, longitudeDeg = 0] = place.split(" ").map(Number);
      const manualPosition = place === "" ? {} : { manualPosition: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 } };
      return amend(desk(), report.name, {
        ...(address !== "" || place !== "" ? { place: { address, ...manualPosition } } : {}),
        displayName: caller,
        phone,
        narrative: narrative === report.narrative?.text ? "" : narrative,
        flags: flags.split(" ").filter((it) => it !== "").map(Number) as ReportFlag[],
      });
    },
  };
  const apart: Action = {
    id: "unlink",
    call: "UnlinkReport",
    title: t("action.unlink"),
    fields: [why()],
    act: ({ reason = "" }) => unlink(desk(), report.name, reason),
  };
  return incident.reports.length > 1 ? [amendment, apart] : [amendment];
}

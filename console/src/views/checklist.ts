// The plan of an incident as a list to go through.

import { html, nothing } from "lit";
import type { Dispatch, Incident } from "../gen/patrol/v1/types_pb.ts";
import { checklistOf, type Check } from "../state/checklist.ts";
import type { PlanStep } from "../state/words.ts";
import { span } from "../i18n/format.ts";
import { named, t, tn } from "../i18n/index.ts";
import { desk } from "./context.ts";
import { policyName } from "./parts.ts";

const SIGNS = { done: "✓", open: "○", late: "!" } as const;

export function checklist(incident: Incident, dispatches: readonly Dispatch[], planName: string): unknown {
  const plan = desk().words.plans.get(planName);
  const checks = checklistOf(incident, dispatches, plan, desk().daemonNow());
  const open = checks.filter((it) => it.state !== "done").length;
  return html`<section>
    <h3>${t("check.title")} ${planName ? html`<span class="dim">${policyName(planName)}</span>` : nothing}</h3>
    <ul class="checks" aria-label=${t("check.left", { n: open })}>
      ${checks.map((it) => html`<li class="check-${it.state}">
        <i aria-hidden="true">${SIGNS[it.state]}</i><span class="sr">${tn("check.state", it.state)}: </span>${textOf(it, incident)}
      </li>`)}
      ${plan?.informSupervisor ? html`<li class="check-done"><i aria-hidden="true">✓</i>${t("check.supervisor")}</li>` : nothing}
    </ul>
  </section>`;
}

function textOf(check: Check, incident: Incident): string {
  switch (check.what) {
    case "desk":
      return check.state === "done" ? t("check.desk", { desk: incident.desk }) : t("check.no_desk");
    case "place":
      return t(check.state === "done" ? "check.place" : "check.no_place");
    case "step":
      return stepLine(check.have, check.need, check.step ? stepText(check.step) : "");
    case "told":
      return t(check.state === "done" ? "check.told" : "check.not_told");
    case "arrival":
      return t("check.arrival", { time: span(check.withinMs) });
    case "feedback":
      return t("check.feedback");
    case "call_back":
      return t("incident.call_back");
    case "partner": {
      const partner = desk().words.partners.find((it) => it.id === check.partner);
      return t("check.partner", { who: named(partner, check.partner) });
    }
  }
}

/** A step of a plan that this console cannot read, or that asks for nobody in particular, is told by its count alone. */
function stepLine(have: number, need: number, who: string): string {
  return who === "" ? t("check.step_any", { have, need }) : t("check.step", { have, need, who });
}

/** Such as “motorcycle · city · armed”. */
function stepText(step: PlanStep): string {
  const parts = [...step.kinds.map((it) => tn("kind_of", it) || it), ...step.tiers.map((it) => tn("tier_of", it) || it)];
  if (step.armed || step.capabilities.includes("armed")) parts.push(t("unit.armed"));
  if (step.officersMin > 0) parts.push(t("check.officers", { n: step.officersMin }));
  return parts.join(" · ");
}

// What a supervisor decides, and one person at two screens.

import { describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { RecordsService } from "../src/gen/patrol/v1/records_pb.ts";
import { UnitService } from "../src/gen/patrol/v1/unit_pb.ts";
import { Step } from "../src/gen/patrol/v1/types_pb.ts";
import { span } from "../src/i18n/format.ts";
import { stageFor } from "./stage.ts";

const stage = stageFor({
  before: async ({ daemon }) => {
    for (const [north, typeCode] of [[0, "criminal.theft"], [330, "dispute"], [-330, "criminal.theft"]] as const) {
      await daemon.phone(typeCode, north);
    }
  },
  seat: null,
});

const words = (page: Page): Promise<string> => page.locator(".supervisor").innerText();

/** Pastes a policy: typing forty thousand letters is not what a test is for. */
function write(page: Page, text: string): Promise<void> {
  return page.locator("#policy-text").evaluate((area, it) => {
    (area as HTMLTextAreaElement).value = it;
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}

describe("a supervisor", () => {
  it("sees how fast the towns are: the figures are those of the incidents that there are", async () => {
    const { page, context, complaints } = await stage.sitDown({ role: "supervisor", principal: "001002" });
    const desk = stage.daemon.client(DispatchService);
    const sent = () => [...stage.street.radios.values()].find((it) => it.dispatch)?.dispatch;
    await expect.poll(() => sent()?.name ?? "", { timeout: 10_000 }).not.toBe("");
    const dispatch = sent();
    await stage.street.say(dispatch?.unit ?? "", Step.ARRIVED);
    const { incident, dispatches } = await desk.getIncident({ name: dispatch?.incident ?? "" });
    const seconds = Number((dispatches.find((it) => it.clocks?.arriveTime)?.clocks?.arriveTime?.seconds ?? 0n) - (incident?.clockStartTime?.seconds ?? 0n));
    await page.locator("nav button", { hasText: "Supervisor" }).click();
    const row = page.locator("#response-times tr", { hasText: incident?.jurisdiction ?? "?" });
    await expect.poll(() => row.innerText(), { timeout: 20_000 }).toMatch(new RegExp([-1, 0, 1].map((by) => `\\b${span((seconds + by) * 1000)}\\b`).join("|")));

    // Over a week it is the same, since there was nothing before; in a span of before there is nothing at all.
    const { rows } = await stage.daemon.client(RecordsService).getResponseTimes({});
    const incidents = rows.reduce((sum, it) => sum + Number(it.incidentCount), 0);
    await page.locator('[data-span="week"]').click();
    await expect.poll(() => page.locator("#response-times tfoot").innerText(), { timeout: 20_000 }).toMatch(new RegExp(`All[\\s\\S]*\\b${incidents}\\b`));
    expect(await page.locator("#league tbody tr").count()).toBe(1);
    await page.locator('[data-span="any"]').click();
    await page.fill("#response-from", "2020-01-01T08:00");
    await page.locator("#response-from").blur();
    await expect.poll(() => page.locator(".response .fault").innerText(), { timeout: 20_000 }).toContain("at most 31 days before end_time");
    await page.fill("#response-until", "2020-01-02T08:00");
    await page.locator("#response-until").blur();
    await expect.poll(() => page.locator(".response").innerText(), { timeout: 20_000 }).toContain("No incident began in this span");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("compares a policy, rehearses it on the last hour, activates it with a reason, and sets the duty level", async () => {
    const { page, context, complaints } = await stage.sitDown({ role: "supervisor", principal: "001002" });
    await page.locator("nav button", { hasText: "Supervisor" }).click();
    await expect.poll(() => words(page), { timeout: 20_000 }).toContain("revision 1");
    await page.locator("button", { hasText: "Load the active policy" }).click();
    const text = await page.locator("#policy-text").inputValue();
    expect(text).toContain("detour_factor = 1.35");

    await write(page, text.replace("detour_factor = 1.35", "detour_factor = -3"));
    await page.locator("button", { hasText: "Check and compare" }).click();
    await expect.poll(() => words(page), { timeout: 20_000 }).toContain("1 faults");

    await write(page, text.replace("detour_factor = 1.35", "detour_factor = 1.6"));
    await page.locator("button", { hasText: "Check and compare" }).click();
    await expect.poll(() => words(page), { timeout: 30_000 }).toMatch(/detour_factor[\s\S]*1\.35[\s\S]*1\.6/);

    await page.locator("#rehearse").click();
    await page.locator("#rehearse").waitFor({ timeout: 60_000 });
    expect(await page.locator(".supervisor .fault").allInnerTexts()).toEqual([]);
    await expect.poll(() => words(page), { timeout: 60_000 }).toMatch(/(\d+) of \1 decisions came out as recorded/);
    expect(await words(page)).toContain("Proposed");

    // Without a reason there is no activation.
    const activate = page.locator("button", { hasText: /^\s*Activate\s*$/ });
    expect(await activate.isDisabled()).toBe(true);
    await page.fill("#policy-reason", "detours by the river");
    await activate.click();
    await expect.poll(() => words(page), { timeout: 20_000 }).toContain("revision 2");
    expect(await words(page)).toContain("detours by the river");

    await page.fill("#duty-reason", "evening of the festival");
    await page.locator('[data-duty="enhanced"]').click();
    await expect.poll(() => page.locator(".bar .chip").innerText(), { timeout: 20_000 }).toContain("Enhanced");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("plans an event, ends it, and ends an officer's emergency after voice contact", async () => {
    const { page, context, complaints } = await stage.sitDown({ role: "supervisor", principal: "001002" });
    await page.locator("nav button", { hasText: "Supervisor" }).click();
    await page.locator('[data-action="plan-event"]').click();
    const form = page.locator('[data-form="plan-event"]');
    await form.locator('[name="name"]').fill("龙舟赛");
    await form.locator('[name="zone"]').selectOption("莞城街道");
    await form.locator('[name="units"]').fill("R13, R99");
    await form.locator("button", { hasText: "OK" }).click();
    await expect.poll(() => form.innerText(), { timeout: 10_000 }).toContain("No unit “R99”");
    await form.locator('[name="units"]').fill("R13, R14");
    await form.locator("button", { hasText: "OK" }).click();
    const planned = page.locator(".planned li", { hasText: "龙舟赛" });
    await expect.poll(() => planned.innerText(), { timeout: 20_000 }).toMatch(/under way[\s\S]*R13 R14/);
    await planned.locator("button", { hasText: "End it" }).click();
    await planned.locator("button", { hasText: "OK" }).click();
    await planned.waitFor({ state: "detached", timeout: 20_000 });

    const raised = await stage.daemon.client(UnitService).raiseEmergency({ unit: "units/R13" });
    const incident = raised.incident?.name ?? "";
    await page.locator(`[data-incident="${incident}"]`).waitFor({ timeout: 20_000 });
    await page.evaluate((name) => window.patrold.select({ kind: "incident", name }), incident);
    await page.locator('[data-action="restrict"]').click();
    await page.locator('[data-form="restrict"] [name="people"]').fill("044021");
    await page.locator('[data-form="restrict"] [name="reason"]').fill("an officer is concerned");
    await page.locator('[data-form="restrict"] button', { hasText: "OK" }).click();
    await expect.poll(() => page.locator(".incident .facts").first().innerText(), { timeout: 20_000 }).toMatch(/Seen only by[\s\S]*044021/);
    await page.locator('[data-action="end-emergency"]').click();
    await page.locator('[data-form="end-emergency"] [name="reason"]').fill("fell off the motorcycle, unhurt");
    await page.locator('[data-form="end-emergency"] button', { hasText: "OK" }).click();
    await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 20_000 }).toContain("emergency is over");
    await expect.poll(() => page.evaluate(() => window.patrold.world.units.get("units/R13")?.emergency), { timeout: 20_000 }).toBe("");
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("is what a dispatcher is not", async () => {
    const { page, context, complaints } = await stage.sitDown();
    await page.locator("nav button", { hasText: "Supervisor" }).click();
    await expect.poll(() => words(page), { timeout: 20_000 }).toContain("revision");
    // What is in force, and how the city does, are for everybody at a desk; to change it is not, and the record is not.
    await expect.poll(() => page.locator("#response-times tbody tr").count(), { timeout: 20_000 }).toBeGreaterThan(0);
    await expect.poll(() => page.evaluate(() => window.patrold.caller?.role), { timeout: 10_000 }).toBe("dispatcher");
    for (const forbidden of ["#rehearse", "#policy-text", "#duty-reason", "[data-duty]"]) {
      expect(await page.locator(forbidden).count(), forbidden).toBe(0);
    }
    expect(await page.locator("nav button", { hasText: "Record" }).count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });

  it("reads the record, sees there that it was read, and has the journal examined", async () => {
    const { page, context, complaints } = await stage.sitDown({ role: "supervisor", principal: "001002" });
    await page.locator("nav button", { hasText: "Record" }).click();
    const entries = page.locator(".audit-entries li");
    await expect.poll(() => entries.count(), { timeout: 20_000 }).toBeGreaterThan(5);
    await page.fill("#audit-principal", "001002");
    await page.fill("#audit-command", "ListAuditEntries");
    await page.locator(".audit-filter button").click();
    await expect.poll(() => entries.first().innerText(), { timeout: 20_000 }).toMatch(/001002[\s\S]*read[\s\S]*ListAuditEntries/);
    for (const entry of await entries.allInnerTexts()) expect(entry).toContain("001002");
    await page.locator("#examine").click();
    await expect.poll(() => page.locator(".audit .sound").innerText(), { timeout: 60_000 }).toMatch(/Sound: \d+ entries/);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe("one person at two screens", () => {
  it("signs in once, and selection, language and lock go together", async () => {
    const { page: queue, context, complaints } = await stage.sitDown({ path: "/queue" });
    const map = await context.newPage();
    await map.goto(`${stage.url}/map`);
    await map.locator(".truth-live").waitFor({ timeout: 40_000 });
    expect(await map.locator("pt-queue").count()).toBe(0);
    expect(await queue.locator("pt-map").count()).toBe(0);

    await queue.locator(".row-open").first().click();
    const chosen = await queue.evaluate(() => window.patrold.selection?.name);
    await expect.poll(() => map.evaluate(() => window.patrold.selection?.name), { timeout: 10_000 }).toBe(chosen);

    await queue.evaluate(() => window.patrold.change({ language: "zh" }));
    await expect.poll(() => map.locator(".bar h1").innerText(), { timeout: 10_000 }).toBe("巡逻指挥台");

    await map.keyboard.press("Control+Shift+L");
    await queue.locator(".sign").waitFor({ timeout: 10_000 });
    expect(await queue.locator(".rows").count()).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

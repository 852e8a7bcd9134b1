// What a dispatcher does all day, in a real browser before a real daemon.

import { beforeEach, describe, expect, it } from "vitest";
import type { Page } from "playwright-core";
import axe from "axe-core";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { RecordsService } from "../src/gen/patrol/v1/records_pb.ts";
import { Step } from "../src/gen/patrol/v1/types_pb.ts";
import { MIDDLE } from "./daemon.ts";
import { stageFor } from "./stage.ts";

const stage = stageFor({ street: { tickMs: 500, speedMps: 60 } });

beforeEach(async () => {
  stage.seat.complaints.length = 0;
  await stage.seat.page.keyboard.press("Escape");
});

/** A call comes in from the telephone platform. */
async function phone(typeCode: string, north = 0, east = 0): Promise<{ name: string; number: string }> {
  const { name, number } = await stage.daemon.phone(typeCode, north, east);
  return { name, number: number.split("-").pop() ?? "" };
}

/** Everything open is finished and closed, so that the next test begins with free units. */
async function tidy(): Promise<void> {
  const desk = stage.daemon.client(DispatchService);
  const { incidents } = await desk.listIncidents({ pageSize: 100 });
  for (const incident of incidents) {
    if (incident.state === 4) continue;
    const { dispatches } = await desk.getIncident({ name: incident.name });
    for (const dispatch of dispatches.filter((it) => it.state <= 4)) {
      await desk.recallUnit({ dispatch: dispatch.name, reason: "test" }).catch(() => undefined);
    }
    await desk.closeIncident({ incident: incident.name, disposition: { kind: 1, activity: 7 } }).catch(() => undefined);
  }
}

const text = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText();

async function toast(page: Page, pattern: RegExp): Promise<string> {
  await expect.poll(() => page.locator(".toasts").innerText(), { timeout: 20_000 }).toMatch(pattern);
  return page.locator(".toasts").innerText();
}

/** Types a line; after one the cursor stays for the next. */
async function line(page: Page, words: string): Promise<void> {
  await page.locator(".command input").fill(words);
  await expect.poll(() => text(page, ".command .hint"), { timeout: 10_000 }).toBe("⏎");
  await page.locator(".command input").press("Enter");
}

/** Fills the form of an action on the card that is open. */
async function form(page: Page, action: string, fields: Record<string, string>): Promise<void> {
  await page.locator(`[data-action="${action}"]`).click();
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[data-form="${action}"] [name="${name}"]`);
    if ((await field.evaluate((it) => it.tagName)) === "SELECT") await field.selectOption(value);
    else await field.fill(value);
  }
  await page.locator(`[data-form="${action}"] button`, { hasText: "OK" }).click();
}

describe("a dispatcher", () => {
  it("takes a report by keyboard only, sees level and units before filing, and follows the unit to the scene", async () => {
    const { page } = stage.seat;
    await page.keyboard.press("n");
    await page.locator("#report-type").waitFor();
    await page.keyboard.type("theft");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("演示路 8 号");
    await page.keyboard.press("Tab");
    await page.keyboard.type(`${MIDDLE[0]}, ${MIDDLE[1]}`);
    await expect.poll(() => text(page, ".verdict"), { timeout: 15_000 }).toMatch(/Would send\s+\S+/);
    expect(await text(page, ".verdict")).toContain("Level 3");
    await page.keyboard.press("Tab");
    await page.keyboard.type("店里手机被偷");
    await page.keyboard.press("Control+Enter");
    const said = await toast(page, /filed, level 3/);
    const unit = /(\S+) sent/.exec(said)?.[1] ?? "";
    expect(unit).not.toBe("");

    // It stands in the queue, selected, with the unit that was told.
    await expect.poll(() => text(page, ".row.chosen .row-units"), { timeout: 15_000 }).toContain(unit);
    await expect.poll(() => text(page, ".incident .told"), { timeout: 15_000 }).toContain("店里手机被偷");
    // What is waited for is told apart from what has not begun, in words.
    expect(await page.locator(".dispatch .face-counting").first().innerText()).toMatch(/waits/);
    await page.locator(".dispatch button", { hasText: "Why" }).first().click();
    await expect.poll(() => page.locator(".why .explanation tr").count(), { timeout: 15_000 }).toBeGreaterThan(1);

    // The unit says how it goes; the screen follows, and the unit moves on the map.
    const name = `units/${unit}`;
    const from = await page.evaluate((it) => document.querySelector("pt-map")?.screenOf(it), name);
    for (const [step, words] of [[Step.SIGNED_IN, "Signed in"], [Step.DEPARTED, "Under way"]] as const) {
      await stage.street.say(name, step);
      await expect.poll(() => text(page, ".dispatch"), { timeout: 15_000 }).toContain(words);
    }
    expect(await page.locator(".dispatch .face-stopped .clock-time").allInnerTexts()).toEqual([expect.stringMatching(/^✓ /), expect.stringMatching(/^✓ /)]);
    await expect
      .poll(async () => {
        const to = await page.evaluate((it) => document.querySelector("pt-map")?.screenOf(it), name);
        return from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
      }, { timeout: 30_000 })
      .toBeGreaterThan(4);
    await stage.street.say(name, Step.ARRIVED);
    await expect.poll(() => text(page, ".dispatch"), { timeout: 15_000 }).toContain("On scene");
    await expect.poll(() => text(page, ".timeline"), { timeout: 15_000 }).toMatch(/on scene/);

    // Closing is refused while it is there; afterwards it is done.
    await page.locator(".card-foot button", { hasText: "Close" }).click();
    await page.locator(".dispositions button", { hasText: "Handled" }).click();
    await toast(page, /A unit is on scene/);
    await stage.street.say(name, Step.FINISHED);
    await expect.poll(() => text(page, ".dispatch"), { timeout: 15_000 }).toContain("Finished");
    await page.locator(".card-foot button", { hasText: "Close" }).click();
    await page.locator(".dispositions button", { hasText: "Handled" }).click();
    await toast(page, /closed/);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("sees the next unit offered when the first declines", async () => {
    const { page } = stage.seat;
    await tidy();
    const { number } = await phone("criminal.theft");
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(number);
    await page.keyboard.press("/");
    await page.keyboard.type(number);
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".incident .dispatch:not(.over)").count(), { timeout: 15_000 }).toBe(1);
    const first = await text(page, ".incident .dispatch:not(.over) button.link");
    await stage.street.say(`units/${first}`, Step.DECLINED);
    await expect.poll(() => text(page, ".incident .dispatch:not(.over) button.link"), { timeout: 15_000 }).not.toBe(first);
    expect(await page.locator(".incident .dispatch.over").innerText()).toContain("Declined");
    expect(stage.seat.complaints).toEqual([]);
  });

  it("sends and recalls by two keystrokes and names on the command line", async () => {
    const { page } = stage.seat;
    await tidy();
    const { number } = await phone("criminal.theft");
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(number);
    await page.keyboard.press("d");
    await page.keyboard.type(`${number} R14 : 抽调`);
    await expect.poll(() => text(page, ".command .hint"), { timeout: 10_000 }).toBe("⏎");
    await page.keyboard.press("Enter");
    await toast(page, new RegExp(`R14 sent to ${number}`));
    await page.keyboard.press("Escape");
    await page.keyboard.press(":");
    await page.keyboard.type("r R14 : 不需要");
    await page.keyboard.press("Enter");
    await toast(page, /R14 recalled/);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("moves a unit from one incident to another in one command, by the line and by its card", async () => {
    const { page } = stage.seat;
    await tidy();
    const first = await phone("criminal.theft", 0, 0);
    const second = await phone("dispute", 900, 900);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(second.number);
    await line(page, `d ${first.number} R14 : 抽调`);
    await toast(page, new RegExp(`R14 sent to ${first.number}`));
    await line(page, `m R14 ${second.number} : 更急`);
    await toast(page, new RegExp(`R14 sent to ${second.number}`));
    await expect.poll(() => text(page, ".incident .number"), { timeout: 15_000 }).toContain(second.number);
    await expect.poll(() => page.locator(".incident .dispatch:not(.over)", { hasText: "R14" }).count(), { timeout: 15_000 }).toBe(1);
    // One entry of the record took it off and sent it.
    const records = stage.daemon.client(RecordsService);
    const moved = async () => (await records.listAuditEntries({ command: "dispatch_units", newestFirst: true })).entries[0]?.events;
    expect(await moved()).toEqual(["dispatch_ended", "alarm_raised", "dispatch_opened"]);

    await line(page, "e R14");
    await page.locator('.unit [data-action="move"]').click();
    await page.locator('[data-form="move"] select').selectOption(first.name);
    await page.locator('[data-form="move"] button', { hasText: "OK" }).click();
    await toast(page, new RegExp(`R14 sent to ${first.number}`));
    await expect.poll(() => text(page, ".incident .number"), { timeout: 15_000 }).toContain(first.number);
    expect(await moved()).toEqual(["dispatch_ended", "alarm_raised", "dispatch_opened"]);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("sees level and rule follow what is ticked and told while it is still being typed", async () => {
    const { page } = stage.seat;
    await tidy();
    await page.keyboard.press("n");
    await page.locator("#report-type").fill("traffic.accident-damage");
    await page.keyboard.press("Enter");
    // The level waits for no place.
    await expect.poll(() => text(page, ".verdict"), { timeout: 15_000 }).toContain("Level 3");
    await page.locator("#report-narrative").fill("两车追尾，后座的人流血了");
    await expect.poll(() => text(page, ".verdict"), { timeout: 15_000 }).toMatch(/Level 1[\s\S]*said “流血”/);
    await page.locator("#report-narrative").fill("两车追尾");
    await expect.poll(() => text(page, ".verdict"), { timeout: 15_000 }).toContain("Level 3");
    await page.locator(".report-form .flags label", { hasText: "Injured" }).click();
    await expect.poll(() => text(page, ".verdict"), { timeout: 15_000 }).toMatch(/Level 1[\s\S]*fits: Injured/);
    await page.locator(".card-foot .quiet").click();
    expect(stage.seat.complaints).toEqual([]);
  });

  it("does everything else that a desk does: amend, part, refer, another zone, follow, wait, lend, out of service", async () => {
    const { page } = stage.seat;
    await tidy();
    const first = await phone("dispute", 300, 300);
    const second = await phone("dispute", -300, -300);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(second.number);
    await line(page, `l ${second.number} ${first.number}`);
    await toast(page, /is filed with/);
    await expect.poll(() => page.locator(".incident .report").count(), { timeout: 15_000 }).toBe(2);

    // The command leads to the form of the first report.
    await line(page, `a ${first.number}`);
    await page.locator('[data-form="amend"] textarea').fill("吵得更凶了");
    await page.locator('[data-form="amend"] [name="phone"]').fill("13800000000");
    await page.locator('[data-form="amend"] button', { hasText: "OK" }).click();
    await toast(page, /Report amended/);
    await expect.poll(() => text(page, ".incident .report .told"), { timeout: 15_000 }).toBe("吵得更凶了");
    await line(page, `u ${first.number} 2 : another quarrel`);
    await toast(page, /has an incident of its own/);
    await expect.poll(() => text(page, ".incident .number"), { timeout: 15_000 }).not.toContain(first.number);

    await line(page, `i ${first.number}`);
    await expect.poll(() => page.locator(".incident .report").count(), { timeout: 15_000 }).toBe(1);
    await form(page, "refer", { partner: "grid-centre", reason: "neighbours" });
    await expect.poll(() => text(page, ".attention"), { timeout: 15_000 }).toContain("Intelligent Network centre is asked to take it");
    await page.locator(".attention button", { hasText: "Takes it" }).first().click();
    await expect.poll(() => text(page, ".attention"), { timeout: 15_000 }).toContain("Intelligent Network centre has it");
    await line(page, `j ${first.number} 东城街道 : across the street`);
    await toast(page, /东城街道 is asked to own/);
    await page.locator(".attention button", { hasText: "It does not" }).click();
    await expect.poll(() => text(page, ".attention"), { timeout: 15_000 }).not.toContain("东城街道");
    await form(page, "follow", { unit: "R12" });
    await expect.poll(() => text(page, ".attention"), { timeout: 15_000 }).toContain("is where R12 is");
    await line(page, `f ${first.number} -`);
    await toast(page, /follows nobody/);

    await tidy();
    const { number, name } = await phone("criminal.theft", 100, 100);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(number);
    const { dispatches } = await stage.daemon.client(DispatchService).getIncident({ name });
    await stage.daemon.client(DispatchService).recallUnit({ dispatch: dispatches[0]?.name ?? "", reason: "test" });
    const third = await phone("dispute", 1500, 1500);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(third.number);
    const busy = await stage.daemon.client(DispatchService).getIncident({ name: third.name });
    const unit = (busy.dispatches.find((it) => it.state <= 4)?.unit ?? "").replace("units/", "");
    await line(page, `w ${number} ${unit} 20 : knows the shop`);
    await toast(page, new RegExp(`${number} waits for ${unit}`));

    await line(page, "o R11 东城街道 2 : the match");
    await toast(page, /R11 works for 东城街道/);
    await line(page, "e R11");
    await expect.poll(() => text(page, ".unit.card"), { timeout: 15_000 }).toMatch(/东城街道, until/);
    await form(page, "end-loan", { reason: "over" });
    await expect.poll(() => text(page, ".unit.card"), { timeout: 15_000 }).not.toMatch(/东城街道, until/);
    expect(stage.seat.complaints).toEqual([]);
    await tidy();
    await line(page, "b R11 refuelling 15");
    await toast(page, /R11 is out of service/);
    await line(page, "b R11 back");
    await toast(page, /R11 can be sent again/);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("files a second call about the same event with the first", async () => {
    const { page } = stage.seat;
    await tidy();
    const first = await phone("dispute", 200, 200);
    const second = await phone("dispute", -200, -200);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(second.number);
    await page.keyboard.press(":");
    await page.keyboard.type(`l ${second.number} ${first.number}`);
    await page.keyboard.press("Enter");
    await toast(page, new RegExp(`${second.number} is filed with ${first.number}`));
    await expect.poll(() => page.locator(".incident .report").count(), { timeout: 15_000 }).toBe(2);
    expect(await text(page, ".incident .number")).toContain(first.number);
    // What has no report any more is closed, and leaves the queue.
    await page.locator(`[data-incident="${second.name}"]`).waitFor({ state: "detached", timeout: 15_000 });
    expect(stage.seat.complaints).toEqual([]);
  });

  it("picks units by lasso", async () => {
    const { page } = stage.seat;
    await page.keyboard.press(":");
    await page.keyboard.type("e R12");
    await page.keyboard.press("Enter");
    await page.locator(".unit.card").waitFor({ timeout: 15_000 });
    // The card takes room from the map, which follows in its next frame.
    await page.waitForTimeout(500);
    await page.locator('.map-tools button[aria-label="Lasso"]').click();
    const [x, y] = await page.evaluate(() => {
      const box = document.querySelector(".map-ground")?.getBoundingClientRect();
      const [x, y] = document.querySelector("pt-map")?.screenOf("units/R12") ?? [0, 0];
      return [x + (box?.x ?? 0), y + (box?.y ?? 0)] as const;
    });
    await page.mouse.move(x - 30, y - 30);
    await page.mouse.down();
    for (const [east, south] of [[30, -30], [30, 30], [-30, 30]] as const) await page.mouse.move(x + east, y + south, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => page.evaluate(() => window.patrold.picked), { timeout: 10_000 }).toContain("units/R12");
    await expect.poll(() => text(page, ".map-picked"), { timeout: 10_000 }).toMatch(/\d/);
    await page.locator(".map-picked .quiet").click();
    expect(stage.seat.complaints).toEqual([]);
  });

  it("is told why when another console was first, and sees that it was", async () => {
    const { page } = stage.seat;
    await tidy();
    const other = await stage.sitDown({ principal: "055100", desk: "desk-08" });
    const a = await phone("criminal.theft", 0, 0);
    const b = await phone("criminal.theft", 900, 900);
    await expect.poll(() => text(other.page, ".rows"), { timeout: 15_000 }).toContain(b.number);
    await expect.poll(() => text(page, ".rows"), { timeout: 15_000 }).toContain(b.number);
    await other.page.locator(".command input").fill(`d ${a.number} R13`);
    await page.locator(".command input").fill(`d ${b.number} R13`);
    await other.page.locator(".command input").press("Enter");
    await toast(other.page, /R13 sent to/);
    await page.locator(".command input").press("Enter");
    await toast(page, /somebody else was first/);
    await page.locator(".command input").fill("e R13");
    await page.locator(".command input").press("Enter");
    await expect.poll(() => text(page, ".unit.card"), { timeout: 15_000 }).toContain(`On ${a.number}`);
    expect(other.complaints).toEqual([]);
    await other.context.close();
    expect(stage.seat.complaints).toEqual([]);
  });

  it("hears and sees a level 1 until somebody takes it", async () => {
    const { page } = stage.seat;
    await tidy();
    const { name, number } = await phone("criminal.robbery.street");
    await page.locator(".ringing").waitFor({ timeout: 15_000 });
    expect(await page.evaluate(() => window.patrold.mustSound())).toBe(true);
    expect(await page.locator(`[data-incident="${name}"]`).getAttribute("class")).toContain("rings");
    await page.locator(".ringing button").click();
    await toast(page, new RegExp(`${number} is yours`));
    await page.locator(".ringing").waitFor({ state: "detached", timeout: 15_000 });
    expect(await page.evaluate(() => window.patrold.mustSound())).toBe(false);
    expect(await text(page, `[data-incident="${name}"]`)).toContain("desk-07");
    expect(stage.seat.complaints).toEqual([]);
  });

  it("sees a lost connection at once as one, and gets everything back without a gap", async () => {
    const { page } = stage.seat;
    await tidy();
    await expect.poll(() => page.evaluate(() => window.patrold.truth().state), { timeout: 15_000 }).toBe("live");
    const before = await page.evaluate(() => window.patrold.world.sequence);
    await stage.daemon.kill();
    await page.locator(".truth-lost").waitFor({ timeout: 60_000 });
    expect(await page.locator(".desk").getAttribute("class")).toContain("stale");
    await expect.poll(() => text(page, ".veil"), { timeout: 10_000 }).toMatch(/What you see is .* old/);
    await stage.daemon.run();
    const { number } = await phone("criminal.theft", 300, 300);
    await page.locator(".truth-live").waitFor({ timeout: 40_000 });
    await expect.poll(() => text(page, ".rows"), { timeout: 20_000 }).toContain(number);
    await page.locator(".veil").waitFor({ state: "detached", timeout: 10_000 });
    expect(await page.evaluate(() => window.patrold.world.sequence)).toBeGreaterThan(before);
    expect(await page.evaluate(() => window.patrold.truth().missing)).toBe(0n);
    expect(stage.seat.complaints).toEqual([]);
  });

  it("locks, shows nothing then, and lets only the same person back", async () => {
    const { page } = stage.seat;
    await page.keyboard.press("Control+Shift+L");
    await page.locator(".sign").waitFor();
    expect(await page.locator(".queue").count()).toBe(0);
    // A level 1 is seen and heard through the lock, though nothing of it is told.
    await phone("criminal.robbery.street", 400, -300);
    await page.locator(".ringing").waitFor({ timeout: 15_000 });
    expect(await page.locator(".ringing button").count()).toBe(0);
    expect(await page.evaluate(() => window.patrold.mustSound())).toBe(true);
    await page.fill("#sign-principal", "somebody");
    await page.keyboard.press("Enter");
    await expect.poll(() => text(page, ".fault")).toContain("not the staff number");
    await page.fill("#sign-principal", "044021");
    await page.keyboard.press("Enter");
    await page.locator(".queue").waitFor();
    // And when nobody touches anything, it locks by itself.
    await page.evaluate(() => window.patrold.change({ lockAfterMin: 0.05 }));
    await page.locator(".sign").waitFor({ timeout: 15_000 });
    await page.evaluate(() => window.patrold.change({ lockAfterMin: 10 }));
    await page.fill("#sign-principal", "044021");
    await page.keyboard.press("Enter");
    await page.locator(".queue").waitFor();
    expect(stage.seat.complaints).toEqual([]);
  });

  it("sees on the card of a unit where it was, and that goes on the record", async () => {
    const { page } = stage.seat;
    await tidy();
    // Some fifty metres on: a leap across the town would be kept as evidence, and be no place where it was. Right behind the
    // radio's own regular word even that is one, so it is waited for until the screen has it.
    const radio = stage.street.radios.get("units/R12");
    const [lat, lng] = [(radio?.lat ?? 0) + 0.0005, radio?.lng ?? 0];
    await stage.street.put("units/R12", lat, lng);
    const shownLat = () => page.evaluate(() => {
      const { fleet } = window.patrold.world;
      return fleet.lngLat(fleet.indexOf("units/R12") ?? 0, performance.now())[1];
    });
    await expect.poll(shownLat, { timeout: 30_000 }).toBeCloseTo(lat, 5);
    await page.keyboard.press(":");
    await page.keyboard.type("e R12");
    await page.keyboard.press("Enter");
    await page.locator("#track").waitFor({ timeout: 15_000 });
    await page.locator("#track").click();
    await expect.poll(() => text(page, ".unit.card"), { timeout: 15_000 }).toMatch(/since .*: \d+ points/);
    const last = await page.evaluate(() => window.patrold.track?.points.at(-1)?.position);
    expect(last?.latitudeDeg).toBeCloseTo(lat, 5);
    const records = stage.daemon.client(RecordsService);
    const { entries } = await records.listAuditEntries({ command: "GetTrack", newestFirst: true });
    expect(entries[0]).toMatchObject({ principal: "044021", role: "dispatcher", subjects: ["units/R12"] });
    await page.keyboard.press("Escape");
    expect(stage.seat.complaints).toEqual([]);
  });

  it("shows Chinese throughout, and axe finds no serious fault in either theme", async () => {
    const { page } = stage.seat;
    await tidy();
    await phone("criminal.theft");
    await page.evaluate(() => window.patrold.change({ language: "zh" }));
    for (const theme of ["dark", "light"] as const) {
      await page.evaluate((it) => window.patrold.change({ theme: it }), theme);
      for (const open of ["card", "report", "alarms", "supervisor", "log"] as const) {
        if (open === "card") {
          await page.keyboard.press("Escape");
          await page.keyboard.press("j");
        } else {
          await page.evaluate((it) => window.patrold.open(it), open);
        }
        await page.waitForTimeout(700);
        expect(await strayEnglish(page), `${theme} ${open}`).toEqual([]);
        expect(await faults(page), `${theme} ${open}`).toEqual([]);
      }
      await page.evaluate(() => window.patrold.open("none"));
    }
    await page.evaluate(() => window.patrold.change({ language: "en", theme: "dark" }));
    expect(stage.seat.complaints).toEqual([]);
  });
});

/** English words on a Chinese page that are neither marked as English nor names, codes or keys. */
function strayEnglish(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!parent || parent.closest('[lang="en"], script, style, code, kbd, option, textarea, .maplibregl-map, .facts, .dispatch, .verdict, .explanation')) continue;
      const words = (node.textContent ?? "").match(/[A-Za-z]{4,}/g) ?? [];
      found.push(...words.filter((word) => !/^(patrold|desk|iron|riders|local|administrator|TOML|Enter|Ctrl|Shift)$/.test(word)));
    }
    return found;
  });
}

async function faults(page: Page): Promise<string[]> {
  // The page's policy forbids scripts from elsewhere; the debugger may evaluate what the page may not load.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }),
  );
  return violations
    .filter((it) => it.impact === "serious" || it.impact === "critical")
    .map((it) => `${it.id}: ${it.nodes.slice(0, 3).map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

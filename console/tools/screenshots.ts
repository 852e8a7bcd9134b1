// Pictures of every view, over the demo city at its evening peak: all 3,744 units on duty, calls coming in.
//
//   npm run build && npx tsx tools/screenshots.ts FOLDER          every view, in both languages and both themes
//   npm run build && npx tsx tools/screenshots.ts FOLDER zh-dark  those whose name has one of these words in it
//   npm run build && npx tsx tools/screenshots.ts --readme        the two that the README shows, into docs/images/
//
// Chinese needs a font that has it (Debian: fonts-noto-cjk).

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import type { Page } from "playwright-core";
import { launch, serveConsole, sitDown } from "../e2e/console.ts";
import { Daemon } from "../e2e/daemon.ts";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { DispatchState, IncidentState } from "../src/gen/patrol/v1/types_pb.ts";
import { call, Street } from "./street.ts";

const CALLS = 60;
const CALL_EVERY_MS = 1500;
/** Kinds of calls, by their places in the street's list. */
const EVERYDAY = [0, 4, 3, 5, 0, 6, 4, 0, 3];
const GRAVE = [1, 2, 7];
const UNITS = 3744;
const SIZE = { width: 1440, height: 900 };

type Language = "zh" | "en";
type Theme = "dark" | "light";

/** How each view is brought about; each by what a person would do. */
const show = {
  city: async (page: Page) => {
    await page.keyboard.press("Escape");
  },
  incident: async (page: Page) => {
    // One with units under way shows most.
    await page.evaluate(() => {
      const { world } = window.patrold;
      const busy = [...world.incidents.values()].filter((it) => it.state === 3).map((it) => ({
        name: it.name,
        moving: world.dispatchesOf(it.name).filter((one) => one.state === 2 || one.state === 3).length,
      }));
      busy.sort((a, b) => b.moving - a.moving);
      if (busy[0]) window.patrold.select({ kind: "incident", name: busy[0].name });
    });
  },
  unit: async (page: Page) => {
    await page.evaluate(() => {
      const moving = [...window.patrold.world.dispatches.values()].find((it) => it.state === 3);
      if (moving) window.patrold.select({ kind: "unit", name: moving.unit });
    });
    await page.locator("#track").click();
  },
  report: async (page: Page) => {
    await page.keyboard.press("n");
    await page.locator("#report-type").fill("criminal.robbery.street");
    await page.locator("#report-position").fill("23.0205, 113.7518");
    await page.locator("#report-narrative").fill("有人持刀抢手袋，往北跑了");
  },
  alarms: async (page: Page) => {
    await page.keyboard.press("a");
  },
  log: async (page: Page) => {
    await page.evaluate(() => window.patrold.open("log"));
    await page.waitForTimeout(6000);
  },
  supervisor: async (page: Page) => {
    await page.evaluate(() => window.patrold.open("supervisor"));
  },
  league: async (page: Page) => {
    await page.evaluate(() => window.patrold.open("supervisor"));
    await page.locator("#league").scrollIntoViewIfNeeded();
    await page.locator('[data-action="plan-event"]').click();
  },
  /** What a desk does with an incident beside sending. */
  more: async (page: Page) => {
    await page.keyboard.press("j");
    await page.locator('.incident [data-action="refer"]').click();
    await page.locator('.incident [data-action="refer"]').scrollIntoViewIfNeeded();
  },
  record: async (page: Page) => {
    await page.evaluate(() => window.patrold.open("audit"));
  },
  help: async (page: Page) => {
    await page.keyboard.press("?");
  },
  locked: async (page: Page) => {
    await page.keyboard.press("Control+Shift+L");
  },
} as const;

const readme = process.argv.includes("--readme");
const folder = readme ? join(import.meta.dirname, "../../docs/images") : (process.argv[2] ?? "screenshots");
const wanted = process.argv.slice(3);
await mkdir(folder, { recursive: true });

const daemon = await Daemon.start();
await daemon.enrolDemoCity();
const street = new Street(daemon.address, { units: UNITS, tickMs: 2000, speedMps: 12, stepMs: 6000, sceneMs: 40_000 });
await street.start();
console.log(`${street.radios.size} units on duty`);
for (let number = 0; number < CALLS; number += 1) {
  // Mostly what evenings are made of; the grave ones are rare, and only the last is nobody's yet.
  const grave = number % 20 === 9 ? GRAVE[Math.floor(number / 20) % GRAVE.length] : number === CALLS - 1 ? 7 : undefined;
  const desk = number === CALLS - 1 ? "" : `desk-0${1 + (number % 7)}`;
  await call(daemon.address, grave ?? EVERYDAY[number % EVERYDAY.length] ?? 0, desk);
  await new Promise((resolve) => setTimeout(resolve, CALL_EVERY_MS));
  await closeWhatIsDone();
}
const served = await serveConsole(daemon);
const browser = await launch();
try {
  if (readme) {
    await picture("zh", "dark", "console-zh", show.incident);
    await picture("en", "light", "console-en", show.incident);
  } else {
    for (const [view, prepare] of Object.entries(show)) {
      for (const language of ["zh", "en"] as const) {
        for (const theme of ["dark", "light"] as const) {
          const name = `${view}-${language}-${theme}`;
          if (wanted.length === 0 || wanted.some((word) => name.includes(word))) await picture(language, theme, name, prepare);
        }
      }
    }
  }
} finally {
  street.stop();
  await browser.close();
  await served.close();
  await daemon.stop();
}

/** As desks do: what nobody is on any more is closed. */
async function closeWhatIsDone(): Promise<void> {
  const desk = createClient(DispatchService, createGrpcWebTransport({ baseUrl: daemon.address }));
  const { incidents } = await desk.listIncidents({ pageSize: 200 });
  for (const incident of incidents.filter((it) => it.state !== IncidentState.CLOSED && it.servingCount === 0)) {
    const { dispatches } = await desk.getIncident({ name: incident.name });
    if (!dispatches.some((it) => it.state === DispatchState.FINISHED)) continue;
    await desk.closeIncident({ incident: incident.name, disposition: { kind: 1, activity: 7 } }).catch(() => undefined);
  }
}

async function picture(language: Language, theme: Theme, name: string, prepare: (page: Page) => Promise<void>): Promise<void> {
  const seat = await sitDown(browser, served.url, { language, theme, viewport: SIZE, role: "supervisor", principal: "044021" });
  await seat.page.waitForTimeout(2500);
  await prepare(seat.page);
  await seat.page.waitForTimeout(2500);
  await seat.page.screenshot({ path: join(folder, `${name}.jpg`), type: "jpeg", quality: 84 });
  for (const complaint of seat.complaints) console.error(`${name}: ${complaint}`);
  console.log(name);
  await seat.context.close();
}

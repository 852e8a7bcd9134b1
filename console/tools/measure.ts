// Measures what a dispatcher feels: the time from an event's sync to its pixels, and what a screen with many units costs.
//
//   npm run build && npx tsx tools/measure.ts                 both; some eight minutes
//   npm run build && npx tsx tools/measure.ts pixels|crowd    one of them
//   npm run build && npx tsx tools/measure.ts crowd 100000    with so many units
//
// It starts a daemon and a browser of its own. Where there is no graphics card the processor draws, and then the times between
// frames tell of the drawing; what the page's own thread needs, in processor time, does not depend on it.

import { readFile } from "node:fs/promises";
import os from "node:os";
import type { Map as MapLibre } from "maplibre-gl";
import type { CDPSession, Page } from "playwright-core";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { Datum, ReportSource } from "../src/gen/patrol/v1/types_pb.ts";
import { launch, serveConsole, sitDown } from "../e2e/console.ts";
import { Daemon, MIDDLE } from "../e2e/daemon.ts";
import { Crowd } from "./crowd.ts";
import { Street } from "./street.ts";

const REPORTS = 300;
const REPORT_EVERY_MS = 150;
/** How many incidents stand open. */
const QUEUE = 30;
const WATCHED_MS = 10_000;
const FRAMES = 60;
const CROWDS = process.argv.length > 3 ? process.argv.slice(3).map(Number) : [3_744, 13_000, 100_000];
const CITY_UNITS = 3_744;
/** Zooms: the whole city in clusters, a few towns, and streets with callsigns. */
const ZOOMS = [9.5, 12, 13.5];

const only = process.argv[2];
console.log(`${os.cpus().length} × ${os.cpus()[0]?.model ?? "?"}, node ${process.version}`);
const browser = await launch();
try {
  console.log(`Chromium ${browser.version()}, drawn by ${await renderer()}`);
  if (only !== "crowd") await pixels();
  if (only !== "pixels") await crowds();
} finally {
  await browser.close();
}

async function renderer(): Promise<string> {
  const page = await browser.newPage();
  const name = await page.evaluate(() => {
    const gl = document.createElement("canvas").getContext("webgl2");
    const info = gl?.getExtension("WEBGL_debug_renderer_info");
    return gl && info ? String(gl.getParameter(info.UNMASKED_RENDERER_WEBGL)) : "nothing";
  });
  await page.close();
  return name;
}

// --- From sync to pixels -----------------------------------------------------------------------------------------

/** Over the demo city with all units on duty, and with nothing else going on. */
async function pixels(): Promise<void> {
  const quiet = await Daemon.start();
  await quiet.enrol();
  for (const path of ["/queue", "/"]) await latency(quiet, path, "a quiet town");
  await quiet.stop();
  const daemon = await Daemon.start();
  await daemon.enrolDemoCity();
  const street = new Street(daemon.address, { units: CITY_UNITS, tickMs: 2000, speedMps: 12 });
  await street.start();
  await latency(daemon, "/", `the demo city, ${street.radios.size} units on duty`);
  street.stop();
  await daemon.stop();
}

/**
 * Each report is timed twice. From the answer to whoever filed it, which is given after the sync and by way of another
 * connection: less than the truth by that way. And from the daemon's record time, which is taken before the sync: more.
 * Until the frame after the one in which its row entered the page.
 */
async function latency(daemon: Daemon, path: string, where: string): Promise<void> {
  const served = await serveConsole(daemon);
  const { page, context } = await sitDown(browser, served.url, { path });
  await nameFunctions(page);
  await page.evaluate(() => {
    const drawn = new Map<string, { entered: number; drawn: number }>();
    Object.assign(window, { drawn });
    new MutationObserver(() => {
      for (const row of document.querySelectorAll<HTMLElement>("[data-incident]")) {
        const name = row.dataset["incident"] ?? "";
        if (drawn.has(name)) continue;
        const entered = Date.now();
        drawn.set(name, { entered, drawn: NaN });
        requestAnimationFrame(() => requestAnimationFrame(() => drawn.set(name, { entered, drawn: Date.now() })));
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  const desk = daemon.client(DispatchService);
  const answered = new Map<string, number>();
  for (let i = 0; i < REPORTS; i += 1) {
    const { incident } = await desk.fileReport({
      source: ReportSource.VOICE_110,
      typeCode: "dispute",
      place: { automaticPosition: { latitudeDeg: MIDDLE[0], longitudeDeg: MIDDLE[1], datum: Datum.WGS84 } },
      narrative: "演示",
    });
    answered.set(incident?.name ?? "", Date.now());
    await page.waitForTimeout(REPORT_EVERY_MS);
    // As desks do, so that the queue stays as long as a queue is.
    const done = [...answered.keys()].at(-QUEUE);
    if (done) await desk.closeIncident({ incident: done, disposition: { kind: 1, activity: 7 } }).catch(() => undefined);
  }
  await page.waitForTimeout(2000);
  const drawn = await page.evaluate(() => {
    const { drawn } = window as unknown as { drawn: Map<string, { entered: number; drawn: number }> };
    const { incidents } = window.patrold.world;
    return [...drawn].map(([name, times]) => {
      const opened = incidents.get(name)?.openTime;
      return { name, ...times, recorded: Number(opened?.seconds ?? 0n) * 1000 + (opened?.nanos ?? 0) / 1e6 };
    });
  });
  const seen = drawn.flatMap((it) => {
    const answer = answered.get(it.name);
    return answer === undefined || Number.isNaN(it.drawn) ? [] : [{ ...it, answer }];
  });
  const line = [
    `from the answer to the pixels ${told(seen.map((it) => it.drawn - it.answer))}`,
    `from the record time ${told(seen.map((it) => it.drawn - it.recorded))}`,
    `of it until the row is in the page ${told(seen.map((it) => it.entered - it.recorded))}`,
  ];
  console.log(`pixels: ${where}, ${path}, ${seen.length} of ${REPORTS} reports: ${line.join("; ")}`);
  await context.close();
  await served.close();
}

// --- Many units --------------------------------------------------------------------------------------------------

async function crowds(): Promise<void> {
  const daemon = await Daemon.start();
  for (const units of CROWDS) {
    const crowd = await Crowd.before(daemon, units);
    const served = await serveConsole(crowd);
    const { page, context } = await sitDown(browser, served.url, { viewport: { width: 1440, height: 900 } });
    await page.emulateMedia({ reducedMotion: "no-preference" });
    await nameFunctions(page);
    await page.waitForTimeout(3000);
    const probe = await context.newCDPSession(page);
    await probe.send("Performance.enable", { timeDomain: "threadTicks" });
    await probe.send("HeapProfiler.collectGarbage");
    const { JSHeapUsedSize: heap = 0 } = await metrics(probe);
    console.log(`crowd: ${units} units: heap ${mb(heap)} after collection, the page's process ${mb(await residentOf(page))}`);
    for (const zoom of ZOOMS) console.log(`crowd: ${units} units, ${mb(crowd.bytesASecond)} a second, zoom ${zoom}: ${await watched(page, probe, zoom)}`);
    await context.close();
    await served.close();
    crowd.close();
  }
  await daemon.stop();
}

/** What the page does in a while in which every unit moves once a second, and what one frame costs it. */
async function watched(page: Page, probe: CDPSession, zoom: number): Promise<string> {
  await page.evaluate((zoom) => {
    const { map } = document.querySelector("pt-map") as unknown as { map: MapLibre };
    map.jumpTo({ center: [113.75, 23.02], zoom });
  }, zoom);
  await page.waitForTimeout(2000);
  const moves = await page.evaluate(() => window.patrold.world.fleet.version);
  const before = await metrics(probe);
  const frames = await page.evaluate(
    (ms) =>
      new Promise<number[]>((resolve) => {
        const gaps: number[] = [];
        const end = performance.now() + ms;
        let last = performance.now();
        const frame = (now: number): void => {
          gaps.push(now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(gaps);
        };
        requestAnimationFrame(frame);
      }),
    WATCHED_MS,
  );
  const after = await metrics(probe);
  const since = (name: string): number => (after[name] ?? 0) - (before[name] ?? 0);
  const messages = (await page.evaluate(() => window.patrold.world.fleet.version)) - moves;
  const busy = (since("TaskDuration") / (WATCHED_MS / 1000)) * 100;
  const costs = await frameCosts(page);
  return `page's thread ${busy.toFixed(0)} % busy at ${(frames.length / (WATCHED_MS / 1000)).toFixed(0)} frames a second (${messages} messages); ` +
    `between frames ${told(frames)}; one frame of the map ${told(costs)} of the page's thread`;
}

/** The page's own work for a frame: each is drawn by itself, when what draws has nothing else to do. */
function frameCosts(page: Page): Promise<number[]> {
  return page.evaluate(async (count) => {
    const costs: number[] = [];
    const { map } = document.querySelector("pt-map") as unknown as { map: MapLibre };
    for (let i = 0; i < count; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const began = performance.now();
      map.redraw();
      costs.push(performance.now() - began);
    }
    return costs;
  }, FRAMES);
}

async function metrics(probe: CDPSession): Promise<Record<string, number>> {
  const { metrics: list } = await probe.send("Performance.getMetrics");
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}

/** The memory of the greatest of the browser's page processes, as the system counts it. */
async function residentOf(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send("SystemInfo.getProcessInfo")) ?? { processInfo: [] };
  const sizes = processInfo.filter((it) => it.type === "renderer").map(async ({ id }) => {
    const status = await readFile(`/proc/${id}/status`, "utf8").catch(() => "");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  });
  await session?.detach();
  return Math.max(0, ...(await Promise.all(sizes)));
}

/** The runner of this script names functions by a helper that a page does not have. */
function nameFunctions(page: Page): Promise<unknown> {
  return page.evaluate("globalThis.__name = (it) => it");
}

function told(times: number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const within = (share: number): string => (sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN).toFixed(1);
  return `p50 ${within(0.5)} p99 ${within(0.99)} ms`;
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

// Measures what a dispatcher feels: the work of a second with many units, and the time from an event's sync to its pixels.
//
//   npm run build && npx tsx tools/measure.ts [reports]
//
// It starts a daemon and a browser of its own. What the graphics card would do is done by the processor here, so frames
// are slower than on a laptop; the script's own work (folding, uploading, the canvas above) is not.

import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import type { Page } from "playwright-core";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { Datum, ReportSource } from "../src/gen/patrol/v1/types_pb.ts";
import { launch, serveConsole, sitDown } from "../e2e/console.ts";
import { Daemon, MIDDLE } from "../e2e/daemon.ts";

const reports = Number(process.argv[2] ?? 60);
const ROUNDS = 6;

const daemon = await Daemon.start();
await daemon.enrol();
const served = await serveConsole(daemon);
const browser = await launch();
try {
  // Once without a map, whose frames the processor draws here, and once with it.
  for (const path of ["/queue", "/"]) {
    const seat = await sitDown(browser, served.url, { path });
    await latency(seat.page, path);
    await seat.context.close();
  }
  for (const units of [3_744, 13_000, 100_000]) {
    const crowd = await sitDown(browser, served.url);
    await crowd.page.emulateMedia({ reducedMotion: "no-preference" });
    await fill(crowd.page, units);
    await crowd.context.close();
  }
} finally {
  await browser.close();
  await served.close();
  await daemon.stop();
}

/** From the answer to the report (it is on disk) to the frame in which its row is drawn. */
async function latency(page: Page, path: string): Promise<void> {
  await page.evaluate("globalThis.__name = (it) => it");
  await page.evaluate(() => {
    const drawn = new Map<string, number>();
    (window as unknown as { drawn: Map<string, number> }).drawn = drawn;
    new MutationObserver(() => {
      for (const row of document.querySelectorAll<HTMLElement>("[data-incident]")) {
        const name = row.dataset["incident"] ?? "";
        // The frame after the change is the one that shows it.
        if (!drawn.has(name)) {
          drawn.set(name, NaN);
          requestAnimationFrame(() => requestAnimationFrame(() => drawn.set(name, Date.now())));
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
  const desk = createClient(DispatchService, createGrpcWebTransport({ baseUrl: daemon.address }));
  const synced = new Map<string, number>();
  for (let i = 0; i < reports; i += 1) {
    const receipt = await desk.fileReport({
      source: ReportSource.VOICE_110,
      typeCode: "dispute",
      place: { automaticPosition: { latitudeDeg: MIDDLE[0], longitudeDeg: MIDDLE[1], datum: Datum.WGS84 } },
      narrative: "演示",
    });
    synced.set(receipt.incident?.name ?? "", Date.now());
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await page.waitForTimeout(2000);
  const drawn = new Map(await page.evaluate(() => [...(window as unknown as { drawn: Map<string, number> }).drawn]));
  const times = [...synced].flatMap(([name, at]) => {
    const seen = drawn.get(name);
    return seen === undefined || Number.isNaN(seen) ? [] : [seen - at];
  });
  times.sort((a, b) => a - b);
  const quantile = (q: number) => times[Math.min(times.length - 1, Math.floor(times.length * q))];
  console.log(`sync to pixels on ${path}, ${times.length} of ${reports} reports: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms`);
}

/** Fills the screen with units that all move each second. */
async function fill(page: Page, units: number): Promise<void> {
  // The runner of this script names functions by a helper that the page does not have.
  await page.evaluate("globalThis.__name = (it) => it");
  const found = await page.evaluate(
    async ({ units, rounds }) => {
      const { patrold } = window;
      patrold.link?.stop();
      const place = (i: number, round: number) => ({
        latitudeDeg: 22.7 + ((i * 7919) % 4000) / 10_000 + round * 1e-4,
        longitudeDeg: 113.55 + ((i * 104_729) % 6500) / 10_000 + round * 1e-4,
      });
      const known = (i: number, round: number) => ({ position: place(i, round), source: 1, ageMs: BigInt(i % 90_000) });
      const all = Array.from({ length: units }, (_, i) => ({
        name: `units/X${i}`,
        callsign: `X${i}`,
        tier: 1 + (i % 3),
        emergency: "",
        duty: { activity: i % 9 === 0 ? 2 : 1, dispatch: "" },
        position: known(i, 0),
      }));
      const snapshot = { asOfSequence: 1n, first: true, last: true, dutyLevel: "", incidents: [], dispatches: [], units: all, alarms: [] };
      patrold.world.startOver();
      const began = performance.now();
      patrold.world.apply({ message: { case: "snapshot", value: snapshot } } as never, performance.now());
      const snapshotMs = performance.now() - began;
      const moves: number[] = [];
      const frames: number[] = [];
      let last = performance.now();
      let on = true;
      const frame = (): void => {
        const now = performance.now();
        frames.push(now - last);
        last = now;
        if (on) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
      for (let round = 1; round <= rounds; round += 1) {
        const positions = all.map((unit, i) => ({ unit: unit.name, position: known(i, round), headingDeg: 45, speedMps: 12 }));
        const start = performance.now();
        for (let at = 0; at < positions.length; at += 500) {
          patrold.world.apply({ message: { case: "positions", value: { positions: positions.slice(at, at + 500), gone: [] } } } as never, performance.now());
        }
        moves.push(performance.now() - start);
        patrold.onMoves?.();
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      on = false;
      const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
      const memory = (performance as unknown as { memory?: { usedJSHeapSize: number } }).memory;
      return {
        snapshotMs,
        moveMs: sorted(moves)[Math.floor(moves.length / 2)] ?? 0,
        frameP50: sorted(frames)[Math.floor(frames.length / 2)] ?? 0,
        frameP99: sorted(frames)[Math.floor(frames.length * 0.99)] ?? 0,
        heapMb: (memory?.usedJSHeapSize ?? 0) / 1e6,
      };
    },
    { units, rounds: ROUNDS },
  );
  const n = (value: number) => value.toFixed(1);
  console.log(
    `${units} units: snapshot ${n(found.snapshotMs)} ms, all moved ${n(found.moveMs)} ms, ` +
      `frame p50 ${n(found.frameP50)} p99 ${n(found.frameP99)} ms (drawn by the processor), heap ${n(found.heapMb)} MB`,
  );
}

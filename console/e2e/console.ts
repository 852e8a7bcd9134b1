// A browser before a console before a daemon.

import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";
import { join } from "node:path";
import type { Daemon } from "./daemon.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** What the daemon sends with every file; the preview that stands in for it must be no milder. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/**
 * Where the console is: the daemon's own port when it was built in, otherwise a server of the built files before it; with
 * CONSOLE_FROM=dist always the latter, for whoever changes the console and not the daemon.
 */
export async function serveConsole(daemon: Daemon): Promise<{ url: string; close: () => Promise<void> }> {
  const page = await fetch(daemon.address).then((answer) => answer.text(), () => "");
  if (page.includes("<pt-app>") && process.env["CONSOLE_FROM"] !== "dist") return { url: daemon.address, close: () => Promise.resolve() };
  const server: PreviewServer = await preview({
    root: join(import.meta.dirname, ".."),
    logLevel: "silent",
    preview: {
      port: 0,
      host: "127.0.0.1",
      headers: HEADERS,
      proxy: { "^/(patrol\\.v1\\.|base/)": { target: daemon.address } },
    },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() };
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM,
    // Drawn by the processor: a test machine has no graphics card.
    args: [
      "--no-sandbox",
      "--use-gl=angle",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--ignore-gpu-blocklist",
      "--mute-audio",
      // The browser itself asks nobody for anything.
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

export interface Seat {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What the browser complained of: a test fails for any of it. */
  readonly complaints: string[];
}

export interface SeatOptions {
  readonly principal?: string;
  readonly desk?: string;
  readonly role?: "dispatcher" | "supervisor";
  readonly language?: "zh" | "en";
  readonly theme?: "dark" | "light";
  readonly path?: string;
  readonly viewport?: { width: number; height: number };
}

/** Somebody sits down and signs in. */
export async function sitDown(browser: Browser, url: string, options: SeatOptions = {}): Promise<Seat> {
  const context = await browser.newContext({ viewport: options.viewport ?? { width: 1280, height: 760 }, reducedMotion: "reduce" });
  const settings = { language: options.language ?? "en", theme: options.theme ?? "dark" };
  await context.addInitScript((it) => {
    if (localStorage.getItem("patrold.settings") === null) localStorage.setItem("patrold.settings", JSON.stringify(it));
  }, settings);
  const complaints: string[] = [];
  const page = await context.newPage();
  open.add(page);
  page.on("close", () => open.delete(page));
  watchOver(page, url, complaints);
  await page.goto(`${url}${options.path ?? "/"}`, { timeout: 120_000 });
  await page.fill("#sign-principal", options.principal ?? "044021");
  await page.fill("#sign-desk", options.desk ?? "desk-07");
  await page.selectOption("#sign-role", options.role ?? "dispatcher");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".truth-live", { timeout: 60_000 });
  return { page, context, complaints };
}

/** The pages that are open now. */
export const open = new Set<Page>();

function watchOver(page: Page, url: string, complaints: string[]): void {
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // Lost lines are part of some tests; the drawing by processor warns of its slowness.
    if (message.type() === "error" && !/net::ERR|Failed to load resource|GPU stall/.test(text)) complaints.push(text);
  });
  page.on("request", (request) => {
    const to = request.url();
    if (!to.startsWith(url) && !/^(blob|data):/.test(to)) complaints.push(`a request left for ${to}`);
  });
}

// A browser before a console before a daemon.

import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { preview, type PreviewServer } from "vite";
import { createHash, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** What the daemon sends with every file; the preview that stands in for it must be no milder. */
const HEADERS = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

/** A daemon, or what stands in for one. */
export interface Served {
  readonly address: string;
  /** Whether it speaks TLS, with the certificate among its files. */
  readonly secure?: boolean;
  pilotFile?(name: string): string;
}

/**
 * Where the console is: the daemon's own port when it was built in, otherwise a server of the built files before it; with
 * CONSOLE_FROM=dist always the latter, for whoever changes the console and not the daemon.
 */
export async function serveConsole(daemon: Served): Promise<{ url: string; close: () => Promise<void> }> {
  const isBuiltIn = process.env["CONSOLE_FROM"] !== "dist" && (await firstPage(daemon)).includes("<pt-app>");
  if (isBuiltIn) return { url: daemon.address, close: () => Promise.resolve() };
  const [cert, key] = daemon.secure ? await Promise.all(["server.pem", "server.key"].map((name) => readFile(daemon.pilotFile?.(name) ?? ""))) : [];
  const server: PreviewServer = await preview({
    root: join(import.meta.dirname, ".."),
    logLevel: "silent",
    preview: {
      port: 0,
      host: "127.0.0.1",
      headers: HEADERS,
      // With the pilot's own certificate on both sides, so that the browser speaks TLS here as it would to the daemon.
      ...(cert && key ? { https: { cert, key } } : {}),
      proxy: { "^/(patrol\\.v1\\.|base/)": { target: daemon.address, secure: false } },
    },
  });
  const address = server.httpServer.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { url: `${daemon.secure ? "https" : "http"}://127.0.0.1:${address.port}`, close: () => server.close() };
}

function firstPage(daemon: Served): Promise<string> {
  return new Promise((resolve) => {
    // The daemon's certificate is judged by the browser, not here.
    const request = (daemon.secure ? https : http).get(daemon.address, { rejectUnauthorized: false }, (answer) => {
      let text = "";
      answer.on("data", (part: Buffer) => (text += part.toString()));
      answer.on("end", () => resolve(text));
    });
    request.on("error", () => resolve(""));
  });
}

/** The one key, beside those of the system's authorities, whose certificates a browser takes. */
function keyOf(certificatePem: Buffer): string {
  const spki = new X509Certificate(certificatePem).publicKey.export({ type: "spki", format: "der" });
  return createHash("sha256").update(spki).digest("base64");
}

/** `trusted` names a certificate that no authority of the system has signed. */
export async function launch(trusted?: string): Promise<Browser> {
  const pinned = trusted === undefined ? [] : [`--ignore-certificate-errors-spki-list=${keyOf(await readFile(trusted))}`];
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
      ...pinned,
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
  /** What an issuer of tokens gave this person. */
  readonly token?: string;
  /** A certificate that the browser shows, and its key. */
  readonly certificate?: { readonly certPath: string; readonly keyPath: string };
  /** What the screen says of itself once they sit: that they are let in, if nothing else is said. */
  readonly truth?: "live" | "refused";
}

/** Somebody sits down and signs in. */
export async function sitDown(browser: Browser, url: string, options: SeatOptions = {}): Promise<Seat> {
  const context = await browser.newContext({
    viewport: options.viewport ?? { width: 1280, height: 760 },
    reducedMotion: "reduce",
    // Whoever shows a certificate does it through a relay of the driver, which checks the daemon's no further.
    ...(options.certificate ? { ignoreHTTPSErrors: true, clientCertificates: [{ origin: new URL(url).origin, ...options.certificate }] } : {}),
  });
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
  if (options.token !== undefined) await page.fill("#sign-token", options.token);
  await page.locator(".sign-box .primary").click();
  await page.locator(`.truth-${options.truth ?? "live"}`).waitFor({ timeout: 60_000 });
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

// A pilot as an operator makes it: TLS, and nobody is let in who cannot show who they are. The browser takes no certificate but
// the pilot's; the unit is `patrold unit` with a certificate of its own.

import { spawn } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, serveConsole } from "./console.ts";
import { binary, Daemon, patrold } from "./daemon.ts";
import { Stage } from "./stage.ts";

const UNIT = "TQ0001";
const stage = new Stage();

beforeAll(async () => {
  const daemon = (stage.daemon = await Daemon.pilot([UNIT]));
  stage.atEnd(() => daemon.stop());
  await daemon.enrolDemoCity();
  const place = ["--at", "23.020,113.750", "--crew", "400001:officer", "--speed-mps", "80"];
  const device = spawn(binary(), ["unit", UNIT, ...daemon.as(`unit-${UNIT}`), ...place, "--auto", "--pause-ms", "500"]);
  stage.atEnd(() => device.kill());
  const served = await serveConsole(daemon);
  stage.atEnd(served.close);
  stage.url = served.url;
  stage.browser = await launch(daemon.pilotFile("server.pem"));
  stage.atEnd(() => stage.browser.close());
});

afterAll(() => stage.close());

/** A token from the pilot's issuer. */
async function tokenOf(subject: string, role: string): Promise<string> {
  const token = await patrold("certs", "token", "--dir", stage.daemon.pilotFile(""), "--sub", subject, "--role", role, "--city", "--personal-data");
  return token.trim();
}

describe("a daemon that asks who comes", () => {
  it("lets nobody in without a token, nor with one that is not its issuer's, and the screen says so", async () => {
    const sound = await tokenOf("li.na", "dispatcher");
    for (const token of ["", `${sound.slice(0, -6)}AAAAAA`]) {
      const { page, context, complaints } = await stage.sitDown({ token, truth: "refused" });
      expect(page.url()).toMatch(/^https:/);
      expect(await page.locator(".veil").innerText()).toContain("Not let in");
      expect(await page.evaluate(() => window.patrold.world.known)).toBe(false);
      await page.locator(".veil button").click();
      await page.locator("#sign-token").waitFor();
      expect(complaints).toEqual([]);
      await context.close();
    }
  });

  it("knows a person by the token, not by what the form says, and a unit is sent and arrives over TLS", async () => {
    const token = await tokenOf("zhang.wei", "dispatcher");
    const { page, context, complaints } = await stage.sitDown({ token, principal: "somebody", role: "supervisor" });
    await expect.poll(() => page.evaluate(() => window.patrold.caller?.principal), { timeout: 15_000 }).toBe("zhang.wei");
    expect(await page.evaluate(() => window.patrold.caller?.role)).toBe("dispatcher");
    expect(await page.locator("nav button", { hasText: "Record" }).count()).toBe(0);
    await expect.poll(() => page.locator(".bar .figures").innerText(), { timeout: 20_000 }).toMatch(/1\s*\/\s*1 free/);

    await page.keyboard.press("n");
    await page.locator("#report-type").fill("traffic.accident-damage");
    await page.locator("#report-position").fill("23.0205, 113.7518");
    await page.locator("#report-narrative").fill("两车追尾，人没事");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.locator(".incident .dispatch").first().innerText(), { timeout: 20_000 }).toContain(UNIT);
    await expect.poll(() => page.locator(".incident .dispatch").first().innerText(), { timeout: 60_000 }).toMatch(/On scene|Finished/);
    const actors = await page.evaluate(() => window.patrold.world.log.map((line) => line.actor));
    expect(actors.some((it) => it.includes("zhang.wei"))).toBe(true);
    expect(actors.some((it) => it.includes("somebody"))).toBe(false);

    // The token is in memory only, and the lock asks for it again.
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }) + document.cookie)).not.toContain(token);
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Shift+L");
    await page.fill("#sign-principal", "somebody");
    await page.locator(".sign-box .primary").click();
    await expect.poll(() => page.locator(".fault").innerText()).toContain("not the staff number or token");
    await page.fill("#sign-token", token);
    await page.locator(".sign-box .primary").click();
    await page.locator(".truth-live").waitFor();
    expect(complaints).toEqual([]);

    // A token that is revoked ends what rests on it, the open watch included.
    await patrold("certs", "revoke", "--dir", stage.daemon.pilotFile(""), "--principal", "zhang.wei");
    await page.locator(".truth-refused").waitFor({ timeout: 20_000 });
    expect(await page.locator(".desk").getAttribute("class")).toContain("stale");
    await context.close();
  });

  // The relay before files that are not built in has no certificate to show.
  it.skipIf(process.env["CONSOLE_FROM"] === "dist")("knows a desk by the certificate that its browser shows", async () => {
    const [certPath, keyPath] = [stage.daemon.pilotFile("supervisor-1.pem"), stage.daemon.pilotFile("supervisor-1.key")];
    const { page, context, complaints } = await stage.sitDown({ certificate: { certPath, keyPath } });
    await expect.poll(() => page.evaluate(() => window.patrold.caller?.principal), { timeout: 15_000 }).toBe("supervisor-1");
    await page.locator("nav button", { hasText: "Record" }).waitFor({ timeout: 15_000 });
    expect(complaints).toEqual([]);
    await context.close();
  });
});

// A real daemon in a folder of its own, with a city so small that a test can say what must happen in it.

import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { RosterService } from "../src/gen/patrol/v1/roster_pb.ts";
import { Datum, Tier, UnitKind } from "../src/gen/patrol/v1/types_pb.ts";

/** The middle of the small city, in the built-in zone 莞城街道. */
export const MIDDLE: readonly [number, number] = [23.0402, 113.7465];

export interface SmallUnit {
  readonly callsign: string;
  readonly tier: Tier;
  readonly force: string;
  readonly kind: UnitKind;
  /** Metres east and north of the middle. */
  readonly east: number;
  readonly north: number;
  /** A policy is refused whose plans no fleet could meet: two units carry firearms. */
  readonly armed?: boolean;
}

export const UNITS: readonly SmallUnit[] = [
  { callsign: "R11", tier: Tier.CITY, force: "iron-riders", kind: UnitKind.MOTORCYCLE, east: 400, north: 0 },
  { callsign: "R12", tier: Tier.CITY, force: "iron-riders", kind: UnitKind.MOTORCYCLE, east: 900, north: 200 },
  { callsign: "R13", tier: Tier.CITY, force: "iron-riders", kind: UnitKind.MOTORCYCLE, east: -1400, north: 300, armed: true },
  { callsign: "R14", tier: Tier.CITY, force: "iron-riders", kind: UnitKind.MOTORCYCLE, east: 1800, north: -900, armed: true },
  { callsign: "莞城-01", tier: Tier.TOWN, force: "town-patrol", kind: UnitKind.CAR, east: -500, north: -300 },
  { callsign: "莞城-02", tier: Tier.TOWN, force: "town-patrol", kind: UnitKind.CAR, east: 700, north: 800 },
  { callsign: "C-莞城-01", tier: Tier.VILLAGE, force: "community-patrol", kind: UnitKind.FOOT, east: 150, north: 250 },
];

export function placeOf(unit: SmallUnit): [number, number] {
  return [MIDDLE[0] + unit.north / 111_195, MIDDLE[1] + unit.east / (111_195 * Math.cos((MIDDLE[0] * Math.PI) / 180))];
}

export class Daemon {
  private child: ChildProcess | null = null;
  private output = "";

  private constructor(
    private readonly folder: string,
    readonly port: number,
    private readonly metricsPort: number,
    private readonly configured: boolean,
  ) {}

  /** `configure` writes files into the daemon's folder and returns the text of its configuration. */
  static async start(configure?: (folder: string) => Promise<string>): Promise<Daemon> {
    const folder = await mkdtemp(join(tmpdir(), "patrold-console-"));
    const config = await configure?.(folder);
    if (config !== undefined) await writeFile(join(folder, "patrold.toml"), config);
    const daemon = new Daemon(folder, await freePort(), await freePort(), config !== undefined);
    await daemon.run();
    return daemon;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts it, or starts it again on what it wrote before. */
  async run(): Promise<void> {
    const child = spawn(binary(), [
      "serve",
      "--data",
      join(this.folder, "data"),
      "--listen",
      `127.0.0.1:${this.port}`,
      "--metrics",
      `127.0.0.1:${this.metricsPort}`,
      ...(this.configured ? ["--config", join(this.folder, "patrold.toml")] : []),
    ]);
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (this.output += text.toString()));
    const desk = createClient(DispatchService, createGrpcWebTransport({ baseUrl: this.address }));
    for (let attempt = 0; attempt < 100; attempt += 1) {
      if (child.exitCode !== null) break;
      const up = await desk.listUnits({ pageSize: 1 }).then(() => true, () => false);
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the daemon did not come up:\n${this.output}`);
  }

  /** Ends it at once, as a power cut would. */
  async kill(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
    this.child = null;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Puts the whole demo city on the roster, by the command that an operator would type. */
  async enrolDemoCity(): Promise<void> {
    const ended = spawn(binary(), ["ctl", "--address", this.address, "roster", "--demo-city"]);
    let said = "";
    for (const stream of [ended.stdout, ended.stderr]) stream.on("data", (text: Buffer) => (said += text.toString()));
    const code = await new Promise((resolve) => ended.once("exit", resolve));
    if (code !== 0) throw new Error(`the roster was refused:\n${said}`);
  }

  /** Puts the small city's units and posts on the roster. */
  async enrol(units: readonly SmallUnit[] = UNITS): Promise<void> {
    const roster = createClient(RosterService, createGrpcWebTransport({ baseUrl: this.address }));
    await roster.importRoster({
      units: units.map((unit) => ({
        name: `units/${unit.callsign}`,
        tier: unit.tier,
        force: unit.force,
        kind: unit.kind,
        homeZone: "莞城街道",
        post: `post-${unit.callsign}`,
        capabilities: unit.armed ? ["armed"] : [],
      })),
      posts: units.map((unit) => {
        const [latitudeDeg, longitudeDeg] = placeOf(unit);
        return { post: `post-${unit.callsign}`, position: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 } };
      }),
    });
  }
}

function binary(): string {
  const given = process.env["PATROLD_BIN"];
  const built = ["../target/release/patrold", "../target/debug/patrold"].map((path) => join(import.meta.dirname, "..", path));
  const found = [given ?? "", ...built].find((path) => path !== "" && existsSync(path));
  if (!found) throw new Error("no patrold: build it (cargo build --release) or name it in PATROLD_BIN");
  return found;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

// A real daemon in a folder of its own, with a city so small that a test can say what must happen in it.

import { spawn, type ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DescService } from "@bufbuild/protobuf";
import { createClient, type Client } from "@connectrpc/connect";
import { createGrpcWebTransport } from "@connectrpc/connect-web";
import { DispatchService } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { RosterService } from "../src/gen/patrol/v1/roster_pb.ts";
import { Datum, ReportSource, Tier, UnitKind, type OpenedIncident } from "../src/gen/patrol/v1/types_pb.ts";

/** The middle of the small city, in the built-in zone 莞城街道. */
export const MIDDLE: readonly [number, number] = [23.0402, 113.7465];

/** How long a start may take on a machine that has more to do. */
const COME_UP_MS = 30_000;

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

/** The place so many metres from the middle: latitude, longitude. */
export function besideMiddle(north: number, east: number): [number, number] {
  return [MIDDLE[0] + north / 111_195, MIDDLE[1] + east / (111_195 * Math.cos((MIDDLE[0] * Math.PI) / 180))];
}

export class Daemon {
  private child: ChildProcess | null = null;
  private output = "";

  private constructor(
    readonly folder: string,
    readonly port: number,
    private readonly metricsPort: number,
    private readonly config: string | null,
    /** Whether it listens with TLS and asks who comes. */
    readonly secure: boolean,
  ) {}

  /** `configure` writes files into the daemon's folder and returns the text of its configuration. */
  static async start(configure?: (folder: string) => Promise<string>): Promise<Daemon> {
    const folder = await mkdtemp(join(tmpdir(), "patrold-e2e-"));
    const text = await configure?.(folder);
    const config = text === undefined ? null : join(folder, "patrold.toml");
    if (config !== null) await writeFile(config, text ?? "");
    const daemon = new Daemon(folder, await freePort(), await freePort(), config, false);
    await daemon.run();
    return daemon;
  }

  /** One with TLS, certificates and tokens, made as an operator makes a pilot; `units` have certificates of their own. */
  static async pilot(units: readonly string[]): Promise<Daemon> {
    const folder = await mkdtemp(join(tmpdir(), "patrold-e2e-"));
    const pilot = join(folder, "pilot");
    await patrold("certs", "--out", pilot, "--name", "127.0.0.1", ...units.flatMap((unit) => ["--unit", unit]));
    const daemon = new Daemon(folder, await freePort(), await freePort(), join(pilot, "patrold.toml"), true);
    await daemon.run();
    return daemon;
  }

  get address(): string {
    return `${this.secure ? "https" : "http"}://127.0.0.1:${this.port}`;
  }

  /** A file of the pilot. */
  pilotFile(name: string): string {
    return join(this.folder, "pilot", name);
  }

  /** What a command of patrold needs in order to speak to this daemon as somebody with a certificate of the pilot. */
  as(holder: string): string[] {
    const shown = ["--ca", this.pilotFile("ca.pem"), "--cert", this.pilotFile(`${holder}.pem`), "--key", this.pilotFile(`${holder}.key`)];
    return ["--address", this.address, ...(this.secure ? shown : [])];
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
      ...(this.config === null ? [] : ["--config", this.config]),
    ]);
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text: Buffer) => (this.output += text.toString()));
    for (const giveUpAt = Date.now() + COME_UP_MS; Date.now() < giveUpAt && child.exitCode === null; ) {
      if (await this.isUp()) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`the daemon did not come up:\n${this.output}`);
  }

  private isUp(): Promise<boolean> {
    const asked = this.secure
      ? patrold("ctl", ...this.as("administrator"), "units", "--available")
      : this.client(DispatchService).listUnits({ pageSize: 1 });
    return asked.then(() => true, () => false);
  }

  /** A client of one of its services, that says nothing of who it is. */
  client<T extends DescService>(service: T): Client<T> {
    return createClient(service, createGrpcWebTransport({ baseUrl: this.address }));
  }

  /** Files a report as the telephone platform does, so many metres from the middle: no desk is responsible for it. */
  async phone(typeCode: string, north = 0, east = 0): Promise<OpenedIncident> {
    const [latitudeDeg, longitudeDeg] = besideMiddle(north, east);
    const { incident } = await this.client(DispatchService).fileReport({
      source: ReportSource.VOICE_110,
      typeCode,
      place: { automaticPosition: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 } },
      narrative: "演示：一件事",
    });
    if (!incident) throw new Error("the report opened no incident");
    return incident;
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
    await patrold("ctl", ...this.as("administrator"), "roster", "--demo-city");
  }

  /** Puts the small city's units and posts on the roster. */
  async enrol(units: readonly SmallUnit[] = UNITS): Promise<void> {
    await this.client(RosterService).importRoster({
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
        const [latitudeDeg, longitudeDeg] = besideMiddle(unit.north, unit.east);
        return { post: `post-${unit.callsign}`, position: { latitudeDeg, longitudeDeg, datum: Datum.WGS84 } };
      }),
    });
  }
}

/** One command of patrold, to its end. */
export async function patrold(...args: readonly string[]): Promise<string> {
  const child = spawn(binary(), args);
  let [answer, said] = ["", ""];
  child.stdout.on("data", (text: Buffer) => (answer += text.toString()));
  child.stderr.on("data", (text: Buffer) => (said += text.toString()));
  const code = await new Promise((resolve) => child.once("close", resolve));
  if (code !== 0) throw new Error(`patrold ${args.join(" ")}:\n${answer}${said}`);
  return answer;
}

export function binary(): string {
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

// As many units as one likes, before a real daemon: a stand-in for its Watch, from which a crowd comes in the daemon's own
// messages, all of it moving each second. Everything else that the console asks for, the daemon answers.

import { create, toBinary, type MessageInitShape } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { WatchResponseSchema } from "../src/gen/patrol/v1/dispatch_pb.ts";
import { Datum, PositionSource, Tier, UnitActivity, UnitKind, type PositionSchema, type UnitSchema } from "../src/gen/patrol/v1/types_pb.ts";

const PART = 500;
const ROUNDS = 4;
const BEAT_MS = 1000;
/** How far a unit goes in a second: fourteen metres north-east. */
const STEP_DEG = 1e-4;

export class Crowd {
  /** The parts of the snapshot, and those of each round of movement, as bytes for the wire. */
  private readonly snapshot: Buffer;
  private readonly rounds: readonly Buffer[];

  private constructor(
    private readonly server: Server,
    private readonly daemon: { readonly port: number },
    readonly port: number,
    units: number,
  ) {
    const all = Array.from({ length: units }, (_, index) => index);
    const snapshot = (part: number[], index: number): Buffer =>
      framed({ case: "snapshot", value: { asOfSequence: 1n, first: index === 0, last: (index + 1) * PART >= units, units: part.map(unit) } });
    const moved = (round: number) => (part: number[]): Buffer =>
      framed({ case: "positions", value: { positions: part.map((it) => ({ unit: nameOf(it), position: known(it, round), headingDeg: 45, speedMps: 14 })) } });
    this.snapshot = Buffer.concat(parts(all).map(snapshot));
    this.rounds = Array.from({ length: ROUNDS }, (_, round) => Buffer.concat(parts(all).map(moved(round + 1))));
  }

  static async before(daemon: { readonly port: number }, units: number): Promise<Crowd> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const crowd = new Crowd(server, daemon, address.port, units);
    server.on("request", (from: IncomingMessage, to: ServerResponse) => {
      if (from.url?.endsWith("/Watch")) crowd.watch(from, to);
      else crowd.passOn(from, to);
    });
    return crowd;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Bytes that come in a second. */
  get bytesASecond(): number {
    return this.rounds[0]?.length ?? 0;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private watch(from: IncomingMessage, to: ServerResponse): void {
    from.resume();
    to.writeHead(200, { "content-type": "application/grpc-web+proto" });
    to.write(this.snapshot);
    let round = 0;
    const beat = (): void => {
      to.write(framed({ case: "heartbeat", value: { newestSequence: 1n, time: timestampFromMs(Date.now()) } }));
      // Who reads slowly gets fewer: the daemon conflates as well.
      if (!to.writableNeedDrain) to.write(this.rounds[round++ % ROUNDS]);
    };
    beat();
    const timer = setInterval(beat, BEAT_MS);
    to.on("close", () => clearInterval(timer));
  }

  private passOn(from: IncomingMessage, to: ServerResponse): void {
    const asked = request({ host: "127.0.0.1", port: this.daemon.port, path: from.url, method: from.method, headers: from.headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(to);
    });
    asked.on("error", () => to.destroy());
    from.pipe(asked);
  }
}

type Message = Exclude<MessageInitShape<typeof WatchResponseSchema>["message"], undefined>;

/** One message of a gRPC-Web stream: a flag, a length, the bytes. */
function framed(message: Message): Buffer {
  const bytes = toBinary(WatchResponseSchema, create(WatchResponseSchema, { message }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

function parts(all: readonly number[]): number[][] {
  return Array.from({ length: Math.ceil(all.length / PART) }, (_, index) => all.slice(index * PART, (index + 1) * PART));
}

const nameOf = (index: number): string => `units/X${String(index).padStart(6, "0")}`;

function unit(index: number): MessageInitShape<typeof UnitSchema> {
  return {
    name: nameOf(index),
    callsign: nameOf(index).slice(6),
    tier: [Tier.CITY, Tier.TOWN, Tier.VILLAGE][index % 3] ?? Tier.CITY,
    kind: UnitKind.CAR,
    force: "town-patrol",
    homeZone: "莞城街道",
    duty: { activity: index % 9 === 0 ? UnitActivity.UNAVAILABLE : UnitActivity.AVAILABLE, checkIn: { crew: [{ person: `p-${index}` }] } },
    position: known(index, 0),
  };
}

function known(index: number, round: number) {
  return { position: place(index, round), source: PositionSource.FIX, ageMs: BigInt(index % 900) };
}

/** All over the city, and after each round of rounds where it was. */
function place(index: number, round: number): MessageInitShape<typeof PositionSchema> {
  return {
    latitudeDeg: 22.7 + ((index * 7919) % 4000) / 10_000 + round * STEP_DEG,
    longitudeDeg: 113.55 + ((index * 104_729) % 6500) / 10_000 + round * STEP_DEG,
    datum: Datum.WGS84,
  };
}

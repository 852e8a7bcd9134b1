// A line between a browser and a daemon that can be cut, or fall silent without being cut.

import { createServer, connect, type Server, type Socket } from "node:net";

export class Wire {
  private pairs = new Set<readonly [Socket, Socket]>();
  private cutOff = false;
  private mute = false;

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<Wire> {
    const server = createServer({ allowHalfOpen: false });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    const wire = new Wire(server, address.port);
    server.on("connection", (near) => wire.join(near, port));
    return wire;
  }

  /** Every connection breaks, and none can be made. */
  cut(): void {
    this.cutOff = true;
    for (const [near, far] of this.pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  }

  /** Nothing comes through any more, and nobody is told. */
  fallSilent(): void {
    this.mute = true;
    for (const pair of this.pairs) pair.forEach((socket) => socket.pause());
  }

  mend(): void {
    this.cutOff = false;
    this.mute = false;
    for (const pair of this.pairs) pair.forEach((socket) => socket.resume());
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket, port: number): void {
    if (this.cutOff) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    const pair = [near, far] as const;
    this.pairs.add(pair);
    for (const [one, other] of [pair, [far, near] as const]) {
      one.on("data", (bytes) => void other.write(bytes));
      one.on("close", () => {
        other.destroy();
        this.pairs.delete(pair);
      });
      one.on("error", () => undefined);
    }
    if (this.mute) pair.forEach((socket) => socket.pause());
  }
}

/** A way to an MQTT broker that can go dumb: the connections live, what the broker publishes does not arrive. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

const publishType = 3;

export class MqttRelay {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  /** Connections made through it so far. */
  connections = 0;
  /** PUBLISH packets of the broker that were thrown away. */
  swallowed = 0;
  swallows = false;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((near) => this.#join(near));
  }

  /** Its own `mqtt://` URL. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    return `mqtt://127.0.0.1:${port}`;
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #join(near: Socket): void {
    this.connections += 1;
    const far = connect(Number(this.#target.port), this.#target.hostname);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    near.pipe(far);
    let rest: Buffer = Buffer.alloc(0);
    far.on("data", (bytes: Buffer) => {
      const { packets, left } = cutPackets(Buffer.concat([rest, bytes]));
      rest = left;
      const passed = packets.filter((packet) => !this.#swallow(packet));
      if (passed.length > 0 && !near.write(Buffer.concat(passed))) {
        far.pause();
        near.once("drain", () => far.resume());
      }
    });
  }

  #swallow(packet: Buffer): boolean {
    if (!this.swallows || (packet[0] ?? 0) >> 4 !== publishType) return false;
    this.swallowed += 1;
    return true;
  }
}

/** Whole MQTT control packets (fixed header, remaining length as a variable byte integer), and what is left. */
function cutPackets(bytes: Buffer): { packets: Buffer[]; left: Buffer } {
  const packets: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = endOfPacket(bytes, at);
    if (end === null) return { packets, left: bytes.subarray(at) };
    packets.push(bytes.subarray(at, end));
    at = end;
  }
}

function endOfPacket(bytes: Buffer, start: number): number | null {
  let length = 0;
  for (let index = 1; index <= 4; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return null;
    length += (byte & 0x7f) << (7 * (index - 1));
    const end = start + index + 1 + length;
    if (byte < 0x80) return end <= bytes.length ? end : null;
  }
  throw new Error("no MQTT: a remaining length of more than four bytes");
}

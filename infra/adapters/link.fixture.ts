/** For tests: a way to a TCP service that can be cut. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Link {
  /** The service's URL, by way of this link. */
  readonly url: string;
  /** Ends every connection without a goodbye; new ones are let through. */
  cut(): void;
  /** From now on: new connections end at once too, until it is mended. */
  break(): void;
  mend(): void;
  close(): Promise<void>;
}

/** Opens a link to the service at `target` (any URL with host and port). */
export async function openLink(target: string): Promise<Link> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((near) => {
    if (broken) {
      near.destroy();
      return;
    }
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("error", () => to.destroy());
      from.on("close", () => sockets.delete(from));
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(target);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    url: url.href,
    cut,
    break() {
      broken = true;
      cut();
    },
    mend() {
      broken = false;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** For tests: a way to a TCP service that can be cut. */
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface Link {
  /** The service's URL, by way of this link. */
  readonly url: string;
  /** Ends every connection without a goodbye; new ones are let through. */
  cut(): void;
  /** As `cut`, and new connections end at once too, until it is mended. */
  break(): void;
  mend(): void;
  /** Cuts when the service next says something, in its stead: what was asked was done. */
  cutAtAnswer(): void;
  close(): Promise<void>;
}

/**
 * Opens a link to the service at `target` (any URL with host and port). Whoever has closed in good order knows that
 * the service has read all: each side ends only when the other has (half-open until then).
 */
export async function openLink(target: string): Promise<Link> {
  const url = new URL(target);
  const [host, port] = [url.hostname, Number(url.port)];
  const sockets = new Set<Socket>();
  let broken = false;
  let cutsAtAnswer = false;
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on("error", () => to.destroy());
    from.on("close", () => sockets.delete(from));
    from.pipe(to);
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (broken) {
      near.destroy();
      return;
    }
    const far = connect({ port, host, allowHalfOpen: true });
    far.on("data", () => {
      if (!cutsAtAnswer) return;
      cutsAtAnswer = false;
      cut();
    });
    join(near, far);
    join(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
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
    cutAtAnswer() {
      cutsAtAnswer = true;
    },
    async close() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

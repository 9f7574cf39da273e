import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import { askForConnack } from "./mqtt-connack.ts";
import type { RunFolder } from "./run-folder.ts";
import { type Service, startService } from "./service.ts";

const PLACES = ["/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto", "/opt/homebrew/sbin/mosquitto"];

/** The program's path, or null when this machine has none. */
export function findMosquitto(): string | null {
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/** mosquitto, the second broker of the tests. The address is an `mqtt://` URL. */
export function startMosquitto(run: RunFolder): Promise<Service<string>> {
  return startConfigured(run, {
    configuration,
    addressOf: (port) => `mqtt://127.0.0.1:${port}`,
    probe: askForConnack,
  });
}

export interface MosquittoConfiguration {
  /** The text of its file; `data` is a folder of its own. */
  readonly configuration: (port: number, data: string) => string;
  readonly addressOf: (port: number) => string;
  /** Asks once whether it is there. */
  readonly probe: (address: string) => Promise<void>;
}

/** The same with a configuration of the caller's. */
export async function startConfigured(
  run: RunFolder,
  { configuration: configured, addressOf, probe }: MosquittoConfiguration,
): Promise<Service<string>> {
  const program = findMosquitto();
  if (program === null) throw new Error("mosquitto is not installed (Debian: apt-get install mosquitto)");
  const folder = run.folderOf("mosquitto");
  mkdirSync(join(folder, "data"), { recursive: true });
  return startService(run, "mosquitto", async () => {
    const port = await freePort();
    const file = join(folder, "mosquitto.conf");
    writeFileSync(file, configured(port, join(folder, "data")));
    const address = addressOf(port);
    return {
      command: { name: "mosquitto", command: program, args: ["-c", file] },
      probe: () => probe(address),
      address,
    };
  });
}

/** As root it needs a user to become. */
export const asRoot = (): string => (process.getuid?.() === 0 ? "user root\n" : "");

/**
 * By its defaults mosquitto drops what a stalled subscriber has above 1,000 messages, although every publisher got a
 * success, and loses sessions on kill -9: no bound on queues, saved every second.
 */
function configuration(port: number, data: string): string {
  return `listener ${port} 127.0.0.1
allow_anonymous true
${asRoot()}persistence true
persistence_location ${data}/
autosave_interval 1
max_queued_messages 0
max_queued_bytes 0
max_inflight_messages 500
message_size_limit 0
log_dest stderr
`;
}

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
  return startConfigured(run, async (data) => {
    const port = await freePort();
    const address = `mqtt://127.0.0.1:${port}`;
    return { text: configuration(port, data), address, probe: () => askForConnack(address) };
  });
}

export interface MosquittoConfiguration<Address> {
  /** Of its file. */
  readonly text: string;
  readonly address: Address;
  /** Asks once whether it is there. */
  readonly probe: () => Promise<void>;
}

/** The same with a configuration of the caller's, on ports that it takes at each try; `data` is a folder of its own. */
export async function startConfigured<Address>(
  run: RunFolder,
  configure: (data: string) => Promise<MosquittoConfiguration<Address>>,
): Promise<Service<Address>> {
  const program = findMosquitto();
  if (program === null) throw new Error("mosquitto is not installed (Debian: apt-get install mosquitto)");
  const folder = run.folderOf("mosquitto");
  mkdirSync(join(folder, "data"), { recursive: true });
  return startService(run, "mosquitto", async () => {
    const { text, address, probe } = await configure(join(folder, "data"));
    const file = join(folder, "mosquitto.conf");
    writeFileSync(file, text);
    return { command: { name: "mosquitto", command: program, args: ["-c", file] }, probe, address };
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

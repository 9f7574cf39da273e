import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "./free-port.ts";
import type { RunFolder } from "./run-folder.ts";
import { type Service, startService } from "./service.ts";

const PLACES = [
  "/usr/bin/prometheus-alertmanager",
  "/usr/local/bin/alertmanager",
  "/opt/homebrew/bin/alertmanager",
];

/** The program's path, or null when this machine has none. */
export function findAlertmanager(): string | null {
  return PLACES.find((path) => existsSync(path)) ?? null;
}

/**
 * Prometheus' Alertmanager, for the tests of alert delivery; the address is its base URL. It notifies nobody, and
 * has no peers. `again()` starts it empty of alerts: it keeps none on disk.
 */
export async function startAlertmanager(run: RunFolder): Promise<Service<string>> {
  const program = findAlertmanager();
  if (program === null)
    throw new Error("Alertmanager is not installed (Debian: apt-get install prometheus-alertmanager)");
  const folder = run.folderOf("alertmanager");
  mkdirSync(join(folder, "data"), { recursive: true });
  const file = join(folder, "alertmanager.yml");
  writeFileSync(file, "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n");
  return startService(run, "Alertmanager", async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    const args = [
      `--config.file=${file}`,
      `--storage.path=${join(folder, "data")}`,
      `--web.listen-address=127.0.0.1:${port}`,
      "--cluster.listen-address=",
    ];
    return {
      command: { name: "alertmanager", command: program, args },
      probe: () => askReady(address),
      address,
    };
  });
}

async function askReady(address: string): Promise<void> {
  const response = await fetch(`${address}/-/ready`);
  await response.text();
  if (!response.ok) throw new Error(`Alertmanager answers ${response.status}`);
}

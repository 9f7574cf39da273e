import { fileURLToPath } from "node:url";
import { freePort } from "./free-port.ts";
import type { RunFolder } from "./run-folder.ts";
import { type Service, startService } from "./service.ts";

const FRONT = fileURLToPath(new URL("./clickhouse-front.ts", import.meta.url));

/**
 * ClickHouse (chDB) behind its HTTP front, in a process of its own. The address is an `http://` URL. `config`: a configuration file
 * of ClickHouse's own.
 */
export async function startClickhouse(
  run: RunFolder,
  config: string | null = null,
): Promise<Service<string>> {
  const folder = run.folderOf("clickhouse");
  return startService(run, "ClickHouse", async () => {
    const port = await freePort();
    const address = `http://127.0.0.1:${port}`;
    return {
      command: {
        name: "clickhouse",
        command: process.execPath,
        args: [
          ...[FRONT, "--port", String(port), "--folder", folder],
          ...(config === null ? [] : ["--config", config]),
        ],
        // The engine's calls run on libuv's threads: with four, four long queries would stop all the others.
        env: { UV_THREADPOOL_SIZE: "16" },
      },
      probe: () => askPing(address),
      address,
    };
  });
}

async function askPing(address: string): Promise<void> {
  const response = await fetch(`${address}/ping`, { signal: AbortSignal.timeout(2000) });
  const text = await response.text();
  if (text !== "Ok.\n") throw new Error(`${address}/ping answers ${response.status} ${text}`);
}

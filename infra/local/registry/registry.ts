import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../free-port.ts";
import type { RunFolder } from "../run-folder.ts";
import { type Service, startService } from "../service.ts";

const POM = fileURLToPath(new URL("./pom.xml", import.meta.url));

export const REGISTRY_FILES = {
  title: "Apicurio Registry (109 MB)",
  name: "registry",
  pomFile: POM,
  goal: "dependency:unpack",
} as const;

const JAR = "apicurio-registry-app-3.0.9-runner.jar";

/** Apicurio Registry with an H2 file. The address is the base of the Confluent-compatible interface. */
export async function startRegistry(run: RunFolder, files: string): Promise<Service<string>> {
  const folder = run.folderOf("registry");
  return startService(run, "The schema registry", async () => {
    const [port, managementPort] = [await freePort(), await freePort()];
    const args = [
      "-Xms32m",
      "-Xmx192m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-jar",
      join(files, JAR),
    ];
    return {
      command: {
        name: "registry",
        command: "java",
        args,
        cwd: folder,
        env: environment(folder, port, managementPort),
      },
      probe: () => askHealth(`http://127.0.0.1:${port}/health/ready`),
      address: `http://127.0.0.1:${port}/apis/ccompat/v7`,
    };
  });
}

/** Without the hosts it listens on every interface; without WRITE_DELAY=0 a kill -9 loses schemas that were confirmed. */
function environment(folder: string, port: number, managementPort: number): NodeJS.ProcessEnv {
  const database = join(folder, "data", "registry");
  return {
    QUARKUS_HTTP_HOST: "127.0.0.1",
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_MANAGEMENT_HOST: "127.0.0.1",
    QUARKUS_MANAGEMENT_PORT: String(managementPort),
    QUARKUS_HTTP_ACCESS_LOG_ENABLED: "false",
    APICURIO_STORAGE_KIND: "sql",
    APICURIO_STORAGE_SQL_KIND: "h2",
    APICURIO_DATASOURCE_URL: `jdbc:h2:file:${database};DB_CLOSE_ON_EXIT=FALSE;WRITE_DELAY=0`,
    APICURIO_DATASOURCE_JDBC_INITIAL_SIZE: "2",
    APICURIO_DATASOURCE_JDBC_MIN_SIZE: "2",
    // Its own five seconds are too few where several start on a busy machine: it ends then.
    QUARKUS_DATASOURCE_H2_JDBC_ACQUISITION_TIMEOUT: "90S",
  };
}

async function askHealth(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(2000) });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cachedFolder, contentKey } from "../cache-folder.ts";
import { freePort } from "../free-port.ts";
import { askForConnack } from "../mqtt-connack.ts";
import type { RunFolder } from "../run-folder.ts";
import { runQuietly } from "../run-quietly.ts";
import { type Service, startService } from "../service.ts";

const POM = fileURLToPath(new URL("./pom.xml", import.meta.url));
const SOURCE = fileURLToPath(new URL("./Broker.java", import.meta.url));
const LOG_CONFIG = fileURLToPath(new URL("./logback.xml", import.meta.url));

export const HIVEMQ_JARS = {
  title: "HiveMQ CE (100 MB)",
  name: "hivemq",
  pomFile: POM,
  goal: "dependency:copy-dependencies",
} as const;

/** HiveMQ CE, embedded. The address is an `mqtt://` URL. */
export async function startHivemq(run: RunFolder, jars: string): Promise<Service<string>> {
  const classes = await compiledBroker(jars);
  const folder = run.folderOf("hivemq");
  for (const name of ["conf", "data", "extensions", "tmp"])
    mkdirSync(join(folder, name), { recursive: true });
  return startService(run, "HiveMQ", async () => {
    const port = await freePort();
    writeFileSync(join(folder, "conf", "config.xml"), configuration(port));
    const flags = [
      "-Xmx512m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      `-Dlogback.configurationFile=${LOG_CONFIG}`,
      // Its native libraries are unpacked here, and would outlive a kill -9 in the system's folder.
      `-Djava.io.tmpdir=${join(folder, "tmp")}`,
    ];
    const address = `mqtt://127.0.0.1:${port}`;
    return {
      command: {
        name: "hivemq",
        command: "java",
        args: [...flags, "-cp", `${jars}/*:${classes}`, "Broker", folder],
      },
      probe: () => askForConnack(address),
      address,
    };
  });
}

/** Broker.java compiled, once per content, by a compiler that is a jar: a Java runtime has none. */
async function compiledBroker(jars: string): Promise<string> {
  const key = contentKey(await readFile(POM), await readFile(SOURCE));
  return cachedFolder("hivemq-broker", key, async (folder) => {
    const all = readdirSync(jars).map((name) => join(jars, name));
    const compiler = [
      "-cp",
      `${jars}/*`,
      "org.eclipse.jdt.internal.compiler.batch.Main",
      "-17",
      "-nowarn",
      "-d",
      folder,
    ];
    const { code, output } = await runQuietly("java", [...compiler, "-cp", all.join(":"), SOURCE], folder);
    if (code !== 0) throw new Error(`Broker.java could not be compiled:\n${output}`);
  });
}

/** The queue of an absent client is bounded at 1,000 messages by default, and what is beyond is lost in silence. */
function configuration(port: number): string {
  return `<?xml version="1.0"?>
<hivemq>
  <listeners><tcp-listener><port>${port}</port><bind-address>127.0.0.1</bind-address></tcp-listener></listeners>
  <mqtt>
    <queued-messages><max-queue-size>1000000</max-queue-size><strategy>discard</strategy></queued-messages>
    <packets><max-packet-size>16777216</max-packet-size></packets>
    <receive-maximum><server-receive-maximum>65535</server-receive-maximum></receive-maximum>
    <session-expiry><max-interval>4294967295</max-interval></session-expiry>
  </mqtt>
  <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
</hivemq>
`;
}

/** Three Kafka brokers, each its own controller: what moves when one dies shows only with several. */
import { freePort } from "../free-port.ts";
import type { RunFolder } from "../run-folder.ts";
import { type Service, startService } from "../service.ts";
import { type KafkaNode, newClusterId, nodeAttempt, prepareNode } from "./kafka.ts";

/** How many brokers there are, and so the most replicas a topic may have. */
export const clusterSize = 3;

/**
 * Starts all three at once; each knows the ports of all, so a port taken meanwhile is an error. An address is one
 * broker's alone: clients take all of them.
 */
export async function startKafkaCluster(run: RunFolder, jars: string): Promise<Service<string[]>[]> {
  const ids = Array.from({ length: clusterSize }, (_, index) => index + 1);
  const ports = await Promise.all(ids.map(async () => [await freePort(), await freePort()] as const));
  const voters = ids.map((id, index) => `${id}@127.0.0.1:${ports[index]?.[1]}`).join(",");
  const clusterId = newClusterId();
  const nodes = ids.map((id, index): KafkaNode => {
    const [port, controllerPort] = ports[index] ?? [0, 0];
    const name = `kafka-${id}`;
    return { id, name, folder: run.folderOf(name), port, controllerPort, voters, replicas: clusterSize };
  });
  await Promise.all(nodes.map((node) => prepareNode(run, jars, node, clusterId)));
  return Promise.all(
    nodes.map((node) =>
      startService(run, `Kafka's broker ${node.id}`, () => Promise.resolve(nodeAttempt(jars, node))),
    ),
  );
}

/** What the product may be made to do wrong, by its ports, to see that the simulation notices (`defects.test.ts`). */
import type { BridgePorts } from "#ingest/bridge.ts";
import type { CreatePartitionFold } from "#processors/runtime/fold.ts";
import type { InsertPorts } from "#processors/sink/insert-batch.ts";
import type { Life } from "./life.ts";
import type { SimulatedTransactor } from "./log/clients.ts";

/** Each gives what is used in place of what it is given. */
export interface Defect {
  publish?(right: BridgePorts["publish"]): BridgePorts["publish"];
  insert?(right: InsertPorts["insert"]): InsertPorts["insert"];
  transactionalId?(right: string, life: Life): string;
  transactor?(right: SimulatedTransactor): SimulatedTransactor;
  createFold?(right: CreatePartitionFold): CreatePartitionFold;
}

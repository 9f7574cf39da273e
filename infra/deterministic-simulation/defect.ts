/** What the product may be made to do wrong, by its ports, to see that the simulation notices (`defects.test.ts`). */
import type { BridgePorts } from "#ingest/bridge.ts";
import type { StageDeps } from "#processors/fleet/stage.ts";
import type { CreatePartitionFold } from "#processors/runtime/fold.ts";
import type { Timers } from "#processors/runtime/ports.ts";
import type { InsertPorts } from "#processors/sink/insert-batch.ts";
import type { TelemetryEvent } from "#schemas/telemetry-event.ts";
import type { Life } from "./life.ts";
import type { SimulatedTransactor } from "./log/clients.ts";
import type { TableKey } from "./tables/rows.ts";

/** Each gives what is used in place of what it is given. */
export interface Defect {
  publish?(right: BridgePorts["publish"]): BridgePorts["publish"];
  event?(right: TelemetryEvent): TelemetryEvent;
  compareClocks?(right: BridgePorts["compareClocks"]): BridgePorts["compareClocks"];
  timers?(right: Timers): Timers;
  readState?(right: StageDeps["readState"]): StageDeps["readState"];
  insert?(right: InsertPorts["insert"]): InsertPorts["insert"];
  transactionalId?(right: string, life: Life): string;
  transactor?(right: SimulatedTransactor): SimulatedTransactor;
  tableKey?(right: TableKey, view: string): TableKey;
  createFold?(right: CreatePartitionFold): CreatePartitionFold;
}

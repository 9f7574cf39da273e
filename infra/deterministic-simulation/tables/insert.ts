/** A sink's way to the simulated tables: never rejects, and says of what is not answered that the tables are away. */
import type { InsertOutcome, InsertPorts } from "#processors/sink/insert-batch.ts";
import type { Life } from "../life.ts";
import type { Network } from "../network.ts";
import type { SimulatedTables } from "./tables.ts";

export const createInsert =
  (life: Life, network: Network, tables: SimulatedTables): InsertPorts["insert"] =>
  (table, container) =>
    network
      .call(life, "tables", () => tables.insert(table, container))
      .catch((error: unknown): InsertOutcome => ({ ok: false, failure: "away", detail: String(error) }));

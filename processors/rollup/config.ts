/** What the rollup is told; parsed and checked by the command line before it comes here. */
import type { SinkConfig } from "../config.ts";

export interface RollupConfig {
  readonly clickhouse: SinkConfig["clickhouse"];
  /** From the begin of a pass to that of the next, where it does not take longer. */
  readonly everyMs: number;
  readonly statusPort: number | null;
  readonly statusHost?: string;
}

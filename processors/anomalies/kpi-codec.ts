/** How a measure's detector is written in a home's snapshot: some 0.7 kB once it has seen all hours. */
import { type Codec, list, nullable, pair, real, single, struct, whole } from "#processors/home/codec.ts";
import type { KpiState } from "./kpi.ts";

export const kpiState: Codec<KpiState> = struct<KpiState>({
  samples: whole,
  origin: real,
  level: real,
  offsets: list(single),
  means: list(nullable(single)),
  quickVariance: real,
  slowVariance: real,
  errors: pair(real, real),
  errorMean: real,
  errorVariance: real,
});

/** The rollup's own settings: a part of the table in `settings.ts`. */
import { integer, setting } from "./setting.ts";

export const rollupSettings = {
  rollupEveryMs: setting(
    "USP_ROLLUP_EVERY_MS",
    "rollup.everyMs",
    integer(1000, 86_400_000),
    60_000,
    ["rollup"],
    "How often the hours that changed are recounted; each time the running hour of every home is, so choose more for a large fleet.",
  ),
} as const;

/** What people do on the command line, each errand a process with an account of its own, and the records it needs to find. */
import { execFile } from "node:child_process";
import { openOperatorTable } from "#infra/cli/operator-table.ts";
import { anAlert } from "#processors/notify/alert.fixture.ts";
import type { Alert } from "#schemas/alert.ts";
import type { LearnedProfile } from "#schemas/profile.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { type LockedStack, secretOf, superUser } from "./locked-stack.ts";

const program = new URL("../../cli/main.ts", import.meta.url).pathname;

/** Runs one to its end; its exit code and all that it said: `0 0 records of usp.window.v1 inserted, 0 not`. */
export type Errand = (...args: readonly string[]) => Promise<string>;

export function errandsOf(stack: LockedStack, user: string): Errand {
  const env = { ...stack.environmentOf(user), USP_FORGET_KEY: secretOf("forget") };
  return (...args) =>
    new Promise((resolve) => {
      const options = { env: { PATH: process.env["PATH"], ...env }, timeout: 120_000 };
      execFile(process.execPath, [program, ...args], options, (error, out, err) =>
        resolve(`${error === null ? 0 : (error.code ?? error.signal)} ${out}${err}`),
      );
    });
}

/** What a bridge has learned of a home's gateway, and an alert of it that stands. */
export async function tellOfHome(stack: LockedStack, home: string): Promise<void> {
  const values = stack.valuesOf("topics", superUser);
  const profiles = await openOperatorTable<LearnedProfile>(values, topics.profile);
  const profile = "Device.BulkData.Profile.1";
  await profiles.write([
    [
      `${home} ${profile}`,
      { endpoint_id: home, profile, received_at: epochMs(0), source: "tap", settings: {} },
    ],
  ]);
  const alerts = await openOperatorTable<Alert>(values, topics.alertState);
  await alerts.write([[`of ${home}`, anAlert({ fingerprint: `of ${home}`, home_id: home, subject: home })]]);
}

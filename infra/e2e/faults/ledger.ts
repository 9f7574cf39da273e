/** The product's own ledger as an oracle. */
import { check } from "#infra/cli/ledger/check.ts";
import { sentenceOf } from "#infra/cli/ledger/format.ts";
import type { World } from "./world.ts";

const waitMs = 20_000;

/** What does not balance, in sentences. To be asked when the product has stopped: all who keep the ledger have told the rest. */
export async function ledgerProblems({ values }: World): Promise<string[]> {
  const { findings } = await check({ values, waitMs, rows: true, say: () => undefined });
  return findings.map((finding) => `ledger: ${sentenceOf(finding)}`);
}

/** What workers would say of homes that fall silent together and come back: more than a run has, and later than it ends. */
import type { Random } from "#infra/simulator/random.ts";
import { blankAlert } from "#processors/scenarios/blank.ts";
import type { Alert } from "#schemas/alert.ts";
import { digest } from "#schemas/event-id.ts";
import { partitionOf } from "#schemas/partition.ts";
import { stamped } from "#schemas/stamp.ts";
import { topics } from "#schemas/topics.ts";
import { epochMs } from "#schemas/units.ts";
import { publishUntilMs, quietUntilMs } from "./homes.ts";
import { outputTypes, partitions, startMs, type Surroundings } from "./surroundings.ts";

const writer = "outage";
/** More than the fleet stage takes for chance, or fewer. */
const mostHomes = 14;

/** Has the candidates written when they are due. */
export function beginOutage(random: Random, { scheduler, log }: Surroundings): void {
  const beginMs = random.integer(quietUntilMs, publishUntilMs - 25_000);
  const endMs = random.integer(beginMs + 5000, publishUntilMs - 5000);
  const written = new Map<number, number>();
  const write = (alert: Alert): void => {
    const partition = partitionOf(alert.home_id, partitions);
    const number = written.get(partition) ?? 0;
    written.set(partition, number + 1);
    const { type, schemaId } = outputTypes.alertCandidate;
    const record = {
      topic: topics.alertCandidate.name,
      partition,
      key: Buffer.from(alert.home_id),
      value: type.encode(alert, schemaId),
    };
    log.produce(writer, number, [stamped(record, writer, number)]);
  };
  const homes = random.integer(0, mostHomes);
  for (let home = 1; home <= homes; home += 1) {
    const raisedMs = beginMs + random.integer(0, 8000);
    const resolvedMs = Math.max(raisedMs + 1, endMs + random.integer(0, 8000));
    const raised = silence(`os::00D09E-out-${home}`, startMs + raisedMs);
    scheduler.after(raisedMs, () => write(raised));
    scheduler.after(resolvedMs, () => write(resolved(raised, startMs + resolvedMs)));
  }
}

function silence(homeId: string, atMs: number): Alert {
  const at = epochMs(atMs);
  const fingerprint = digest("alert", "gateway_silent", homeId);
  return {
    ...blankAlert,
    episode_id: digest("episode", fingerprint, String(atMs)),
    fingerprint,
    subject: homeId,
    home_id: homeId,
    endpoint_id: homeId,
    raised_at: at,
    changed_at: at,
    received_at: at,
    summary: `Gateway ${homeId} is silent.`,
    row_version: atMs,
  };
}

const resolved = (raised: Alert, atMs: number): Alert => ({
  ...raised,
  sequence: 1,
  candidate_sequence: 1,
  state: "resolved",
  changed_at: epochMs(atMs),
  cleared_at: epochMs(atMs),
  received_at: epochMs(atMs),
  row_version: atMs,
});

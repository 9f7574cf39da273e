/** `sink --rebuild` on the command line. */
import { now } from "#infra/adapters/clock.ts";
import type { SinkConfig } from "#processors/config.ts";
import { Complaint } from "../complaint.ts";
import { momentForm, parseMoment } from "../moment.ts";
import { stopSignals } from "../stop-signals.ts";
import { rebuild } from "./rebuild.ts";
import { topicOf } from "./table-topic.ts";

/** Rebuilds and prints how many records that was. */
export async function rebuildCommand(
  config: SinkConfig,
  { rebuild: view, from }: { readonly rebuild?: string; readonly from?: string },
): Promise<void> {
  if (view === undefined || from === undefined)
    throw new Complaint("--rebuild VIEW and --from TIME belong together");
  const fromMs = parseMoment(from);
  if (fromMs === null) throw new Complaint(`--from ${from} is no time: ${momentForm}`);
  if (fromMs >= now()) throw new Complaint(`--from ${from} is still to come: Kafka has nothing from then on`);
  topicOf(view);
  const stopping = stopSignals();
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const { topic, inserted, refused } = await rebuild(config, { view, fromMs, stopping, say });
  if (stopping.aborted) throw new Complaint(`Stopped after ${inserted} records of ${topic}: begin again`, 1);
  console.log(`${inserted} records of ${topic} inserted, ${refused} not`);
}

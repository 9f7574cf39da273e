/** `sink --rebuild` on the command line. */
import type { SinkConfig } from "#processors/config.ts";
import { Complaint } from "../complaint.ts";
import { momentForm, parseMoment } from "../moment.ts";
import { stopSignals } from "../stop-signals.ts";
import { rebuild } from "./rebuild.ts";
import { topicOf } from "./table-topic.ts";

export const rebuildHelp = `
--rebuild fills a view again from Kafka, as far back as Kafka keeps: after a table was lost, or to
bring older records into new columns. Rows that are there stay one row each; other views of the
same topic are filled too, with what they have. Run it beside the sink; stopped, begin it again.`;

/** Rebuilds and prints how many records that was. */
export async function rebuildCommand(
  config: SinkConfig,
  { rebuild: view, from }: { readonly rebuild?: string; readonly from?: string },
): Promise<void> {
  if (view === undefined || from === undefined)
    throw new Complaint("--rebuild VIEW and --from TIME belong together");
  const fromMs = parseMoment(from);
  if (fromMs === null) throw new Complaint(`--from ${from} is no time: ${momentForm}`);
  topicOf(view);
  const stopping = stopSignals();
  const say = (text: string): void => void process.stderr.write(`${text}\n`);
  const { topic, inserted, refused } = await rebuild(config, { view, fromMs, stopping, say });
  if (stopping.aborted) throw new Complaint(`Stopped after ${inserted} records of ${topic}: begin again`, 1);
  console.log(`${inserted} records of ${topic} inserted, ${refused} not`);
}

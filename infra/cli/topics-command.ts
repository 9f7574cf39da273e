/** `topics apply` and `topics list`. */
import { offsetRanges, TopicConflictError } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "./complaint.ts";
import { kafkaConfig } from "./config/process-config.ts";
import { prepareSchemas, prepareTopics } from "./local-run/prepare.ts";
import { presentTopics } from "./reach-kafka.ts";
import type { Values } from "./settings.ts";

/** Topics first, then schemas; prints a line for each. */
export async function applyTopicsCommand(values: Values): Promise<void> {
  for (const { name, action, differs } of await applied(values)) {
    console.log(`${name}: ${action}`);
    for (const { name: setting, present, wanted } of differs) {
      console.log(`  ${setting} is ${present}, the default is ${wanted}: left as it is`);
    }
  }
  for (const { subject, id } of await prepareSchemas(values)) console.log(`${subject}: schema id ${id}`);
}

async function applied(values: Values) {
  await presentTopics(values);
  try {
    return await prepareTopics(values);
  } catch (error) {
    if (error instanceof TopicConflictError) throw new Complaint(error.message, 1);
    throw error;
  }
}

/** One line a topic: partitions and records still there, or that it is missing. */
export async function listTopicsCommand(values: Values): Promise<void> {
  const present = await presentTopics(values);
  const kafka = createKafka(kafkaConfig(values));
  for (const { name, cleanup } of Object.values(topics)) {
    if (!present.has(name)) {
      console.log(`${name}: missing (topics apply creates it)`);
      continue;
    }
    const ranges = [...(await offsetRanges(kafka, name)).values()];
    const records = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
    console.log(`${name}: ${ranges.length} partitions, ${records} offsets in use, ${cleanup}`);
  }
}

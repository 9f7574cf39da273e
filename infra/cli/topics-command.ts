/** `topics` on the command line. */
import { Command } from "commander";
import { offsetRanges, TopicConflictError } from "#infra/adapters/kafka-admin.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "./complaint.ts";
import { loadSettings } from "./config/load.ts";
import { kafkaConfig } from "./config/process-config.ts";
import { applyAclsCommand } from "./kafka-acls.ts";
import { prepareSchemas, prepareTopics } from "./local-run/prepare.ts";
import { withConfig } from "./options.ts";
import { kafkaAnswer, presentTopics } from "./reach-kafka.ts";
import type { Values } from "./settings.ts";
import { loadStackSettings } from "./stack-settings.ts";

export function topicsCommand(): Command {
  const command = new Command("topics").description(
    "Kafka topics and their schemas; schemas/README.md says what each promises",
  );
  command
    .addCommand(
      withConfig(new Command("apply"))
        .description(
          "create the topics that are missing and register the schemas; never changes a partition count",
        )
        .action(async ({ config }: { config?: string }) =>
          applyTopicsCommand(loadSettings(["topics"], config)),
        ),
    )
    .addCommand(
      withConfig(new Command("list"))
        .description(
          "the topics, what Kafka has of them and how many records; of the local stack where nothing names a Kafka",
        )
        .action(async ({ config }: { config?: string }) => listTopicsCommand(loadStackSettings(config))),
    )
    .addCommand(
      withConfig(new Command("acls"))
        .description(
          "give Kafka the access rules of a file, such as infra/deploy/kafka/acls.txt; needs the account of a super user",
        )
        .argument("<file>", "a line: user, topic|group|transactional-id, literal|prefixed, name, operations")
        .action(async (file: string, { config }: { config?: string }) =>
          applyAclsCommand(loadSettings(["topics"], config), file),
        ),
    );
  return command;
}

/** Topics first, then schemas; prints a line for each. */
async function applyTopicsCommand(values: Values): Promise<void> {
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
async function listTopicsCommand(values: Values): Promise<void> {
  const present = await presentTopics(values);
  const kafka = createKafka(kafkaConfig(values));
  for (const { name, cleanup } of Object.values(topics)) {
    if (!present.has(name)) {
      console.log(`${name}: missing (topics apply creates it)`);
      continue;
    }
    const ranges = [...(await kafkaAnswer(offsetRanges(kafka, name))).values()];
    const records = ranges.reduce((sum, { low, high }) => sum + high - low, 0);
    console.log(`${name}: ${ranges.length} partitions, ${records} offsets in use, ${cleanup}`);
  }
}

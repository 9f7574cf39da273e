/** A redrive by somebody who lacks one of an operator's rights at Kafka: it says which, what to do, and what it has done. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createPartitionProducer } from "#infra/adapters/kafka-producer.ts";
import { createKafka } from "#infra/adapters/kafka.ts";
import { kafkaConfig } from "#infra/cli/config/process-config.ts";
import type { AclLine } from "#infra/cli/kafka-acls.ts";
import { prepareSchemas, prepareTopics } from "#infra/cli/local-run/prepare.ts";
import { localStack } from "#infra/e2e/local-stack.ts";
import { findMosquitto } from "#infra/local/mosquitto.ts";
import { toDeadLetterRecords } from "#schemas/dead-letter.ts";
import { topics } from "#schemas/topics.ts";
import { errandsOf } from "./errands.ts";
import { type LockedStack, readAcls, startLockedStack, superUser } from "./locked-stack.ts";

const missing = findMosquitto() === null;
if (missing)
  process.stderr.write("SKIPPED: mosquitto is not installed (Debian: apt-get install mosquitto)\n");

/** Each errand is a process. */
const patience = { timeout: 300_000 };

/** An operator without the lines for which this holds. */
const lacking = (user: string, isLacking: (line: AclLine) => boolean): readonly AclLine[] =>
  readAcls()
    .filter((line) => line.user === "usp-operator" && !isLacking(line))
    .map((line) => ({ ...line, user }));

const isWrite = (topic: string) => (line: AclLine) => line.name === topic && line.operation === "Write";

const guests = [
  ...lacking("no-letters", ({ name }) => name === "usp-dead-letters-"),
  ...lacking("no-profiles", ({ name }) => name === "usp-profile-"),
  ...lacking("no-tables", ({ name }) => name === "usp-operator-"),
  ...lacking("no-events", isWrite(topics.telemetry.name)),
  ...lacking("no-marks", isWrite(topics.deadLetter.name)),
  ...lacking("no-delete", ({ operation }) => operation === "Delete"),
];

let stack: LockedStack;

beforeAll(async () => {
  if (missing) return;
  stack = await startLockedStack(localStack(), `redrive_${process.pid}_${Date.now()}`, guests);
  await prepareTopics(stack.valuesOf("topics", "usp-topics"));
  await prepareSchemas(stack.valuesOf("topics", "usp-topics"));
  const report = { Report: [{ CollectionTime: Math.floor(Date.now() / 1000), "DeviceInfo.UpTime": 7 }] };
  const letter = {
    reason: "too_many_values",
    stage: "decode",
    detail: "more than allowed then",
    topic: "oktopus/usp/v1/bulkdata/os::00D09E-door-1",
    source: null,
    endpointId: "os::00D09E-door-1",
    receivedAtMs: Date.now(),
    key: null,
    value: Buffer.from(JSON.stringify(report)),
    arrived: { door: "mqtt", contentType: "application/json" },
  } as const;
  const producer = await createPartitionProducer({
    kafka: createKafka(kafkaConfig(stack.valuesOf("topics", superUser))),
  });
  for (const record of toDeadLetterRecords(letter, 0, 1_000_000)) await producer.publish(record);
  await producer.close();
});

afterAll(async () => {
  if (!missing) await stack.stop();
});

describe.skipIf(missing)("who lacks one right of an operator", patience, () => {
  const none = "1 of 1 letters are not marked as tried";

  test.each([
    {
      user: "no-letters",
      what: "the group that reads dead letters",
      said: /^1 [^]*Kafka refuses .*authori.*acls\.txt/,
    },
    {
      user: "usp-auditor",
      what: "more than to see that group",
      said: /^1 [^]*Kafka refuses .*read usp\.dead-letter\.v1 as the group usp-dead-letters-.*authori.*acls\.txt/,
    },
    {
      user: "no-profiles",
      what: "the group that reads profiles, of which there are none",
      said: /^1 [^]*Kafka refuses .*read usp\.profile\.v1 as the group usp-profile-.*authori.*acls\.txt/,
    },
    {
      user: "no-events",
      what: "writing events",
      said: new RegExp(
        `^1 [^]*Kafka refuses .*write to usp\\.telemetry\\.v1: .*authori.*acls\\.txt[^]*${none}`,
      ),
    },
    {
      user: "no-marks",
      what: "writing what it has tried",
      said: new RegExp(
        `^1 [^]*Kafka refuses .*write to usp\\.dead-letter\\.v1: .*authori.*acls\\.txt[^]*${none}`,
      ),
    },
  ])(
    "$user: a redrive without $what fails with a sentence, and says that nothing is done",
    async ({ user, said }) => {
      expect(await errandsOf(stack, user)("dead-letters", "redrive", "0:0")).toMatch(said);
    },
  );

  test("a table that is empty is not taken for one that may not be read", async () => {
    const said = await errandsOf(stack, "no-tables")("inventory", "list");
    expect(said).toMatch(
      /^1 [^]*Kafka refuses .*read usp\.inventory\.v1 as the group usp-operator-.*acls\.txt/,
    );
  });

  test("a group that may not be deleted is told, and what was redriven stays so", async () => {
    const said = await errandsOf(stack, "no-delete")("dead-letters", "redrive", "0:0");
    expect(said).toMatch(/^0 +1 {2}became 1 events/);
    expect(said).toMatch(/The group usp-dead-letters-\S+, by which this was read, is left behind; .*authori/);
    const again = await errandsOf(stack, "usp-operator")("dead-letters", "redrive", "0:0");
    expect(again).toMatch(/^0 No dead letter is meant\.$/m);
  });
});

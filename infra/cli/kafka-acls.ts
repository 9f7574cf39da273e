/** A file of Kafka's ACLs (`infra/deploy/kafka/acls.txt`), as data and given to a cluster. */
import { readFileSync } from "node:fs";
import kafkajs, { type AclEntry, type Kafka } from "kafkajs";
import { createKafka } from "#infra/adapters/kafka.ts";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";
import { Complaint } from "./complaint.ts";
import { kafkaConfig } from "./config/process-config.ts";
import { kafkaAnswer, presentTopics } from "./reach-kafka.ts";
import type { Values } from "./settings.ts";

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** One operation that a user may do, in the file's words. */
export interface AclLine {
  readonly user: string;
  readonly resource: string;
  readonly pattern: string;
  readonly name: string;
  readonly operation: string;
}

const resourceTypes: ReadonlyMap<string, AclEntry["resourceType"]> = new Map([
  ["topic", AclResourceTypes.TOPIC],
  ["group", AclResourceTypes.GROUP],
  ["transactional-id", AclResourceTypes.TRANSACTIONAL_ID],
]);
const patternTypes: ReadonlyMap<string, AclEntry["resourcePatternType"]> = new Map([
  ["literal", ResourcePatternTypes.LITERAL],
  ["prefixed", ResourcePatternTypes.PREFIXED],
]);
const operationTypes: ReadonlyMap<string, AclEntry["operation"]> = new Map([
  ["Read", AclOperationTypes.READ],
  ["Write", AclOperationTypes.WRITE],
  ["Create", AclOperationTypes.CREATE],
  ["Delete", AclOperationTypes.DELETE],
  ["Describe", AclOperationTypes.DESCRIBE],
  ["DescribeConfigs", AclOperationTypes.DESCRIBE_CONFIGS],
]);

/** One entry an operation, in the file's order; `#` begins a comment line. Every mistake of the text in one Complaint. */
export function parseAcls(text: string): readonly AclLine[] {
  const mistakes: string[] = [];
  const lines = text.split("\n").flatMap((line, index): AclLine[] => {
    if (!/^[^\s#]/.test(line)) return [];
    const [user = "", resource = "", pattern = "", name = "", ...operations] = line.trim().split(/\s+/);
    const tell = (wrong: string): void => void mistakes.push(`line ${index + 1}: ${wrong}`);
    if (operations.length === 0) tell("it needs a user, a resource, a pattern, a name and operations");
    else {
      if (!resourceTypes.has(resource)) tell(unknownWord(resource, resourceTypes));
      if (!patternTypes.has(pattern)) tell(unknownWord(pattern, patternTypes));
      for (const operation of operations)
        if (!operationTypes.has(operation)) tell(unknownWord(operation, operationTypes));
    }
    return operations.map((operation) => ({ user, resource, pattern, name, operation }));
  });
  if (mistakes.length > 0) throw new Complaint(`This is no file of ACLs.\n${mistakes.join("\n")}`);
  return lines;
}

const unknownWord = (word: string, known: ReadonlyMap<string, unknown>): string =>
  `${word} is none of ${[...known.keys()].join(", ")}`;

/** All of them in one request; what is there already stays as it is. The client's user must be one of Kafka's super users. */
export async function applyAcls(kafka: Kafka, lines: readonly AclLine[]): Promise<void> {
  const acl = lines.map((line): AclEntry => ({
    principal: `User:${line.user}`,
    host: "*",
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: meaningOf(resourceTypes, line.resource),
    resourcePatternType: meaningOf(patternTypes, line.pattern),
    resourceName: line.name,
    operation: meaningOf(operationTypes, line.operation),
  }));
  await withAdmin(kafka, (admin) => admin.createAcls({ acl }));
}

function meaningOf<T>(words: ReadonlyMap<string, T>, word: string): T {
  const meaning = words.get(word);
  if (meaning === undefined) throw new Error(unknownWord(word, words));
  return meaning;
}

/** `topics acls FILE`; prints how many lines each user has. */
export async function applyAclsCommand(values: Values, file: string): Promise<void> {
  const lines = parseAcls(readAclFile(file));
  await presentTopics(values);
  await kafkaAnswer(applyAcls(createKafka(kafkaConfig(values)), lines));
  for (const [user, own] of Map.groupBy(lines, (line) => line.user))
    console.log(`${user}: ${own.length} permissions`);
}

function readAclFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Complaint(`${file} can't be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

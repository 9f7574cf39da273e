/** The shipped file of Kafka ACLs, as data and applied. */
import { readFileSync } from "node:fs";
import kafkajs, { type AclEntry, type Kafka } from "kafkajs";
import { withAdmin } from "#infra/adapters/kafka-admin.ts";

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const file = new URL("../../deploy/kafka/acls.txt", import.meta.url);

export interface AclLine {
  readonly user: string;
  readonly resource: string;
  readonly pattern: string;
  readonly name: string;
  readonly operation: string;
}

/** One entry an operation, in the file's order. */
export function readAcls(): readonly AclLine[] {
  const lines = readFileSync(file, "utf8").split("\n");
  return lines
    .filter((line) => /^[^\s#]/.test(line))
    .flatMap((line) => {
      const [user = "", resource = "", pattern = "", name = "", ...operations] = line.trim().split(/\s+/);
      return operations.map((operation) => ({ user, resource, pattern, name, operation }));
    });
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
  ["Describe", AclOperationTypes.DESCRIBE],
  ["DescribeConfigs", AclOperationTypes.DESCRIBE_CONFIGS],
]);

function known<T>(types: ReadonlyMap<string, T>, word: string): T {
  const type = types.get(word);
  if (type === undefined) throw new Error(`acls.txt has ${word}, which is no word of Kafka's`);
  return type;
}

/** As `apply-acls.sh` does it, in one request. */
export async function applyAcls(kafka: Kafka): Promise<void> {
  const acl = readAcls().map((line): AclEntry => ({
    principal: `User:${line.user}`,
    host: "*",
    permissionType: AclPermissionTypes.ALLOW,
    resourceType: known(resourceTypes, line.resource),
    resourcePatternType: known(patternTypes, line.pattern),
    resourceName: line.name,
    operation: known(operationTypes, line.operation),
  }));
  await withAdmin(kafka, (admin) => admin.createAcls({ acl }));
}

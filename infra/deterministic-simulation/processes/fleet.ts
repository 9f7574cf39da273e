/** A fleet stage on simulated services, wired as `processors/fleet/main.ts` wires it on real ones. */
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import { createMember } from "#processors/fleet/member.ts";
import { FleetStage, type StageDeps } from "#processors/fleet/stage.ts";
import type { Alert } from "#schemas/alert.ts";
import { bodyOf } from "#schemas/avro.ts";
import { toLedgerRecord } from "#schemas/ledger-entry.ts";
import { partitionOf } from "#schemas/partition.ts";
import { topics } from "#schemas/topics.ts";
import { openTransactor } from "../log/clients.ts";
import { openReader } from "../log/reader.ts";
import {
  alert as alertType,
  alertState,
  ledger,
  logClient,
  outputTypes,
  partitions,
  type ProcessParts,
  type RunningPart,
} from "../surroundings.ts";

export const fleetGroup = "fleet";

const holdMs = 10_000;
const topic = topics.alertCandidate.name;

/** Resolves when it has joined its group. */
export async function runFleet(parts: ProcessParts, fatal: (error: unknown) => void): Promise<RunningPart> {
  const { random } = parts;
  const stage = new FleetStage({
    ...stagePorts(parts),
    readFrom(partition, offset) {
      reader.seek(topic, partition, offset ?? 0);
      reader.resume(topic, partition);
    },
    fatal,
  });
  const member = createMember(topic, stage, (partition) => reader.pause(topic, partition));
  const reader = openReader({
    ...logClient(parts),
    random,
    groupId: fleetGroup,
    topics: [topic],
    assigner: member.assigning,
    listener: member.listener,
  });
  await reader.start();
  return {
    async stop() {
      await stage.stop();
      await reader.stop();
    },
  };
}

function stagePorts(parts: ProcessParts): Omit<StageDeps, "readFrom" | "fatal"> {
  const { life, network, log, now, note, defect } = parts;
  const readState = async (): Promise<readonly Alert[]> => {
    const values = await network.insist(life, "log", () => {
      const records = log.partitions(topics.alertState.name).flatMap((partition) => partition.committed());
      return new Map(records.map(({ key, value }) => [String(key), value]));
    });
    return [...values.values()].flatMap((value) => decodeAlert(value) ?? []);
  };
  return {
    holdMs,
    labelsOf: () => ({ area: "north" }),
    isInMaintenance: () => false,
    isRetired: () => false,
    topic,
    openTransactor: () => life.sleep(1).then(() => openTransactor(logClient(parts), fleetGroup, fleetGroup)),
    ledger: () => ({
      topic,
      stampedTopic: topics.alert.name,
      writer: `fleet-${life.name}-${now().toString(36)}`,
      toRecord: (entry) => toLedgerRecord(entry, ledger, partitionOf(Buffer.from(entry.stage), partitions)),
    }),
    readState: defect?.readState?.(readState) ?? readState,
    committed: () =>
      network.insist(life, "log", () => {
        const group = log.group(fleetGroup);
        const offsets = log.partitions(topic).map((_, partition) => group.offset(topic, partition));
        return new Map(
          offsets.flatMap((offset, partition) => (offset === null ? [] : [[partition, offset] as const])),
        );
      }),
    ends: () =>
      network.insist(
        life,
        "log",
        () => new Map(log.partitions(topic).map(({ range }, partition) => [partition, range.high] as const)),
      ),
    decode: (value) => Promise.resolve(decodeAlert(value)),
    toRecords(alert) {
      if (alert.alert_class === "fleet") note("alert of a group");
      return [
        { name: topics.alert.name, ...alertType },
        { name: topics.alertState.name, ...alertState },
      ].map(({ name, type, schemaId }) => ({
        topic: name,
        partition: partitionOf(Buffer.from(alert.fingerprint), partitions),
        key: Buffer.from(alert.fingerprint),
        value: type.encode(alert, schemaId),
      }));
    },
    now,
    after: (ms, run) => life.after(ms, run),
    isTransient: (error) => classifyKafkaError(error).kind === "transient",
    warn: () => note("fleet stage began anew"),
  };
}

/** One of any of their topics: they have one schema. */
export function decodeAlert(value: Buffer | null): Alert | null {
  const decoded = value === null ? null : outputTypes.alertCandidate.type.decode(bodyOf(value));
  return decoded?.ok === true ? decoded.value : null;
}

/** A process's clients of the simulated log: writers and transactors, as the adapters are of Kafka. */
import type { ProducerTransport, TimedAppend } from "#infra/adapters/kafka-producer.ts";
import type { OutRecord } from "#schemas/out-record.ts";
import type { Life } from "../life.ts";
import type { Network } from "../network.ts";
import type { CommittedOffset } from "./groups.ts";
import { isConcurrent } from "./log-error.ts";
import type { SimulatedLog } from "./log.ts";

export interface LogClient {
  readonly life: Life;
  readonly network: Network;
  readonly log: SimulatedLog;
  /** Of the process, which may be wrong. */
  readonly now: () => number;
  readonly steadyMs: () => number;
}

/** What a producer sends with. A send that is not answered is made again; the log takes it once. */
export function openTransport(
  { life, network, log, now, steadyMs }: LogClient,
  name: string,
  onAppended?: (append: TimedAppend) => void,
): ProducerTransport {
  const numbers = new Map<string, number>();
  return {
    async send(records) {
      const place = `${records[0]?.topic}|${records[0]?.partition}`;
      const number = numbers.get(place) ?? 0;
      numbers.set(place, number + 1);
      const sentAtMs = now();
      const appendedAtMs = await network.insist(life, "log", () => log.produce(name, number, records));
      onAppended?.({ sentAtMs, appendedAtMs, acknowledgedAtMs: now() });
    },
    close: () => life.sleep(1),
    time: { steadyMs, after: (ms, run) => life.after(ms, run) },
  };
}

export interface SimulatedTransactor {
  commit(
    sends: readonly (readonly OutRecord[])[],
    offset: CommittedOffset | readonly CommittedOffset[] | null,
  ): Promise<readonly number[]>;
  /** Fences its predecessor, and writes nothing. */
  fence(): Promise<void>;
  close(): Promise<void>;
}

const concurrentRetryMs = 20;

/** Fences its predecessor with the first commit. */
export function openTransactor(
  { life, network, log }: LogClient,
  id: string,
  groupId: string,
): SimulatedTransactor {
  let epoch: number | null = null;
  let number = 0;
  /** Made again while what was before is still being ended. */
  const ask = async <T>(serve: () => T): Promise<T> => {
    for (;;) {
      try {
        return await network.insist(life, "log", serve);
      } catch (error) {
        if (!isConcurrent(error)) throw error;
        await life.sleep(concurrentRetryMs);
      }
    }
  };
  return {
    async commit(sends, offset) {
      const { transactions } = log;
      const own = (epoch ??= await ask(() => transactions.begin(id)));
      const offsets: number[] = [];
      const next = offset === null ? [] : [offset].flat();
      // As Kafka's client does: nothing is asked of the log to end what has nothing.
      if (sends.length + next.length === 0) return offsets;
      for (const send of sends) {
        requireOnePartition(send);
        number += 1;
        const mine = number;
        offsets.push(await ask(() => transactions.send(id, own, mine, send)));
      }
      for (const entry of next) await ask(() => transactions.addOffset(id, own, { groupId, ...entry }));
      await ask(() => transactions.commit(id, own));
      return offsets;
    },
    async fence() {
      epoch ??= await ask(() => log.transactions.begin(id));
    },
    close: () => life.sleep(1),
  };
}

function requireOnePartition([first, ...others]: readonly OutRecord[]): void {
  if (first === undefined) throw new RangeError("A send needs a record");
  if (others.some(({ topic, partition }) => topic !== first.topic || partition !== first.partition))
    throw new RangeError("A send carries one partition");
}

/** What a bridge asks of Kafka, over whatever publishes: the same for gateways that speak MQTT and HTTP. Pure. */
import type { OutRecord } from "#schemas/out-record.ts";
import type { Tick } from "#schemas/telemetry-event.ts";
import { epochMs, type EpochMs } from "#schemas/units.ts";
import type { Bridge, BridgePorts, TickKind } from "./bridge.ts";
import { tickEvent } from "./event.ts";
import { type RecordFormat, tickRecords } from "./records.ts";
import { clocksAgree, type TimedAppend } from "./tick.ts";

/** What ticks say of their bridge. */
export interface TickOrigin {
  readonly bridgeId: string;
  readonly tickPeriodMs: number;
  /** How long the ticks of other bridges wait for this one when it is gone without a farewell. */
  readonly sessionExpirySeconds: number;
}

export interface KafkaPortsOptions {
  readonly origin: TickOrigin;
  readonly format: RecordFormat;
  readonly publish: BridgePorts["publish"];
  /** Told of every append. */
  readonly clock: KafkaClock;
  readonly now: () => EpochMs;
}

export interface KafkaPorts {
  /** For how long Kafka owes its time, in milliseconds; null while it owes nothing. */
  silentMs(this: void): number | null;
  /** The ports of a bridge that are the same whatever its messages are. */
  readonly ports: Pick<BridgePorts, "publish" | "compareClocks" | "kafkaTime" | "tickRecords">;
}

export function createKafkaPorts({ origin, format, publish, clock, now }: KafkaPortsOptions): KafkaPorts {
  const askedAt = new Set<EpochMs>();
  return {
    silentMs: () => (askedAt.size === 0 ? null : now() - Math.min(...askedAt)),
    ports: {
      publish,
      async compareClocks() {
        const at = now();
        askedAt.add(at);
        await publish(clockProbe(format));
        askedAt.delete(at);
        return clock.agrees;
      },
      kafkaTime: (time) => clock.timeAt(time),
      tickRecords: (time, kind) => tickRecords(tickEvent(tickOf(origin, kind), time), format),
    },
  };
}

/** A first tick vouches for no time before it: its period is 0. */
const tickOf = ({ bridgeId, tickPeriodMs, sessionExpirySeconds }: TickOrigin, kind: TickKind): Tick => ({
  bridge_id: bridgeId,
  period_ms: kind === "first" ? 0 : tickPeriodMs,
  session_expiry_ms: sessionExpirySeconds * 1000,
  farewell: kind === "farewell",
});

/** A record that only asks for the time of its append: a tick of no bridge, which every reader of ticks ignores. */
function clockProbe(format: RecordFormat): OutRecord {
  const tick: Tick = { bridge_id: "", period_ms: -1, session_expiry_ms: 0, farewell: true };
  const [record] = tickRecords(tickEvent(tick, epochMs(0)), { ...format, partitions: 1 });
  if (record === undefined) throw new Error("a tick of one partition is one record");
  return record;
}

/**
 * What the last append told about our clock and Kafka's; until the first they are taken to agree, and for good where
 * the topic does not keep Kafka's time.
 */
export class KafkaClock {
  readonly #changed: (agrees: boolean, append: TimedAppend) => void;
  /** Kafka's time less ours; 0 while they agree. */
  #offsetMs = 0;

  constructor(changed: (agrees: boolean, append: TimedAppend) => void) {
    this.#changed = changed;
  }

  get agrees(): boolean {
    return this.#offsetMs === 0;
  }

  get offsetMs(): number {
    return this.#offsetMs;
  }

  timeAt(ours: EpochMs): EpochMs {
    return epochMs(ours + this.#offsetMs);
  }

  observe(append: TimedAppend): void {
    const agrees = clocksAgree(append);
    if (agrees !== this.agrees) this.#changed(agrees, append);
    this.#offsetMs = agrees ? 0 : append.appendedAtMs - append.acknowledgedAtMs;
  }
}

/** How long a stop waits for Kafka; what is not acknowledged by then is sent again by whoever sent it. */
export const maxStopMs = 10_000;

/** Everything acknowledged, then the word that nobody need wait for this bridge's ticks; not for ever, if Kafka is away. */
export async function sayGoodbye<Message extends { readonly receivedAt: EpochMs }>(
  bridge: Bridge<Message>,
  sleep: (ms: number) => Promise<void>,
): Promise<void> {
  const goodbye = async (): Promise<void> => {
    await bridge.settled();
    if (bridge.lastTick !== null) await bridge.writeTick(bridge.lastTick, "farewell");
  };
  await Promise.race([goodbye(), sleep(maxStopMs)]);
}

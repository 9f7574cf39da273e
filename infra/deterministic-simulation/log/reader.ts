/** A member of a group that reads the simulated log: what `infra/adapters/kafka-reader.ts` is of Kafka. */
import type { Reader, ReaderListener } from "#infra/adapters/kafka-reader.ts";
import { classifyKafkaError } from "#infra/adapters/kafka-error.ts";
import type { Random } from "#infra/simulator/random.ts";
import type { LogClient } from "./clients.ts";
import type { AssignMembers, Assignment, Candidate, Group } from "./groups.ts";
import { LogError } from "./log-error.ts";
import type { Fetched } from "./partition.ts";

export interface SimulatedReaderOptions extends LogClient {
  readonly random: Random;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly listener: Omit<ReaderListener, "failed">;
  /** Round robin when absent. */
  readonly assigner?: { readonly claims: () => Buffer; readonly assign: AssignMembers };
}

interface Cursor {
  readonly topic: string;
  readonly partition: number;
  position: number;
  isPaused: boolean;
  /** Counts seeks and pauses: what was fetched under a lower one is not delivered. */
  ticket: number;
  /** The one a fetch is under way for, or waits for more. */
  fetching: number | null;
}

/** A fetch gives at most so many records. */
const mostFetched = 40;
const retryMs = 200;
const longestLingerMs = 50;

export const openReader = (options: SimulatedReaderOptions): Reader => new SimulatedReader(options);

class SimulatedReader implements Reader, Candidate {
  readonly #options: SimulatedReaderOptions;
  readonly #group: Group;
  #cursors = new Map<string, Cursor>();
  #memberId: string | null = null;
  #generation = -1;
  #isMember = false;
  #isStopped = false;
  readonly #firstJoin = Promise.withResolvers<void>();

  constructor(options: SimulatedReaderOptions) {
    this.#options = options;
    this.#group = options.log.group(options.groupId);
  }

  get life() {
    return this.#options.life;
  }

  get topics() {
    return this.#options.topics;
  }

  get claims() {
    return this.#options.assigner?.claims ?? null;
  }

  get assign() {
    return this.#options.assigner?.assign ?? null;
  }

  silentMs(): number | null {
    return this.#isMember ? 0 : null;
  }

  async start(): Promise<void> {
    void this.#join();
    await this.#firstJoin.promise;
  }

  async stop(): Promise<void> {
    const { life, network } = this.#options;
    this.#isStopped = true;
    this.#isMember = false;
    const id = this.#memberId;
    if (id !== null) await network.insist(life, "log", () => this.#group.leave(id)).catch(() => undefined);
  }

  asked(): void {
    if (this.#isStopped) return;
    this.#isMember = false;
    void this.#join();
  }

  expelled(): void {
    if (this.#isStopped) return;
    this.#memberId = null;
    this.#isMember = false;
    void this.#join();
  }

  accepted(id: string, generation: number, assignment: Assignment): void {
    if (this.#isStopped || !this.#group.isMember(id, generation)) return;
    this.#memberId = id;
    this.#isMember = true;
    this.#generation = generation;
    for (const cursor of this.#cursors.values()) cursor.ticket += 1;
    this.#cursors = new Map(
      [...assignment].flatMap(([topic, partitions]) =>
        partitions.map((partition) => [`${topic}|${partition}`, this.#cursorAt(topic, partition)] as const),
      ),
    );
    this.#options.listener.joined(id, assignment);
    this.#firstJoin.resolve();
    for (const cursor of this.#cursors.values()) this.#fetch(cursor);
  }

  seek(topic: string, partition: number, position: number): void {
    this.#change(topic, partition, (cursor) => (cursor.position = position));
  }

  pause(topic: string, partition: number): void {
    this.#change(topic, partition, (cursor) => (cursor.isPaused = true));
  }

  resume(topic: string, partition: number): void {
    this.#change(topic, partition, (cursor) => (cursor.isPaused = false));
  }

  async commit(offsets: readonly { topic: string; partition: number; offset: number }[]): Promise<boolean> {
    const { life, network } = this.#options;
    const [id, generation] = [this.#memberId, this.#generation];
    if (!this.#isMember || id === null || offsets.length === 0) return this.#isMember;
    try {
      await network.insist(life, "log", () => this.#group.commit(id, generation, offsets));
      return true;
    } catch (error) {
      if (classifyKafkaError(error).kind === "not_a_member") return false;
      throw error;
    }
  }

  /** Begins at the group's offset, unless it is told otherwise before anything is fetched. */
  #cursorAt(topic: string, partition: number): Cursor {
    const position =
      this.#group.offset(topic, partition) ?? this.#options.log.partition(topic, partition).range.low;
    return { topic, partition, position, isPaused: false, ticket: 0, fetching: null };
  }

  async #join(): Promise<void> {
    const { life, network } = this.#options;
    try {
      const id = await network.call(life, "log", () => this.#group.join(this));
      if (!this.#isMember) this.#memberId = id;
    } catch {
      // Not answered: it may be a member all the same, which then is expelled in time.
      await life.sleep(retryMs);
      if (!this.#isMember && !this.#isStopped) void this.#join();
    }
  }

  #change(topic: string, partition: number, change: (cursor: Cursor) => void): void {
    const cursor = this.#cursors.get(`${topic}|${partition}`);
    if (cursor === undefined) return;
    change(cursor);
    cursor.ticket += 1;
    this.#fetch(cursor);
  }

  #isCurrent(cursor: Cursor, ticket: number): boolean {
    const isMine = this.#cursors.get(`${cursor.topic}|${cursor.partition}`) === cursor;
    return isMine && this.#isMember && cursor.ticket === ticket && !cursor.isPaused;
  }

  /** One fetch at a time of each partition; where there is nothing to read it waits at the log for more. */
  #fetch(cursor: Cursor): void {
    const { ticket, topic, partition, position } = cursor;
    if (!this.#isCurrent(cursor, ticket) || cursor.fetching === ticket) return;
    cursor.fetching = ticket;
    const { log, random } = this.#options;
    const of = log.partition(topic, partition);
    if (of.stable === position)
      of.whenGrown(() => this.#ask(cursor, ticket, random.integer(1, longestLingerMs)));
    else this.#ask(cursor, ticket, 0);
  }

  #ask(cursor: Cursor, ticket: number, lingerMs: number): void {
    if (!this.#isCurrent(cursor, ticket)) return;
    const { topic, partition, position } = cursor;
    const { life, network, log, random } = this.#options;
    const most = random.next() < 0.2 ? random.integer(1, 3) : mostFetched;
    network
      .call(life, "log", () => log.partition(topic, partition).read(position, most), lingerMs)
      .then(
        (fetched) => this.#delivered(cursor, ticket, fetched),
        (error: unknown) => {
          if (error instanceof LogError) this.#lost(cursor, ticket);
          else
            life.after(retryMs, () => {
              if (cursor.fetching === ticket) cursor.fetching = null;
              this.#fetch(cursor);
            });
        },
      );
  }

  #delivered(cursor: Cursor, ticket: number, { records, next }: Fetched): void {
    if (!this.#isCurrent(cursor, ticket)) return;
    const { topic, partition, position } = cursor;
    const { listener } = this.#options;
    cursor.position = next;
    cursor.fetching = null;
    if (records.length > 0) listener.records({ topic, partition, records, next });
    else if (next !== position) listener.passed?.(topic, partition, next);
    this.#fetch(cursor);
  }

  /** Unless it is told otherwise it goes on with what the log still has, as Kafka's client does. */
  #lost(cursor: Cursor, ticket: number): void {
    if (!this.#isCurrent(cursor, ticket)) return;
    const { topic, partition, position } = cursor;
    cursor.position = this.#options.log.partition(topic, partition).range.low;
    cursor.fetching = null;
    this.#options.listener.lost(topic, partition, position);
    this.#fetch(cursor);
  }
}

/** The log's group coordinator: members, generations, who has which partitions, committed offsets. */
import type { Random } from "#infra/simulator/random.ts";
import { sessionTimeoutMs } from "#infra/adapters/kafka-reader.ts";
import type { Note } from "../happenings.ts";
import type { Life } from "../life.ts";
import type { Scheduler } from "../scheduler.ts";
import { LogError } from "./log-error.ts";

export type Assignment = ReadonlyMap<string, readonly number[]>;

/** A reader that is, or wants to be, a member. */
export interface Candidate {
  readonly life: Life;
  readonly topics: readonly string[];
  /** What it says of itself at a join; null where the group goes round robin. */
  readonly claims: (() => Buffer) | null;
  readonly assign: AssignMembers | null;
  /** A new generation begins without it until it joins again. */
  asked(): void;
  /** It is a member by this name. */
  accepted(memberId: string, generation: number, assignment: Assignment): void;
  /** It was silent for too long. */
  expelled(): void;
}

export type AssignMembers = (
  members: readonly { readonly memberId: string; readonly claims: Buffer }[],
  partitions: number,
) => ReadonlyMap<string, readonly number[]>;

interface Member {
  readonly id: string;
  readonly candidate: Candidate;
  claims: Buffer;
  /** Whether it has joined the generation that is being made. */
  isHere: boolean;
  readonly unwatch: () => void;
}

/** How long a new generation waits for members of the one before. */
const rebalanceTimeoutMs = 10_000;
/** Members hear of a new generation with their next heartbeat. */
const heartbeatMs = 500;

export interface GroupPorts {
  readonly scheduler: Scheduler;
  readonly random: Random;
  readonly note: Note;
  partitionsOf(topic: string): number;
}

export class Group {
  readonly #ports: GroupPorts;
  readonly #members = new Map<string, Member>();
  readonly #offsets = new Map<string, number>();
  #generation = 0;
  #isForming = false;
  #joined = 0;
  #cancelTimeout = (): void => undefined;

  constructor(ports: GroupPorts) {
    this.#ports = ports;
  }

  /** Takes a member in, or back; its id. The generation comes later, by `accepted`. */
  join(candidate: Candidate): string {
    const known = [...this.#members.values()].find((member) => member.candidate === candidate);
    const member = known ?? this.#enter(candidate);
    member.claims = candidate.claims?.() ?? Buffer.alloc(0);
    this.#form();
    member.isHere = true;
    this.#completeIfAllAreHere();
    return member.id;
  }

  leave(id: string): void {
    if (this.#remove(id)) this.#form();
    this.#completeIfAllAreHere();
  }

  isMember(id: string, generation: number): boolean {
    return this.#members.has(id) && generation === this.#generation;
  }

  commit(id: string, generation: number, offsets: readonly CommittedOffset[]): void {
    if (!this.isMember(id, generation)) {
      this.#ports.note("offsets of an earlier generation refused");
      throw new LogError(this.#members.has(id) ? "ILLEGAL_GENERATION" : "UNKNOWN_MEMBER_ID");
    }
    for (const offset of offsets) this.setOffset(offset);
  }

  setOffset({ topic, partition, offset }: CommittedOffset): void {
    this.#offsets.set(`${topic}|${partition}`, offset);
  }

  offset(topic: string, partition: number): number | null {
    return this.#offsets.get(`${topic}|${partition}`) ?? null;
  }

  #enter(candidate: Candidate): Member {
    this.#joined += 1;
    const id = `${candidate.life.name}#${this.#joined}`;
    const unwatch = candidate.life.onChange((state) => {
      if (state !== "running") this.#expelWhenSilent(id);
    });
    const member = { id, candidate, claims: Buffer.alloc(0), isHere: false, unwatch };
    this.#members.set(id, member);
    return member;
  }

  /** What it does not do for a session's time it does not do. */
  #expelWhenSilent(id: string): void {
    const life = this.#members.get(id)?.candidate.life;
    let isSilent = true;
    const unwatch = life?.onChange((state) => (isSilent &&= state !== "running"));
    this.#ports.scheduler.after(sessionTimeoutMs, () => {
      unwatch?.();
      const member = this.#members.get(id);
      if (!isSilent || member === undefined) return;
      this.#ports.note("member expelled for its silence");
      this.leave(id);
      member.candidate.life.after(this.#ports.random.integer(0, heartbeatMs), () =>
        member.candidate.expelled(),
      );
    });
  }

  #remove(id: string): boolean {
    this.#members.get(id)?.unwatch();
    return this.#members.delete(id);
  }

  /** Begins a new generation, unless one is being made. */
  #form(): void {
    if (this.#isForming) return;
    this.#isForming = true;
    const { scheduler, random } = this.#ports;
    for (const member of this.#members.values()) {
      member.isHere = false;
      const { candidate } = member;
      candidate.life.after(random.integer(0, heartbeatMs), () => {
        if (!member.isHere && this.#members.get(member.id) === member) candidate.asked();
      });
    }
    this.#cancelTimeout = scheduler.after(rebalanceTimeoutMs, () => {
      for (const [id, { isHere, candidate }] of this.#members)
        if (!isHere && this.#remove(id)) candidate.life.after(heartbeatMs, () => candidate.expelled());
      this.#complete();
    });
  }

  #completeIfAllAreHere(): void {
    const all = [...this.#members.values()];
    if (this.#isForming && all.every(({ isHere }) => isHere)) this.#complete();
  }

  #complete(): void {
    this.#isForming = false;
    this.#cancelTimeout();
    this.#generation += 1;
    this.#ports.note("new generation of a group");
    const generation = this.#generation;
    const assignments = this.#assign();
    for (const { id, candidate } of this.#members.values())
      candidate.life.after(this.#ports.random.integer(1, 20), () =>
        candidate.accepted(id, generation, assignments.get(id) ?? new Map()),
      );
  }

  #assign(): ReadonlyMap<string, Assignment> {
    const members = [...this.#members.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const [leader] = members;
    if (leader === undefined) return new Map();
    const { topics, assign } = leader.candidate;
    const counts = topics.map((topic) => this.#ports.partitionsOf(topic));
    if (assign !== null) {
      const said = members.map(({ id, claims }) => ({ memberId: id, claims }));
      const assigned = assign(said, Math.min(...counts));
      return new Map(
        members.map(({ id }) => [id, new Map(topics.map((topic) => [topic, assigned.get(id) ?? []]))]),
      );
    }
    const result = new Map(
      members.map(({ id }) => [id, new Map<string, number[]>(topics.map((topic) => [topic, []]))]),
    );
    for (const [index, topic] of topics.entries())
      for (let partition = 0; partition < (counts[index] ?? 0); partition += 1) {
        const owner = members[partition % members.length];
        if (owner !== undefined) result.get(owner.id)?.get(topic)?.push(partition);
      }
    return result;
  }
}

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}

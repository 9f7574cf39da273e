/** The fleet stage's part in its group: it holds all candidates or none, and tells the others so. */
import { assignAll, claimOf } from "./assign.ts";
import type { FleetStage } from "./stage.ts";

/** The stage, or what stands before it in a test of gaps. */
export type Taking = Pick<FleetStage, "joined" | "records" | "passed">;

/** `pause`: reads nothing of the partition until the stage says from where. */
export function createMember(topic: string, stage: Taking, pause: (partition: number) => void) {
  let held: readonly number[] = [];
  return {
    assigning: { claims: () => claimOf(held.length > 0), assign: assignAll },
    listener: {
      joined(_memberId: string, assigned: ReadonlyMap<string, readonly number[]>): void {
        held = assigned.get(topic) ?? [];
        held.forEach(pause);
        stage.joined(held);
      },
      records: (batch: Parameters<Taking["records"]>[0]): void =>
        stage.records({ partition: batch.partition, records: batch.records, next: batch.next }),
      passed: (_topic: string, partition: number, next: number): void => stage.passed(partition, next),
      lost: (): void => stage.joined(held),
    },
  };
}

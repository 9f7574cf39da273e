/** Our assignment, spoken in the group protocol of the client. */
import { AssignerProtocol, type PartitionAssigner } from "kafkajs";

const { MemberAssignment, MemberMetadata } = AssignerProtocol;

export interface ClaimingAssigner {
  /** Part of the protocol: members with another name are refused by the coordinator. */
  readonly name: string;
  /** What this member says of itself at each join. */
  readonly claims: () => Buffer;
  /** Decided by the group's leader: which partition numbers each member has, of all topics alike. */
  readonly assign: (
    members: readonly { readonly memberId: string; readonly claims: Buffer }[],
    partitions: number,
  ) => ReadonlyMap<string, readonly number[]>;
}

/**
 * An assigner that gives each member the same partition numbers of every topic. The protocol carries no
 * ownership, so claims travel as user data.
 */
export function createAssigner({ name, claims, assign }: ClaimingAssigner): PartitionAssigner {
  return ({ cluster }) => ({
    name,
    version: 1,
    protocol: ({ topics }) => ({
      name,
      metadata: MemberMetadata.encode({ version: 1, topics, userData: claims() }),
    }),
    assign({ members, topics }) {
      const counts = topics.map((topic) => cluster.findTopicPartitionMetadata(topic).length);
      const claiming = members.map(({ memberId, memberMetadata }) => ({
        memberId,
        claims: MemberMetadata.decode(memberMetadata)?.userData ?? Buffer.alloc(0),
      }));
      const assigned = assign(claiming, Math.min(...counts));
      return Promise.resolve(
        members.map(({ memberId }) => ({
          memberId,
          memberAssignment: MemberAssignment.encode({
            version: 1,
            assignment: Object.fromEntries(
              topics.map((topic) => [topic, [...(assigned.get(memberId) ?? [])]]),
            ),
            userData: Buffer.alloc(0),
          }),
        })),
      );
    },
  });
}

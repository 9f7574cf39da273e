/** Kafka through our adapters, held to what the pipeline relies on from its log. */
import { localStack } from "#infra/e2e/local-stack.ts";
import { describePartitionLogContract } from "./contract/partition-log.ts";
import { describeTransactionalLogContract } from "./contract/transactional-log.ts";
import { openKafkaLog } from "./kafka-log.fixture.ts";

const open = () => Promise.resolve(openKafkaLog(localStack().kafka.brokers));

describePartitionLogContract("Kafka", open);
describeTransactionalLogContract("Kafka", open);

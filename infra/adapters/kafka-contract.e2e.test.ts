/** Kafka through our adapters, held to what the pipeline relies on from its log. */
import { inject } from "vitest";
import { describePartitionLogContract } from "./contract/partition-log.ts";
import { describeTransactionalLogContract } from "./contract/transactional-log.ts";
import { openKafkaLog } from "./kafka-log.fixture.ts";

const open = () => Promise.resolve(openKafkaLog(inject("stack").kafka.brokers));

describePartitionLogContract("Kafka", open);
describeTransactionalLogContract("Kafka", open);

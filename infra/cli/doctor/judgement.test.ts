import { describe, expect, test } from "vitest";
import { topics } from "#schemas/topics.ts";
import { judgeDisks, judgeParts, judgeVersion } from "./clickhouse.ts";
import { clockFinding, type Finding, shownUrl } from "./finding.ts";
import { formatFindings } from "./format.ts";
import {
  judgeBrokers,
  judgeTopics,
  judgeVersion as judgeKafkaVersion,
  type TopicFacts,
  versionOf,
} from "./kafka-judgement.ts";
import { judgeGranted, judgeKept, judgeSubscriptions, judgeSys } from "./mqtt.ts";
import { judgeVersion as judgeRegistryVersion } from "./registry.ts";

const levels = (findings: readonly Finding[]): readonly string[] => findings.map(({ level }) => level);
const saying = (findings: readonly Finding[], text: string): readonly Finding[] =>
  findings.filter(({ found }) => found.includes(text));

describe("clocks", () => {
  const at = 1_000_000;
  test.each([
    { name: "in between", theirsMs: at + 50, level: "ok" },
    { name: "ahead within a second", theirsMs: at + 1100, level: "ok" },
    { name: "ahead by two seconds", theirsMs: at + 2100, level: "fail" },
    { name: "behind by two seconds", theirsMs: at - 2001, level: "fail" },
  ])("Kafka's: $name", ({ theirsMs, level }) => {
    const reading = { beforeMs: at, theirsMs, afterMs: at + 100, resolutionMs: 1 };
    expect(clockFinding("kafka", reading).level).toBe(level);
  });

  test("one that tells whole seconds may be almost a second behind what it says", () => {
    const reading = { beforeMs: at, theirsMs: at - 5900, afterMs: at, resolutionMs: 1000 };
    expect(clockFinding("registry", reading).level).toBe("ok");
    expect(clockFinding("registry", { ...reading, theirsMs: at - 6100 })).toMatchObject({
      level: "warn",
      found: expect.stringContaining("behind"),
    });
  });
});

describe("Kafka's brokers", () => {
  test("three without anything that loses data are well", () => {
    const settings = new Map([
      ["inter.broker.protocol.version", "3.9-IV0"],
      ["unclean.leader.election.enable", "false"],
      ["group.min.session.timeout.ms", "6000"],
      ["transaction.max.timeout.ms", "900000"],
      ["offsets.retention.minutes", "10080"],
      ["offsets.topic.replication.factor", "3"],
    ]);
    expect(levels(judgeBrokers(3, settings))).toEqual(["ok", "ok", "ok"]);
  });

  test.each([
    ["unclean.leader.election.enable", "true", "fail"],
    ["group.min.session.timeout.ms", "6001", "fail"],
    ["transaction.max.timeout.ms", "29999", "fail"],
    ["offsets.retention.minutes", "10079", "warn"],
    ["auto.create.topics.enable", "true", "warn"],
    ["offsets.topic.replication.factor", "1", "warn"],
    ["transaction.state.log.replication.factor", "2", "warn"],
  ])("%s of %s: %s", (name, value, level) => {
    const found = judgeBrokers(3, new Map([[name, value]])).filter(({ about }) => about === "settings");
    expect(found).toMatchObject([{ level, found: expect.stringContaining(name) }]);
  });

  test("settings that may not be read are told as such", () => {
    expect(judgeBrokers(3, null)).toContainEqual(
      expect.objectContaining({ level: "warn", about: "settings" }),
    );
  });

  test.each([
    [["inter.broker.protocol.version"], "3.9-IV0 (inter.broker.protocol.version)"],
    [["share.coordinator.threads", "group.streams.session.timeout.ms"], "4.1 or later"],
    [["share.coordinator.threads"], "4.0 or later"],
    [["log.dirs"], "unknown"],
  ])("a version is told by %j: %s", (names, version) => {
    expect(versionOf(new Map(names.map((name) => [name, "3.9-IV0"])))).toBe(version);
  });
});

test.each([
  ["2.8-IV1 (inter.broker.protocol.version)", "warn"],
  ["3.0-IV1 (inter.broker.protocol.version)", "ok"],
  ["4.1 or later", "ok"],
  ["unknown", "ok"],
])("Kafka %s: %s", (version, level) => {
  expect(judgeKafkaVersion(version).level).toBe(level);
});

test("a registry that does not tell its version is one to look at", () => {
  expect(judgeRegistryVersion(null).level).toBe("warn");
  expect(judgeRegistryVersion("Apicurio Registry 3.0.9").level).toBe("ok");
});

describe("Kafka's topics", () => {
  const well = { leader: 1, replicas: 3, inSync: 3 };
  const all: readonly TopicFacts[] = Object.values(topics).map(({ name }) => ({
    name,
    partitions: [well, well],
    differs: [],
  }));
  const withFirst = (over: Partial<TopicFacts>): readonly TopicFacts[] =>
    all.map((topic, index) => (index === 0 ? { ...topic, ...over } : topic));

  test("all there as topics apply makes them", () => {
    expect(judgeTopics(3, all)).toMatchObject([
      { level: "ok", found: expect.stringContaining("2 partitions each") },
    ]);
  });

  test.each<[string, readonly TopicFacts[], string, string]>([
    ["a missing one", all.slice(1), "fail", all[0]?.name ?? ""],
    ["another count", withFirst({ partitions: [well] }), "fail", "several partition counts"],
    [
      "no leader",
      withFirst({ partitions: [well, { ...well, leader: -1 }] }),
      "fail",
      "1 of 2 partitions have no leader",
    ],
    ["a replica behind", withFirst({ partitions: [well, { ...well, inSync: 2 }] }), "warn", "not in sync"],
    [
      "one replica",
      withFirst({ partitions: [well, { leader: 1, replicas: 1, inSync: 1 }] }),
      "warn",
      "one replica",
    ],
    [
      "state that is not compacted",
      withFirst({ differs: [{ name: "cleanup.policy", present: "delete", wanted: "compact" }] }),
      "fail",
      "cleanup.policy is delete",
    ],
    [
      "another retention",
      withFirst({ differs: [{ name: "retention.ms", present: "1", wanted: "2" }] }),
      "warn",
      "retention.ms is 1",
    ],
  ])("%s", (_name, facts, level, text) => {
    const found = judgeTopics(3, facts);
    expect(saying(found, text)).toMatchObject([{ level }]);
    expect(found).toHaveLength(1);
  });
});

describe("an MQTT broker", () => {
  const asked = {
    url: "mqtt://x",
    username: null,
    password: null,
    protocolVersion: 5,
    sessionExpirySeconds: 3600,
    receiveMaximum: 500,
    sharedGroup: "usp",
  } as const;
  const granted = {
    sessionExpirySeconds: 3600,
    receiveMaximum: 20,
    maximumQos: 2,
    retainAvailable: true,
    maximumPacketBytes: null,
    wildcardAvailable: true,
    sharedAvailable: true,
  };

  test("that grants all is well", () => {
    expect(levels(judgeGranted(asked, granted))).toEqual(["ok"]);
  });

  test.each([
    [{ sessionExpirySeconds: 60 }, "fail"],
    [{ maximumQos: 0 }, "fail"],
    [{ wildcardAvailable: false }, "fail"],
    [{ sharedAvailable: false }, "fail"],
    [{ maximumPacketBytes: 65_536 }, "warn"],
  ])("that grants %j: %s", (over, level) => {
    expect(levels(judgeGranted(asked, { ...granted, ...over }))).toEqual([level]);
  });

  test("without shared subscriptions is well where one bridge is alone", () => {
    expect(
      levels(judgeGranted({ ...asked, sharedGroup: null }, { ...granted, sharedAvailable: false })),
    ).toEqual(["ok"]);
  });

  test("a session that nobody keeps is a failure of the settings", () => {
    const found = judgeGranted(
      { ...asked, sessionExpirySeconds: 0 },
      { ...granted, sessionExpirySeconds: 0 },
    );
    expect(found).toMatchObject([
      { level: "fail", found: expect.stringContaining("USP_MQTT_SESSION_EXPIRY_SECONDS") },
    ]);
  });

  test("a refused filter fails, and so does one at QoS 0", () => {
    const answers = [
      { filter: "a", qos: 1, refusal: null },
      { filter: "b", qos: null, refusal: "not authorized" },
      { filter: "c", qos: 0, refusal: null },
    ];
    expect(judgeSubscriptions(answers).map(({ found }) => found)).toEqual([
      "b: not authorized",
      expect.stringContaining("c is granted at QoS 0"),
    ]);
  });

  test.each([
    [{ published: 1500, acknowledged: 1500, delivered: 1500 }, "ok"],
    [{ published: 1500, acknowledged: 1500, delivered: 1000 }, "fail"],
    [{ published: 1500, acknowledged: 1000, delivered: 1000 }, "warn"],
  ])("a queue of %j: %s", (kept, level) => {
    expect(judgeKept(kept).level).toBe(level);
  });

  test("what mosquitto says it has dropped is told", () => {
    const texts = new Map([
      ["$SYS/broker/version", "mosquitto version 2.0.11"],
      ["$SYS/broker/publish/messages/dropped", "3"],
    ]);
    expect(judgeSys(texts).map(({ about, level }) => `${about} ${level}`)).toEqual([
      "version ok",
      "dropped warn",
    ]);
    expect(judgeSys(new Map()).map(({ found }) => found)).toEqual(["not told by this broker"]);
    const old = new Map([["$SYS/broker/version", "mosquitto version 1.6.9"]]);
    expect(levels(judgeSys(old))).toEqual(["warn"]);
  });
});

describe("ClickHouse", () => {
  test.each([
    ["24.7.1.1", "warn"],
    ["24.8.1.1", "ok"],
    ["26.7.2.59", "ok"],
  ])("version %s: %s", (version, level) => {
    expect(judgeVersion(version).level).toBe(level);
  });

  test("a disk warns below a fifth, and fails below a twentieth", () => {
    const disk = (free: number) => ({ name: "default", path: "/", free: String(free), total: "100" });
    expect(levels(judgeDisks([disk(20), disk(19), disk(4)]))).toEqual(["ok", "warn", "fail"]);
  });

  test("many parts in a partition warn before inserts are slowed down", () => {
    expect(levels(judgeParts([]))).toEqual(["ok"]);
    expect(levels(judgeParts([{ table: "t", partition: "202601", parts: "500" }]))).toEqual(["warn"]);
  });
});

test("a URL is shown without the password that is in it", () => {
  expect(shownUrl("mqtts://bridge:secret@broker:8883/x")).toBe("mqtts://broker:8883/x");
});

test("a screen: what is well in a line, below what is not stands what to do, no line wider than the screen", () => {
  const findings: readonly Finding[] = [
    { level: "ok", dependency: "kafka", about: "reachable", found: "cluster x", whatToDo: null },
    {
      level: "fail",
      dependency: "kafka",
      about: "topics",
      found: `missing: ${"usp.a.v1, ".repeat(9)}`,
      whatToDo: "Run it.",
    },
    { level: "warn", dependency: "mqtt", about: "by hand", found: "a\u001b[31m", whatToDo: "Look." },
  ];
  const screen = formatFindings(findings, 60);
  expect(screen).toBe(
    [
      "kafka",
      "  OK   reachable: cluster x",
      "  FAIL topics: missing: usp.a.v1, usp.a.v1, usp.a.v1,",
      "       usp.a.v1, usp.a.v1, usp.a.v1, usp.a.v1, usp.a.v1,",
      "       usp.a.v1,",
      "       -> Run it.",
      "",
      "mqtt",
      "  WARN by hand: a [31m",
      "       -> Look.",
      "",
      "1 failed, 1 to look at: the product does not work, or loses data.",
      "",
    ].join("\n"),
  );
});

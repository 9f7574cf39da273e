import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ReceivedMessage } from "./admit.ts";
import {
  pipeline,
  endpoint,
  message,
  record,
  notify,
  notifyRecord,
  push,
  valueChange,
  own,
  session,
  fateOf,
  intakeConfig,
} from "./intake.fixture.ts";
import { createPipeline } from "./pipeline.ts";

describe("every message has one fate (numbers: the catalogue of the domain reference)", () => {
  const body = notifyRecord(valueChange);
  const cleared = "dropped empty_payload";
  const invalidId = "dead_letter endpoint_id_invalid";
  /** Of what the mapping puts before the id. */
  const prefixLength = "os::00D09E-".length;
  const cases: readonly (readonly [string, ReceivedMessage, string])[] = [
    ["1 no bytes where a Record belongs", message(own, ""), "dead_letter payload_missing"],
    ["1 the same, retained", message(own, "", { retain: true }), "dead_letter payload_missing"],
    ["no bytes on a topic for reports: its retained message cleared", message("x/bulk/a", ""), cleared],
    ["the same, retained", message("x/bulk/a", "", { retain: true }), cleared],
    ["the same of a status", message(`x/status/${endpoint}`, ""), cleared],
    ["an id of control characters", message("x/bulk/a\u0007", "[{}]"), invalidId],
    ["an id of 257 characters", message(`x/bulk/${"i".repeat(257 - prefixLength)}`, "[{}]"), invalidId],
    ["an id of 256", message(`x/bulk/${"i".repeat(256 - prefixLength)}`, "[{}]"), "report mqtt-bulk"],
    ["an empty id", message("x/bulk/", "[{}]"), invalidId],
    ["an empty id with a deeper level", message("x/bulk//iso", "[{}]"), invalidId],
    ["__proto__ is an id", message("x/bulk/__proto__", "[{}]"), "report mqtt-bulk"],
    ["an invalid id where a Record belongs", message("x/controller/\u0085", body), invalidId],
    ["2 bytes that are no Record", message(own, "not a record"), "dead_letter record_parse_error"],
    [
      "10 from_id empty",
      message(own, notifyRecord(valueChange, "m", { fromId: "" })),
      "dead_letter endpoint_id_missing",
    ],
    [
      "11 from_id of another gateway",
      message(own, notifyRecord(valueChange, "m", { fromId: "os::B" })),
      "dead_letter identity_contradiction",
    ],
    [
      "12 a Record without a payload",
      message(own, record({ kind: "no_session_context", payload: new Uint8Array() })),
      "dead_letter payload_missing",
    ],
    [
      "13 a payload that is no Message",
      message(own, record({ kind: "no_session_context", payload: Buffer.from("nonsense") })),
      "dead_letter message_parse_error",
    ],
    ["20 above the size limit", message(own, new Uint8Array(100_001)), "dead_letter record_too_large"],
    [
      "21 TLS12",
      message(own, notifyRecord(valueChange, "m", { payloadSecurity: "tls12" })),
      "dead_letter encrypted_unsupported",
    ],
    [
      "25 connect records of other transports",
      message(own, record({ kind: "uds_connect" })),
      "dropped foreign_connect",
    ],
    [
      "27 an unsegmented session record",
      message(own, session([notify(valueChange)])),
      "value_change usp-notify",
    ],
    [
      "28 a segment without the rest",
      message(own, session([notify(valueChange)], "begin")),
      "dead_letter session_gap",
    ],
    [
      "35 two payloads, unsegmented: one message",
      message(own, session([notify(valueChange).slice(0, 9), notify(valueChange).slice(9)])),
      "value_change usp-notify",
    ],
    [
      "a session record of no bytes",
      message(own, session([new Uint8Array()])),
      "dropped empty_session_payload",
    ],
    ["38 the 3.1.1 suffix", message(`${own}/reply-to=x%2Fagent%2Fa`, body), "value_change usp-notify"],
    [
      "41 the other content type",
      message(own, body, { contentType: "Application/VND.bbf.usp.msg; x=1" }),
      "value_change usp-notify",
    ],
    ["42 the old error content type", message(own, "?", { contentType: "usp.error" }), "dropped usp_error"],
    ["43 no content type", message(own, body), "value_change usp-notify"],
    ["44 JSON on a topic for Records", message(own, '{"Report":[]}'), "dead_letter wrong_content"],
    [
      "44 so says its content type",
      message(own, body, { contentType: "application/json" }),
      "dead_letter wrong_content",
    ],
    ["44 a Record on a topic for reports", message("x/bulk/a", body), "dead_letter wrong_content"],
    [
      "44 so says its content type",
      message("x/bulk/a", "{}", { contentType: "usp.msg" }),
      "dead_letter wrong_content",
    ],
    ["46 a broker's status", message(`x/status/${endpoint}`, "yes"), "dropped status"],
    ["47 a topic that names nobody", message("x/controller", body), "value_change usp-notify"],
    ["what a controller says", message(`x/agent/${endpoint}`, body), "dropped to_agent"],
    ["a topic nobody configured", message("y/z", body), "dead_letter topic_unknown"],
    ["a report topic that names nobody", message("x/bulk", "{}"), "dead_letter topic_unknown"],
    ["53 Push! without Data", message(own, notifyRecord(push(null))), "dead_letter bulk_parse_error"],
    [
      "53 Push! with Data that is no JSON",
      message(own, notifyRecord(push("a,b"))),
      "dead_letter bulk_parse_error",
    ],
    [
      "54 Push! of periodic statistics",
      message(own, notifyRecord(push("{}", "Device.PeriodicStatistics.SampleSet.1."))),
      "event usp-notify",
    ],
    ["70 a report without elements", message("x/bulk/a", '{"Report":[]}'), "dropped empty_report"],
    [
      "69 three elements",
      message("x/bulk/a", '{"Report":[{},{},{}]}'),
      "report mqtt-bulk, report mqtt-bulk, report mqtt-bulk",
    ],
    [
      "71 one element, its members apart",
      message(
        "x/bulk/a",
        '{"Report":[{"CollectionTime":1},{"Ap.1.1.MACAddress":"02:00:5E:10:00:01"},{"Ap.1.1.SignalStrength":-50}]}',
      ),
      "report mqtt-bulk",
    ],
    ["87 two documents", message("x/bulk/a", '{"Report":[]}{"Report":[]}'), "dead_letter bulk_parse_error"],
    ["86 too deep", message("x/bulk/a", `[${'{"a":'.repeat(90)}`), "dead_letter too_deep"],
    [
      "93 too many values",
      message(
        "x/bulk/a",
        JSON.stringify([Object.fromEntries(Array.from({ length: 501 }, (_, i) => [`a${i}`, i]))]),
      ),
      "dead_letter too_many_values",
    ],
    [
      "94 CSV, a row for each parameter",
      message("x/bulk/a", "ParameterName,ParameterValue,ParameterType\nHosts.1.Active,true,boolean"),
      "report mqtt-bulk",
    ],
    [
      "95 CSV, a column for each parameter, two reports",
      message("x/bulk/a", "ReportTimestamp,a\n1760000000,1\n1760000010,2", { contentType: "text/csv" }),
      "report mqtt-bulk, report mqtt-bulk",
    ],
    [
      "96 CSV without a time, undeclared: full paths tell",
      message("x/bulk/a", "Device.Hosts.Host.1.PhysAddress,Device.Hosts.Host.1.Active\n02:00:00:00:00:01,1"),
      "report mqtt-bulk",
    ],
    [
      "96 no CSV: words, undeclared",
      message("x/bulk/a", "b,Device name\n1,2"),
      "dead_letter bulk_parse_error",
    ],
    [
      "99 CSV whose quote is never closed",
      message("x/bulk/a", 'ReportTimestamp,a\n1,"b'),
      "dead_letter bulk_parse_error",
    ],
    [
      "97 CSV with other separators",
      message("x/bulk/a", "a;b\n1;2", { contentType: "text/csv" }),
      "dead_letter bulk_shape_error",
    ],
    ["102 gzip, undeclared", message("x/bulk/a", gzipSync('{"Report":[{"a":1}]}')), "report mqtt-bulk"],
    [
      "102 what begins like gzip",
      message("x/bulk/a", Buffer.from([0x1f, 0x8b, 8])),
      "dead_letter bulk_parse_error",
    ],
    [
      "102 a gzip bomb",
      message("x/bulk/a", gzipSync(Buffer.alloc(10_000_000))),
      "dead_letter record_too_large",
    ],
    [
      "102 gzip of more than 100 times its size",
      message("x/bulk/a", gzipSync(Buffer.alloc(90_000))),
      "dead_letter gzip_ratio_exceeded",
    ],
    [
      "102 the same below 64 KiB is read",
      message("x/bulk/a", gzipSync(`{"Report":[{"a":"${"0".repeat(60_000)}"}]}`)),
      "report mqtt-bulk",
    ],
    [
      "CSV of too many rows, its header repeated",
      message("x/bulk/a", "ReportTimestamp,a\n".repeat(301)),
      "dead_letter too_many_rows",
    ],
    ["a report that begins with a newline", message("x/bulk/a", '\n{"Report":[{}]}'), "report mqtt-bulk"],
  ];
  test.each(cases)("%s", (_name, given, fate) => {
    expect(fateOf(pipeline(given))).toBe(fate);
  });
});

describe("an element beyond the first costs its sender a kilobyte, however few bytes it has", () => {
  const elements = `[${"{},".repeat(9)}{}]`;
  test.each([
    ["in a report", message("x/bulk/a", elements)],
    ["in a Push!", message(own, notifyRecord(push(elements)))],
    ["in a Push! on a topic that names nobody", message("x/controller", notifyRecord(push(elements)))],
  ])("%s", (_name, given) => {
    const bytes = { perSecond: 1, burst: 9 * 1024 };
    const once = createPipeline({ ...intakeConfig, limits: { ...intakeConfig.limits, bytes } });
    expect([once(given), once(given)].map(({ kind }) => kind)).toEqual(["produced", "dead_letter"]);
  });
});

describe("what can't be read counts for the rate of its sender", () => {
  const two = { perSecond: 1, burst: 2 };
  test.each([
    ["below its own topic", `${own}/deeper`, endpoint],
    ["of another content than its topic's", "x/bulk/a", endpoint],
    ["on a topic of nobody's", "y/z", null],
    ["on one that names no endpoint", "x/bulk/\u0007", null],
    ["where only a Record would say who sends", "x/controller", null],
  ])("%s", (_name, topic, endpointId) => {
    const once = createPipeline({ ...intakeConfig, limits: { ...intakeConfig.limits, messages: two } });
    const given = message(topic, "nonsense", { contentType: topic === "x/bulk/a" ? "usp.msg" : null });
    const reasons = [once(given), once(given), once(given)].map((outcome) =>
      outcome.kind === "dead_letter" ? outcome.reason : outcome.kind,
    );
    expect(reasons.indexOf("rate_exceeded")).toBe(2);
    expect(once(given)).toMatchObject({ endpointId, detail: expect.stringContaining(`(${reasons[0]}: `) });
  });
});

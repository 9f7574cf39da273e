import { describe, expect, it } from "vitest";
import { notificationEventId, recordEventId, reportEventId } from "./event-id.ts";

const report = {
  endpointId: "os::00D09E-1",
  profileId: "oktopus/usp/v1/bulkdata/{id}",
  timeRaw: "1767225600" as string | null,
  receivedAtMs: 1_767_225_601_000,
  arrival: 0,
  index: 0,
  element: '{"a":1}',
};

describe("the id of a report", () => {
  it("is 32 hex digits and stays what it is", () => {
    // Ids are in topics and tables: this one may never change.
    expect(reportEventId(report)).toBe("60dfa2493c72703880bd4c2be4ef4b40");
  });

  it("does not depend on when it came", () => {
    expect(reportEventId({ ...report, receivedAtMs: 5 })).toBe(reportEventId(report));
  });

  it.each([
    { name: "endpoint", other: { endpointId: "os::00D09E-2" } },
    { name: "stream", other: { profileId: "oktopus/usp/v1/bulkdata/{id}/iso" } },
    { name: "reported time", other: { timeRaw: "1767225660" } },
    { name: "content", other: { element: '{"a":2}' } },
  ])("is another one with another $name", ({ other }) => {
    expect(reportEventId({ ...report, ...other })).not.toBe(reportEventId(report));
  });

  it("without a time holds the time it came, so that two equal ones are two", () => {
    const untimed = { ...report, timeRaw: null };
    expect(reportEventId({ ...untimed, receivedAtMs: 5 })).not.toBe(reportEventId(untimed));
  });

  it("without a time stays what it is for the first of its millisecond", () => {
    expect(reportEventId({ ...report, timeRaw: null })).toBe("f2a4e43997c6668d16130a641534940d");
  });

  it("without a time is another one for each message and element of a millisecond, and only then", () => {
    const places = [0, 1, 2, 11].flatMap((arrival) => [0, 1, 11].map((index) => ({ arrival, index })));
    const ids = (timeRaw: string | null) =>
      new Set(places.map((place) => reportEventId({ ...report, timeRaw, ...place })));
    expect(ids(null).size).toBe(places.length);
    expect(ids("1767225600").size).toBe(1);
  });

  it("is not confused by where one part ends and the next begins", () => {
    expect(reportEventId({ ...report, endpointId: "ab", profileId: "c" })).not.toBe(
      reportEventId({ ...report, endpointId: "a", profileId: "bc" }),
    );
  });

  it("is the same for text and its UTF-8 bytes", () => {
    expect(reportEventId({ ...report, element: Buffer.from(report.element) })).toBe(reportEventId(report));
  });
});

describe("the id of a notification", () => {
  const notification = { endpointId: "os::00D09E-1", msgId: "7", body: Buffer.from([1, 2, 3]) };

  it("stays what it is", () => {
    expect(notificationEventId(notification)).toBe("38833fa1f6821d5aeeb31ec737122bcf");
  });

  it.each([
    { name: "endpoint", other: { endpointId: "os::00D09E-2" } },
    { name: "msg_id", other: { msgId: "8" } },
    { name: "body", other: { body: Buffer.from([1, 2, 4]) } },
  ])("is another one with another $name", ({ other }) => {
    expect(notificationEventId({ ...notification, ...other })).not.toBe(notificationEventId(notification));
  });
});

describe("the id of a connect or disconnect record", () => {
  it("holds the time it came, since nothing else tells two apart", () => {
    const record = {
      endpointId: "os::1",
      kind: "disconnect",
      body: Buffer.from([9]),
      receivedAtMs: 1,
      arrival: 0,
    };
    expect(recordEventId(record)).toBe("5b1b5b8d0571877acde96698f7f14bb4");
    expect(recordEventId({ ...record, receivedAtMs: 2 })).not.toBe(recordEventId(record));
    expect(recordEventId({ ...record, arrival: 1 })).not.toBe(recordEventId(record));
    expect(recordEventId({ ...record, kind: "mqtt_connect" })).not.toBe(recordEventId(record));
  });
});

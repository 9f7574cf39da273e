import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkCaptures, readCaptures } from "./capture-file.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "usp-capture-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const line = (t_ms: number, topic: string): string =>
  JSON.stringify({
    t_ms,
    topic,
    qos: 0,
    retain: false,
    mqtt_version: 5,
    properties: {},
    payload_b64: "aGk=",
  });

function file(name: string, lines: readonly string[], zipped = false): string {
  const path = join(folder, name);
  const text = `${lines.join("\n")}\n`;
  writeFileSync(path, zipped ? gzipSync(text) : text);
  return path;
}

async function topicsOf(files: readonly string[]): Promise<string[]> {
  const topics: string[] = [];
  for await (const { topic } of readCaptures(files)) topics.push(topic);
  return topics;
}

describe("captures", () => {
  test("are read plain and compressed, whatever their names", async () => {
    expect(await topicsOf([file("plain.gz", [line(1, "a")])])).toEqual(["a"]);
    expect(await topicsOf([file("zipped", [line(1, "a"), line(2, "b")], true)])).toEqual(["a", "b"]);
  });

  /*
   * one:  a@10        b@30 c@20
   * two:        x@15             y@40
   */
  test("go in order of time over all files; a file keeps its own order, even where its times go back", async () => {
    const one = file("one", [line(10, "a"), line(30, "b"), line(20, "c")]);
    const two = file("two", [line(15, "x"), line(40, "y")], true);
    expect(await topicsOf([one, two])).toEqual(["a", "x", "b", "c", "y"]);
    expect(await checkCaptures([one, two])).toEqual({
      publishes: 5,
      firstReceivedAtMs: 10,
      lastReceivedAtMs: 40,
    });
  });

  test("at equal times the file named first goes first", async () => {
    const one = file("first", [line(10, "a"), line(10, "b")]);
    const two = file("second", [line(10, "x")]);
    expect(await topicsOf([two, one])).toEqual(["x", "a", "b"]);
  });

  test("mistakes are told with file and line, all of them", async () => {
    const bad = file("bad", [line(1, "a"), "{", "", line(1, "a/#"), '{"t_ms":1}']);
    await expect(checkCaptures([bad])).rejects.toThrow(
      new RegExp(
        `^${bad}:2 is no JSON object\n${bad}:4 is no recorded publish: it has a wrong topic: must be a topic, without wildcards\n${bad}:5 is no recorded publish: it lacks topic, qos, retain, mqtt_version, properties, payload_b64$`,
      ),
    );
  });

  test("a file of something else is told once, not line by line", async () => {
    const page = file("page", ["# Title", ...Array.from({ length: 50 }, () => "text")]);
    const binary = join(folder, "binary");
    writeFileSync(binary, Buffer.from([0, 255, 10, 7, 10]));
    const error: unknown = await checkCaptures([page, binary]).catch((reason: unknown) => reason);
    expect(String(error).split("\n")).toEqual([
      expect.stringMatching(/page is no capture, .*: line 1 is no JSON object$/),
      expect.stringMatching(/binary is no capture, .*: line 1 is no JSON object$/),
    ]);
  });

  test("a property that would be lost is refused", async () => {
    const odd = line(1, "a").replace('"properties":{}', '"properties":{"topicAlias":3}');
    await expect(checkCaptures([file("odd", [line(1, "a"), odd])])).rejects.toThrow(
      /odd:2 is no recorded publish: it has unknown members: topicAlias$/,
    );
  });

  test("a missing file, a cut gzip and an empty set are told", async () => {
    await expect(checkCaptures([join(folder, "nowhere")])).rejects.toThrow(/nowhere can't be read \(ENOENT/);
    const cut = join(folder, "cut.gz");
    writeFileSync(cut, gzipSync(line(1, "a")).subarray(0, 40));
    await expect(checkCaptures([cut])).rejects.toThrow(/cut\.gz(:\d+)? can't be read/);
    await expect(checkCaptures([file("empty", [""])])).rejects.toThrow(/^Nothing is recorded in .*empty$/);
  });
});

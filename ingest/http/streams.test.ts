import { expect, it } from "vitest";
import { createStreams } from "./streams.ts";

const streamOf = createStreams([
  { path: "/bulkdata", stream: null },
  { path: "/mine/", stream: "x/bulk/{id}" },
  { path: "/cpe/{id}/report", stream: null },
]);

const cases: readonly [string, string, string | null][] = [
  ["a path is its stream", "/bulkdata", "/bulkdata"],
  ["a slash at the end means nothing", "/bulkdata/", "/bulkdata"],
  ["levels below are part of it", "/bulkdata/wifi/5", "/bulkdata/wifi/5"],
  ["a stream of another name", "/mine", "x/bulk/{id}"],
  ["with what is below its path", "/mine/none", "x/bulk/{id}/none"],
  ["a gateway's own level is a placeholder", "/cpe/S1/report", "/cpe/{id}/report"],
  ["which must say something", "/cpe//report", null],
  ["another path", "/bulkdatas", null],
  ["the root", "/", null],
  ["nothing", "", null],
];
it.each(cases)("%s", (_name, path, want) => expect(streamOf(path)).toBe(want));

import { expect, test } from "vitest";
import { newClusterId } from "./kafka.ts";

test("a cluster id has 22 characters and no dash in front, which Kafka's command line would take for an option", () => {
  const bytes = [Buffer.alloc(16, 0xf8), Buffer.alloc(16, 0x01)];
  expect(newClusterId(() => bytes.shift() ?? Buffer.alloc(16))).toBe(
    Buffer.alloc(16, 1).toString("base64url"),
  );
  expect(newClusterId()).toMatch(/^[\w][\w-]{21}$/);
});

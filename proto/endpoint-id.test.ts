import { expect, it } from "vitest";
import { parseEndpointId, type EndpointIdParts } from "./endpoint-id.ts";

const parts = (
  scheme: string | null,
  authorityId: string,
  instanceId: string,
  wellFormed: boolean,
): EndpointIdParts => ({
  scheme,
  authorityId,
  instanceId,
  wellFormed,
});

it.each<{ id: string; want: EndpointIdParts | null }>([
  { id: "os::00D09E-cpe-test-1", want: parts("os", "", "00D09E-cpe-test-1", true) },
  { id: "ops::00256D-Class-S%2F1", want: parts("ops", "", "00256D-Class-S%2F1", true) },
  { id: "oui:00256D:my-unique-id", want: parts("oui", "00256D", "my-unique-id", true) },
  { id: "proto::a:b", want: parts("proto", "", "a:b", false) },
  { id: "os::", want: parts("os", "", "", false) },
  { id: "os::a b", want: parts("os", "", "a b", false) },
  { id: "os::%2", want: parts("os", "", "%2", false) },
  { id: `os::${"x".repeat(50)}`, want: parts("os", "", "x".repeat(50), true) },
  { id: `os::${"x".repeat(51)}`, want: parts("os", "", "x".repeat(51), false) },
  { id: "vendor::1", want: parts("vendor", "", "1", false) },
  { id: "oktopusController", want: parts(null, "", "oktopusController", false) },
  { id: "a:b", want: parts(null, "", "a:b", false) },
  { id: "роутер", want: parts(null, "", "роутер", false) },
  { id: "x".repeat(256), want: parts(null, "", "x".repeat(256), false) },
  { id: "x".repeat(257), want: null },
  { id: "", want: null },
  { id: "os::a\u0000", want: null },
  { id: "os::a\n", want: null },
  { id: "os::a\u007F", want: null },
  { id: "os::a\u0085", want: null },
])("$id", ({ id, want }) => {
  expect(parseEndpointId(id)).toEqual(want);
});

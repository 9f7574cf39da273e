import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AddressMapping, mayHoldAddress, replaceAddresses } from "./address-text.ts";

const mapping: AddressMapping = {
  mac: (address) => `<mac ${address}>`,
  hex: (run) => `<hex ${run}>`,
  ipv4: (address) => `<ipv4 ${address}>`,
  ipv6: (address) => `<ipv6 ${address}>`,
};
const mac = "<mac a4:83:e7:00:00:0f>";

describe("addresses in a text", () => {
  test.each([
    ["a4:83:e7:00:00:0f", mac],
    ["A4-83-E7-00-00-0F", mac],
    ["a483e700000f", mac],
    ["0xA483E700000F", mac],
    ["a483.e700.000f", mac],
    ["cpe-A483E700000F", `cpe-${mac}`],
    ["mac:a4:83:e7:00:00:0f.", `mac:${mac}.`],
    [`[MACAddress=="a4:83:e7:00:00:0f"]`, `[MACAddress=="${mac}"]`],
    ["from A4:83:E7:00:00:0F to a4:83:e7:00:00:0f", `from ${mac} to ${mac}`],
    ["00:03:00:01:a4:83:e7:00:00:0f", "<hex 00:03:00:01:a4:83:e7:00:00:0f>"],
    ["01a483e700000f", "<hex 01a483e700000f>"],
    ["192.168.1.20", "<ipv4 192.168.1.20>"],
    ["http://192.168.1.20:8080/x", "http://<ipv4 192.168.1.20>:8080/x"],
    ["at 192.168.1.20.", "at <ipv4 192.168.1.20>."],
    ["192.168.001.020/24", "<ipv4 192.168.1.20>/24"],
    ["FE80::A683:E7FF:FE00:F%eth0", "<ipv6 fe80::a683:e7ff:fe00:f>%eth0"],
    ["2001:db8:0:0:0:0:0:1", "<ipv6 2001:db8::1>"],
    ["[2001:db8::1]:443", "[<ipv6 2001:db8::1>]:443"],
    ["from 2001:db8::1: timeout", "from <ipv6 2001:db8::1>: timeout"],
    ["::ffff:192.168.1.20", "<ipv6 ::ffff:c0a8:114>"],
    ["10:20:192.168.1.20", "10:20:<ipv4 192.168.1.20>"],
  ])("%s", (text, want) => {
    expect(replaceAddresses(text, mapping)).toBe(want);
    const bytes = Buffer.from(text);
    expect(mayHoldAddress(bytes, 0, bytes.length)).toBe(true);
  });

  test.each([
    "2026-11-27T00:31:22Z",
    "12:30:45",
    "Device.WiFi.AccessPoint.1.AssociatedDevice.3.Stats.",
    "os::00D09E-cpe-1",
    "1.2.3",
    "v1.2.3.4",
    "1.2.3.4.5",
    "300.1.1.1",
    "123456789012",
    "802.11ax, WPA3-Personal",
    "a4:83:e7:00:00",
    "",
  ])("are none in %j", (text) => {
    expect(replaceAddresses(text, mapping)).toBe(text);
  });

  test("are looked for in every text that has one", () => {
    const pieces = fc.constantFrom(
      ...[
        "a4",
        "83",
        "e7",
        ":",
        "-",
        ".",
        "192",
        "168",
        "1",
        "fe80",
        "::",
        "a483e700000f",
        " ",
        "/",
        "x",
        "Z",
        "%",
        "é",
      ],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = parts.join("");
        const bytes = Buffer.from(text);
        const somebodys = { ...mapping, ipv6: (address: string) => (address === "::" ? null : "<ipv6>") };
        const isFound = replaceAddresses(text, somebodys) !== text;
        expect(isFound && !mayHoldAddress(bytes, 0, bytes.length)).toBe(false);
      }),
      { numRuns: 20_000 },
    );
  });

  test("take a time that grows with the text alone", () => {
    for (const piece of ["a4:", "a4-", "1.", "::", "a", '"', "0x", "a:1."]) {
      const text = piece.repeat(100_000);
      expect(
        replaceAddresses(text, { mac: () => null, hex: () => null, ipv4: () => null, ipv6: () => null }),
      ).toBe(text);
    }
  }, 20_000);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMacAddress } from "#schemas/ids.ts";
import { epochMs } from "#schemas/units.ts";
import { byEpoch, type PseudonymEpoch } from "./epochs.ts";
import { createParameterKinds } from "./parameter-kinds.ts";
import { createTextMapping } from "./text-mapping.ts";

const epoch = (id: string, from = 0): PseudonymEpoch => ({
  id,
  from: epochMs(from),
  key: Buffer.alloc(32, id),
});
const kinds = createParameterKinds(["X_ACME_Owner"]);
const mapping = createTextMapping(epoch("a"), kinds);
const other = createTextMapping(epoch("b"), kinds);

/** Of one device. */
const macs = fc
  .uint8Array({ minLength: 6, maxLength: 6 })
  .map((bytes) => Buffer.from(bytes.with(0, (bytes[0] ?? 0) & 0xfe)).toString("hex"))
  .map((hex) => hex.replaceAll(/(..)(?!$)/g, "$1:"))
  .filter((mac) => parseMacAddress(mac) !== null);
const isLocal = (mac: string): boolean => (Number.parseInt(mac.slice(0, 2), 16) & 2) !== 0;

describe("a MAC address", () => {
  test("becomes one of a device, as randomized as before, another for each address and key", () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(macs, (mac) => {
        const pseudonym = mapping.mac(mac);
        expect(parseMacAddress(pseudonym)).toBe(pseudonym);
        expect(isLocal(pseudonym)).toBe(isLocal(mac));
        expect(pseudonym).not.toBe(mac);
        expect(other.mac(mac)).not.toBe(pseudonym);
        expect(mapping.mac(mac.toUpperCase().replaceAll(":", "-"))).toBe(pseudonym);
        expect(mapping.text(`Alias cpe-${mac.replaceAll(":", "")}`)).toBe(
          mac.replaceAll(":", "").match(/[a-f]/) === null
            ? `Alias cpe-${mac.replaceAll(":", "")}`
            : `Alias cpe-${pseudonym}`,
        );
        expect(seen.get(pseudonym) ?? mac).toBe(mac);
        seen.set(pseudonym, mac);
      }),
    );
  });

  test("is the one that every process makes of it", () => {
    expect(mapping.mac("a4:83:e7:00:00:0f")).toMatchInlineSnapshot(`"5c:f6:00:f2:c1:ad"`);
  });

  test("that is nobody's or a group's stays", () => {
    for (const mac of ["00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "01:00:5e:7f:ff:fa"])
      expect(mapping.text(`x ${mac}`)).toBe(`x ${mac}`);
  });
});

describe("a value", () => {
  test.each([
    ["Device.Hosts.Host.1.HostName", "Annas-iPhone", /^h-[a-z2-7]{16}$/],
    ["Device.WiFi.SSID.1.SSID", "Family Jones", /^s-[a-z2-7]{16}$/],
    ["Device.DHCPv4.Server.Pool.1.Client.3.Option.2.Value", "416e6e6173", /^x-[a-z2-7]{16}$/],
    ["Device.X_ACME.1.X_ACME_Owner", "Anna", /^x-[a-z2-7]{16}$/],
    ["Device.Hosts.Host.1.PhysAddress", "a4:83:e7", /^x-[a-z2-7]{16}$/],
    ["Device.Hosts.Host.1.PhysAddress", "00:00:00:00:00:00", /^00:00:00:00:00:00$/],
    ["Device.Hosts.Host.1.X_ACME-COM_HostName", "Annas-iPhone", /^h-[a-z2-7]{16}$/],
    ["Device.WiFi.X_ACME_LastClientHostname", "Anna", /^x-[a-z2-7]{16}$/],
    ["Device.WiFi.X_ACME_MaxSSID", "16", /^16$/],
    ["X.3", "Anna's phone", /^x-[a-z2-7]{16}$/],
    ["X.3", "-61", /^-61$/],
    ["X.3", "true", /^true$/],
    ["X.3", "2026-11-27T00:00:00Z", /^2026-11-27T00:00:00Z$/],
    ["X.3", "192.168.1.9", /^2(?:4|5)\d\.\d+\.\d+\.\d+$/],
    ["Device.IP.Interface.1.IPv4Address.1.SubnetMask", "255.255.255.0", /^255\.255\.255\.0$/],
    ["Device.IP.Interface.1.IPv6Address.1.IPAddress", "2001:db8::5", /^100::[0-9a-f:]+$/],
    ["Device.DeviceInfo.SoftwareVersion", "1.2.3.4", /^1\.2\.3\.4$/],
    ["Device.DeviceInfo.SerialNumber", "A483E700000F", /^A483E700000F$/],
    ["Device.WiFi.Radio.1.Status", "Up", /^Up$/],
    ["Device.Hosts.Host.1.HostName", "", /^$/],
  ])("of %s, %j", (path, value, want) => {
    expect(mapping.value(path, value)).toMatch(want);
  });

  test("that is JSON has its members by their names, numbers to the digit, and each address once", () => {
    const text = `{"Hosts":[{"HostName":"Anna","MACAddress":"a4:83:e7:00:00:0f","n":12345678901234567890}],"note":"{\\"HostName\\":\\"Anna\\"} a4:83:e7:00:00:0f"}`;
    const mac = mapping.mac("a4:83:e7:00:00:0f");
    const name = mapping.name("name", "Anna");
    expect(mapping.value("Device.X_Y", text)).toBe(
      `{"Hosts":[{"HostName":"${name}","MACAddress":"${mac}","n":12345678901234567890}],"note":"{\\"HostName\\":\\"${name}\\"} ${mac}"}`,
    );
  });

  test("that has a pseudonym for a name or an IP address keeps it", () => {
    for (const [path, value] of [
      ["Device.Hosts.Host.1.HostName", "Anna"],
      ["Device.X", "192.168.1.7"],
      ["Device.X", "fe80::1"],
    ] as const) {
      const once = mapping.value(path, value);
      expect(once).not.toBe(value);
      expect(mapping.value(path, once)).toBe(once);
    }
  });

  test("whatever it is, has a pseudonym or stays, and never throws", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (path, value) => {
        expect(typeof mapping.value(path, value)).toBe("string");
      }),
    );
  });
});

test("the epoch is that of the time of receipt; the first one's is all time before it too", () => {
  const at = byEpoch([epoch("b", 200), epoch("a", 100), epoch("c", 300)], ({ id }) => id);
  expect([0, 100, 199, 200, 299, 300, 1e12].map((time) => at(epochMs(time)))).toEqual([
    "a",
    "a",
    "a",
    "b",
    "b",
    "c",
    "c",
  ]);
});

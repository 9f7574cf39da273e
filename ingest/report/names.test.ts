import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { NamedReference } from "../config.ts";
import { createNameResolver, referenceComponents } from "./names.ts";

const resolver = (definitions: readonly NamedReference[], aliases: readonly NamedReference[] = []) =>
  createNameResolver(definitions, aliases, (path) => path.path);

describe("a reported name, its definition, and the path (R-BULK.9, R-BULK.10)", () => {
  test.each([
    ["x", "Device.A.1.B", "x", "Device.A.1.B"],
    ["x.7", "Device.A.*.B", "x", "Device.A.7.B"],
    ["x.1.10", "Device.A.*.C.*.B", "x", "Device.A.1.C.10.B"],
    ["x.Bytes", "Device.A.1.C.10.S.", "x", "Device.A.1.C.10.S.Bytes"],
    ["x.1.10.Bytes", "Device.A.*.C.*.S.", "x", "Device.A.1.C.10.S.Bytes"],
    [
      "Hosts.3.IPv4Address.2.IPAddress",
      "Device.Hosts.Host.*.",
      "Hosts",
      "Device.Hosts.Host.3.IPv4Address.2.IPAddress",
    ],
    ["LAN.Host.3.Active", "Device.Hosts.", "LAN", "Device.Hosts.Host.3.Active"],
    ["LAN.HostNumberOfEntries", "Device.Hosts.", "LAN", "Device.Hosts.HostNumberOfEntries"],
    [
      "a.b c.2.BytesSent",
      "Device.WiFi.AccessPoint.1.AssociatedDevice.*.Stats.",
      "a.b c",
      "Device.WiFi.AccessPoint.1.AssociatedDevice.2.Stats.BytesSent",
    ],
    ["weak.1.2.Noise", "Device.W.*.D.[SignalStrength<-50].", "weak", "Device.W.1.D.2.Noise"],
    ["quoted.4.X", 'Device.P.[Name=="a.b"].', "quoted", "Device.P.4.X"],
    ["row.3.IPv4Address.2.X", "Device.Hosts.Host.*", "row", "Device.Hosts.Host.3.IPv4Address.2.X"],
    ["row.4.X", 'Device.P.[Name=="a.b"]', "row", "Device.P.4.X"],
    ["row.X", "Device.P.4", "row", "Device.P.4.X"],
  ])("%s by %s", (reported, reference, name, path) => {
    expect(resolver([{ name, reference }])(reported)).toBe(path);
  });

  test.each([
    ["too few instances", "x.1", "Device.A.*.C.*.B"],
    ["a rest behind a parameter", "x.7.more", "Device.A.*.B"],
    ["no rest of an object", "x.7", "Device.A.*."],
    ["a word where an instance belongs", "x.one.B", "Device.A.*."],
    ["another name", "xy.1.B", "Device.A.*."],
  ])("%s explains nothing", (_name, reported, reference) => {
    expect(resolver([{ name: "x", reference }])(reported)).toBeNull();
  });

  test("a name longer than any path is taken apart by none of many definitions", () => {
    const definitions = Array.from({ length: 100 }, (_, n) => ({ name: "x", reference: `Device.A${n}.` }));
    const resolve = resolver(definitions);
    expect(resolve(`x${".1".repeat(1024)}`)).toBeNull();
    expect(resolve(`x${".1".repeat(2_500_000)}`)).toBeNull();
    expect(resolver([{ name: "x", reference: "Device.A." }])(`x.${"b".repeat(2046)}`)).toMatch(
      /^Device\.A\.b+$/,
    );
  });

  test("a full path needs no definition", () => {
    expect(resolver([])("Device.Hosts.Host.1.Active")).toBe("Device.Hosts.Host.1.Active");
    expect(resolver([{ name: "", reference: "Device.Hosts." }])("Device.X")).toBe("Device.X");
    expect(resolver([])("Hosts.1.Active")).toBeNull();
    expect(resolver([])("Device")).toBeNull();
  });

  test("the longest name that fits decides", () => {
    const definitions = [
      { name: "x", reference: "Device.A." },
      { name: "x.y", reference: "Device.B.*." },
    ];
    expect(resolver(definitions)("x.y.1.C")).toBe("Device.B.1.C");
    expect(resolver(definitions)("x.y.C")).toBe("Device.A.y.C");
  });

  test("one name for two references explains nothing where both fit", () => {
    const definitions = [
      { name: "X", reference: "Device.Hosts.Host.*.Active" },
      { name: "X", reference: "Device.Hosts.Host.*.HostName" },
    ];
    expect(resolver(definitions)("X.1")).toBeNull();
    expect(resolver([...definitions.slice(0, 1), ...definitions.slice(0, 1)])("X.1")).toBe(
      "Device.Hosts.Host.1.Active",
    );
  });

  test("the profile's own definitions come before the default aliases, and an ambiguity there is final", () => {
    const aliases = [{ name: "Hosts", reference: "Device.Hosts.Host.*." }];
    const own = [{ name: "Hosts", reference: "Device.X_Hosts.*." }];
    expect(resolver(own, aliases)("Hosts.1.A")).toBe("Device.X_Hosts.1.A");
    expect(resolver([], aliases)("Hosts.1.A")).toBe("Device.Hosts.Host.1.A");
  });

  test("formed by the rule from any path, a name gives the path back", () => {
    const component = fc.oneof(fc.constantFrom("Radio", "X_A", "Stats"), fc.constant("*"));
    fc.assert(
      fc.property(
        fc.array(component, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom("B", "1", "Stats"), { minLength: 1, maxLength: 3 }),
        fc.array(fc.integer({ min: 1, max: 2 ** 32 - 1 }), { minLength: 6, maxLength: 6 }),
        (reference, rest, instances) => {
          let used = 0;
          const path = reference.map((part) => (part === "*" ? String(instances[used++]) : part));
          const name = ["al.ias", ...instances.slice(0, used), ...rest].join(".");
          const definition = { name: "al.ias", reference: `Device.${reference.join(".")}.` };
          expect(resolver([definition])(name)).toBe(["Device", ...path, ...rest].join("."));
        },
      ),
    );
  });

  test("a definition without a reference explains nothing", () => {
    expect(resolver([{ name: "a", reference: "" }])("a")).toBeNull();
    expect(resolver([{ name: "a", reference: "." }])("a")).toBeNull();
  });

  test("any name and any definition: no throw", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (name, alias, reference) => {
        const resolve = resolver([{ name: alias, reference }]);
        for (const each of [name, `${alias}.1.${name}`]) expect(resolve(each)).not.toBe("");
      }),
    );
  });
});

test("a reference is split at its dots, not inside a search expression", () => {
  expect(referenceComponents('Device.P.[Name=="a.b"].X.')).toEqual(["Device", "P", '[Name=="a.b"]', "X"]);
});

test("memory of names is bounded and forgetting changes nothing", () => {
  let placed = 0;
  const resolve = createNameResolver([], [], () => ++placed);
  for (let index = 0; index < 120_000; index++) resolve(`Device.A.${index}.B`);
  const before = placed;
  resolve("Device.A.1.B");
  expect(placed).toBe(before + 1);
});

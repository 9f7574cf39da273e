import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parsePath, toObjectPath, toParameterPath } from "./path.ts";

describe("a path is its template and its instance numbers", () => {
  const cases: { path: string; template: string; instances: number[] }[] = [
    {
      path: "Device.WiFi.AccessPoint.1.AssociatedDevice.2.SignalStrength",
      template: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength",
      instances: [1, 2],
    },
    { path: "Device.Hosts.Host.10.", template: "Device.Hosts.Host.*.", instances: [10] },
    { path: "Device.Hosts.Host.10..", template: "Device.Hosts.Host.*.", instances: [10] },
    { path: "Device.Hosts.Host.10", template: "Device.Hosts.Host.*", instances: [10] },
    { path: "Device.", template: "Device.", instances: [] },
    {
      path: "Device.Hosts.Host.*.IPv4Address.3.",
      template: "Device.Hosts.Host.*.IPv4Address.*.",
      instances: [3],
    },
    { path: "Device.A.4294967295.B", template: "Device.A.*.B", instances: [4294967295] },
    { path: "Device.A.4294967296.B", template: "Device.A.4294967296.B", instances: [] },
    { path: "Device.A.0.B", template: "Device.A.0.B", instances: [] },
    { path: "Device.A.01.B", template: "Device.A.01.B", instances: [] },
    { path: "Device.A.-1.B", template: "Device.A.-1.B", instances: [] },
    { path: "Device.A.1e3.B", template: "Device.A.1e3.B", instances: [] },
    { path: "Device.A1.2B.C3", template: "Device.A1.2B.C3", instances: [] },
    { path: 'Device.A.[Name=="x.7.y"].B.2.', template: 'Device.A.[Name=="x.7.y"].B.*.', instances: [2] },
    { path: "Device.A.[cpe-1].3", template: "Device.A.[cpe-1].*", instances: [3] },
    { path: "Device.A.[open.7.", template: "Device.A.[open.7.", instances: [] },
    { path: "bad..1.path", template: "bad..*.path", instances: [1] },
    { path: "bad..[a.1].path.", template: "bad..[a.1].path.", instances: [] },
    { path: "", template: "", instances: [] },
    { path: "...", template: "", instances: [] },
    { path: "7", template: "*", instances: [7] },
  ];

  it.each(cases)("$path", ({ path, template, instances }) => {
    expect(parsePath(path)).toEqual({ template, instances });
  });

  it("numbers put back into the template give the path again", () => {
    const component = fc.oneof(
      fc.integer({ min: 1, max: 2 ** 32 - 1 }).map(String),
      fc.constantFrom("Device", "[a.1]", "X_1.", "0"),
    );
    fc.assert(
      fc.property(fc.array(component), fc.boolean(), (components, isObject) => {
        const path = `Device.${components.join(".")}${isObject ? "." : ""}`.replace(/\.+$/, ".");
        const { template, instances } = parsePath(path);
        let next = 0;
        expect(template.replaceAll("*", () => String(instances[next++]))).toBe(path);
      }),
    );
  });

  it("any text is a path, in time proportional to its length", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(".", "[", "]", "1", "a", "*") }), (text) => {
        const { template } = parsePath(text);
        expect(template.endsWith("..")).toBe(false);
      }),
    );
    const startedMs = performance.now();
    for (const unit of [".", "[", "1.", "[.", ".[", "]["]) parsePath(unit.repeat(100_000));
    expect(performance.now() - startedMs).toBeLessThan(4_000);
  });
});

it("an object path ends in one dot, a parameter path in none", () => {
  expect(["Device.A", "Device.A.", "Device.A...", "", "."].map(toObjectPath)).toEqual([
    "Device.A.",
    "Device.A.",
    "Device.A.",
    "",
    "",
  ]);
  expect(["Device.A", "Device.A.", "Device.A...", "", "."].map(toParameterPath)).toEqual([
    "Device.A",
    "Device.A",
    "Device.A",
    "",
    "",
  ]);
});

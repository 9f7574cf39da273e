import { describe, expect, it } from "vitest";
import { coversHosts, coversStations, coversStationsOf, coversTableOf } from "./covered-table.ts";

describe("a covered table", () => {
  it.each([
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.", one: true, any: true },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice", one: true, any: true },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.", one: true, any: true },
    { table: "Device.WiFi.AccessPoint.1.AssociatedDevice.", one: true, any: true },
    { table: "Device.WiFi.AccessPoint.2.AssociatedDevice.", one: false, any: true },
    { table: "Device.WiFi.AccessPoint.11.AssociatedDevice.", one: false, any: true },
    { table: "Device.WiFi.AccessPoint.", one: false, any: false },
    { table: "Device.WiFi.AccessPoint.*.", one: false, any: false },
    { table: "Device.WiFi.", one: false, any: false },
    { table: "Device.*.", one: false, any: false },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.*.SignalStrength", one: false, any: false },
    { table: "Device.WiFi.AccessPoint.1.AssociatedDevice.3.", one: false, any: false },
    { table: "Device.WiFi.AccessPoint.*.AC.", one: false, any: false },
    { table: "Device.Hosts.Host.*.", one: false, any: false },
    { table: "", one: false, any: false },
  ])("$table: of access point 1 $one, of any $any", ({ table, one, any }) => {
    expect(coversStationsOf([table], "Device.WiFi.AccessPoint.1.")).toBe(one);
    expect(coversStations([table])).toBe(any);
  });

  it.each([
    {
      table: "InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.AssociatedDevice.",
      one: true,
      any: true,
    },
    {
      table: "InternetGatewayDevice.LANDevice.*.WLANConfiguration.*.AssociatedDevice.",
      one: true,
      any: true,
    },
    {
      table: "InternetGatewayDevice.LANDevice.2.WLANConfiguration.3.AssociatedDevice.",
      one: false,
      any: true,
    },
    { table: "InternetGatewayDevice.LANDevice.1.WLANConfiguration.", one: false, any: false },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.", one: false, any: true },
  ])("of TR-098 $table: of WLANConfiguration 3 $one, of any $any", ({ table, one, any }) => {
    expect(coversStationsOf([table], "InternetGatewayDevice.LANDevice.1.WLANConfiguration.3.")).toBe(one);
    expect(coversStations([table])).toBe(any);
  });

  const network = "Device.WiFi.DataElements.Network.";
  it.each([
    { table: `${network}Device.*.Radio.*.BSS.*.STA.`, one: true, any: true },
    { table: `${network}Device.2.Radio.1.BSS.3.STA.`, one: true, any: true },
    { table: `${network}Device.1.Radio.1.BSS.3.STA.`, one: false, any: true },
    { table: `${network}Device.*.Radio.*.BSS.`, one: false, any: false },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.", one: false, any: true },
  ])("of DataElements $table: of BSS 3 $one, of any $any", ({ table, one, any }) => {
    expect(coversStationsOf([table], `${network}Device.2.Radio.1.BSS.3.`)).toBe(one);
    expect(coversStations([table])).toBe(any);
  });

  it("is nothing when no table is named", () => {
    expect(coversStations([])).toBe(false);
  });

  it.each([
    { table: "Device.Hosts.Host.", one: true, any: true },
    { table: "Device.Hosts.Host.*.", one: true, any: true },
    { table: "Device.Hosts.", one: false, any: false },
    { table: "Device.Hosts.Host.*.IPv4Address.", one: false, any: false },
    { table: "InternetGatewayDevice.LANDevice.1.Hosts.Host.", one: false, any: true },
    { table: "Device.WiFi.AccessPoint.*.AssociatedDevice.", one: false, any: false },
  ])("of hosts $table: that of Device.Hosts.Host.3 $one, of any $any", ({ table, one, any }) => {
    expect(coversTableOf([table], "Device.Hosts.Host.3.")).toBe(one);
    expect(coversHosts([table])).toBe(any);
  });
});

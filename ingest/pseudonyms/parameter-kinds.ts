/** What the value of a parameter is by its name: TR-181's and TR-098's names of devices, people and accesses. */

/**
 * `address`: of a device, as a whole; `name`, `ssid`, `other`: a text that names somebody; `kept`: what says who the
 * gateway is or what it runs, which is not hidden; `unknown`: it may be one, a profile's own name that nothing explains
 * or a vendor's that sounds so, and any text but a number is taken for one. null: of the data model and no such name, and only addresses in it are looked for.
 */
export type ParameterKind = "address" | "name" | "ssid" | "other" | "kept" | "unknown" | null;

const names: Readonly<Record<Exclude<ParameterKind, "unknown" | null>, readonly string[]>> = {
  address: ["MACAddress", "PhysAddress", "BSSID", "Chaddr", "MAC", "MACAddr", "ClientMAC"],
  name: [
    ...[
      "HostName",
      "FriendlyName",
      "DeviceName",
      "InstanceName",
      "HostNameReturned",
      "Nickname",
      "NetBIOSName",
    ],
    ...["ComputerName", "ClientHostName"],
  ],
  ssid: ["SSID"],
  other: [
    ...[
      "ClientID",
      "DUID",
      "UserClassID",
      "Username",
      "AuthUserName",
      "Password",
      "KeyPassphrase",
      "PreSharedKey",
    ],
    ...[
      "SAEPassphrase",
      "WEPKey",
      "IMEI",
      "IMSI",
      "ICCID",
      "MSISDN",
      "DirectoryNumber",
      "CallingPartyNumber",
    ],
    ...["CalledPartyNumber", "PhoneNumber", "EMail"],
  ],
  kept: [
    ...[
      "EndpointID",
      "SerialNumber",
      "serial_number",
      "OUI",
      "ManufacturerOUI",
      "ProductClass",
      "product_class",
      "ModelName",
      "subscribed_topic",
    ],
    ...["FromID", "ToID", "reason", "version", "agent_supported_protocol_versions", "SubnetMask"],
  ],
};

const byName: ReadonlyMap<string, ParameterKind> = new Map(
  Object.entries(names).flatMap(([kind, all]) =>
    all.map((name): [string, ParameterKind] => [name.toLowerCase(), kind as ParameterKind]),
  ),
);

/** TR-106 section 3.3: `X_ACME-COM_HostName`. */
const vendorPrefix = /^x_[0-9a-z-]+_/;
/** Vendors' names of names end so; numbers under such a name (how many SSIDs) are none. */
const likelyName =
  /(?:hostname|friendlyname|devicename|nickname|ssid|macaddress|physaddress|username|phonenumber|email)$/;

/** A DHCP option's value: 12 is a host's name, 61 a client's id, in hex. */
const optionValue = /option\.[0-9]+\.value$/;

/** Gives the kind of a parameter by its path, or by its name where a report has only that. `more`: names of further ones. */
export function createParameterKinds(more: readonly string[]): (path: string) => ParameterKind {
  const added = new Set(more.map((name) => name.toLowerCase()));
  return (path) => {
    const lower = path.toLowerCase();
    const name = lower.slice(lower.lastIndexOf(".") + 1);
    if (added.has(name) || added.has(lower)) return "other";
    const kind = byName.get(name) ?? byName.get(name.replace(vendorPrefix, ""));
    if (kind !== undefined) return kind;
    if (name === "value" && optionValue.test(lower)) return "other";
    if (name.endsWith("version")) return "kept";
    if (likelyName.test(name)) return "unknown";
    return /^(?:internetgateway)?device\./.test(lower) ? null : "unknown";
  };
}

/**
 * What each text of an event is. Every text of the schemas is here, or the bridge does not start: a field that is added
 * is decided on, not forgotten. Kept is who the gateway is and what it runs (the home is the key of everything), what is
 * of a closed list, and what is ours.
 */
import { mayHoldAddress } from "./address-text.ts";
import type { TextReplacer, TextUse, TextUses } from "./avro-texts.ts";
import type { TextMapping } from "./text-mapping.ts";

const uses = (use: TextUse, ...fields: readonly string[]): Record<string, TextUse> =>
  Object.fromEntries(fields.map((field) => [field, use]));

const ofEveryEvent = {
  ...uses("keep", "event_id", "home_id", "endpoint_id", "profile_id", "source", "time_quality"),
} as const;

export const eventTexts: TextUses = {
  TelemetryEvent: {
    ...ofEveryEvent,
    ...uses("keep", "kind", "flags"),
    ...uses("text", "time_raw", "msg_id", "tables"),
  },
  StationObservation: {
    ...uses("mac", "sta_mac", "bssid"),
    ...uses("ssid", "ssid"),
    ...uses("keep", "rssi_quality"),
    ...uses("text", "path", "access_point", "band", "operating_standard"),
  },
  HostObservation: {
    ...uses("mac", "host_mac"),
    ...uses("name", "host_name"),
    ...uses("ip", "ip_address", "ip_addresses"),
    ...uses("text", "path", "interface_type", "layer1_interface", "layer3_interface", "associated_device"),
    ...uses("text", "address_source"),
  },
  RadioObservation: uses("text", "radio", "band", "bandwidth", "status"),
  AccessPointObservation: {
    ...uses("mac", "bssid"),
    ...uses("ssid", "ssid"),
    ...uses("text", "access_point", "ssid_path", "radio", "status"),
  },
  GatewayObservation: {
    ...uses("keep", "manufacturer", "model_name", "product_class", "serial_number", "hardware_version"),
    ...uses("keep", "software_version"),
  },
  RowChange: { ...uses("keep", "kind"), ...uses("path", "path"), ...uses("values", "unique_keys") },
  Notification: {
    ...uses("path", "path"),
    ...uses("text", "name"),
    ...uses("value", "value"),
    ...uses("values", "params"),
  },
  Tick: uses("keep", "bridge_id"),
  InterfaceObservation: uses("text", "interface", "name", "status"),
  MeshNodeObservation: {
    ...uses("mac", "node_mac", "backhaul_node_mac", "backhaul_mac"),
    ...uses("keep", "manufacturer", "model_name", "serial_number", "software_version"),
    ...uses("keep", "backhaul_rssi_quality"),
    ...uses("text", "path", "backhaul_medium"),
  },
  HeardStationObservation: {
    ...uses("mac", "sta_mac"),
    ...uses("text", "path", "radio"),
    ...uses("keep", "rssi_quality"),
  },
  HeardBssObservation: {
    ...uses("mac", "bssid"),
    ...uses("ssid", "ssid"),
    ...uses("text", "path", "radio", "band", "bandwidth"),
    ...uses("keep", "rssi_quality"),
  },
};

export const parameterTexts: TextUses = {
  ParameterEvent: ofEveryEvent,
  Parameter: { ...uses("path", "path"), ...uses("value", "value"), ...uses("keep", "value_type") },
};

const openBrace = 0x7b;
const openBracket = 0x5b;

export function createTextReplacer(mapping: TextMapping): TextReplacer {
  return {
    mayReplace(use, bytes, start, end, path) {
      if (use === "value") {
        const kind = mapping.kindOf(path);
        if (kind !== null) return kind !== "kept" && end > start;
      } else if (use !== "text" && use !== "path") return true;
      const first = bytes[start];
      return first === openBrace || first === openBracket || mayHoldAddress(bytes, start, end);
    },
    replace(use, text, path) {
      switch (use) {
        case "keep":
          return text;
        case "mac":
          return mapping.mac(text);
        case "name":
        case "ssid":
          return mapping.name(use, text);
        case "ip":
          return mapping.ip(text);
        case "value":
          return mapping.value(path, text);
        case "text":
        case "path":
        case "values":
      }
      return mapping.text(text);
    },
  };
}

/** `Device.WiFi.Radio.{i}.` (TR-181; reference section 6.3). Its path identifies a radio. */
import type { RadioObservation } from "#schemas/telemetry-event.ts";
import { readBand, readBoolean, readCounter32, readCounter64, readInteger, readText } from "./read.ts";
import { column, type ObservationTable } from "./table.ts";

export const radioTable: ObservationTable<RadioObservation> = {
  row: "Device.WiFi.Radio.*.",
  key: null,
  columns: {
    Enable: column("enabled", readBoolean),
    Status: column("status", readText),
    OperatingFrequencyBand: column("band", readBand),
    Channel: column("channel", readInteger(1, 255)),
    CurrentOperatingChannelBandwidth: column("bandwidth", readText),
    TransmitPower: column("transmit_power_percent", readInteger(-1, 100)),
    "Stats.Noise": column("noise_dbm", readInteger(-200, -1)),
    // TR-181 has none here (reference section 6.3): RDK-B's, in percent.
    "Stats.X_COMCAST-COM_ChannelUtilization": column("channel_utilization_percent", readInteger(0, 100)),
    "Stats.BytesSent": column("bytes_sent_total", readCounter64),
    "Stats.BytesReceived": column("bytes_received_total", readCounter64),
    "Stats.PacketsSent": column("packets_sent_total", readCounter64),
    "Stats.PacketsReceived": column("packets_received_total", readCounter64),
    "Stats.ErrorsSent": column("errors_sent_total", readCounter32),
    "Stats.ErrorsReceived": column("errors_received_total", readCounter32),
  },
  empty: (path) => ({
    radio: path,
    band: null,
    channel: null,
    bandwidth: null,
    status: null,
    enabled: null,
    transmit_power_percent: null,
    noise_dbm: null,
    channel_utilization_percent: null,
    bytes_sent_total: null,
    bytes_received_total: null,
    packets_sent_total: null,
    packets_received_total: null,
    errors_sent_total: null,
    errors_received_total: null,
  }),
  complete: () => true,
};

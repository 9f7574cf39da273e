/** `Device.DeviceInfo.` (TR-181; reference section 6.5): the gateway itself, at most one row in a message. */
import type { GatewayObservation } from "#schemas/telemetry-event.ts";
import { readInteger, readText } from "./read.ts";
import { column, type ObservationTable } from "./table.ts";

/** TR-181's unsignedInt, as it has all of these: 136 years of seconds, 4 TiB. More is another unit, or nonsense. */
const unsignedInt = readInteger(0, 2 ** 32 - 1);

export const gatewayTable: ObservationTable<GatewayObservation> = {
  row: "Device.DeviceInfo.",
  key: null,
  columns: {
    Manufacturer: column("manufacturer", readText),
    ModelName: column("model_name", readText),
    ProductClass: column("product_class", readText),
    SerialNumber: column("serial_number", readText),
    HardwareVersion: column("hardware_version", readText),
    SoftwareVersion: column("software_version", readText),
    UpTime: column("uptime_seconds", unsignedInt),
    "MemoryStatus.Total": column("memory_total_kib", unsignedInt),
    "MemoryStatus.Free": column("memory_free_kib", unsignedInt),
    "ProcessStatus.CPUUsage": column("cpu_usage_percent", readInteger(0, 100)),
  },
  empty: () => ({
    manufacturer: null,
    model_name: null,
    product_class: null,
    serial_number: null,
    hardware_version: null,
    software_version: null,
    uptime_seconds: null,
    memory_total_kib: null,
    memory_free_kib: null,
    cpu_usage_percent: null,
  }),
  complete: () => true,
};

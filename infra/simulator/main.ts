/** A simulated fleet as a process: `main.ts --url mqtt://host:port [--gateways 20] [--interval-ms 5000] [--seed text] [--anomalies 1]`. */
import { parseArgs } from "node:util";
import { startFleet } from "./fleet.ts";

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    gateways: { type: "string", default: "20" },
    "interval-ms": { type: "string", default: "5000" },
    seed: { type: "string", default: "usp" },
    anomalies: { type: "string", default: "1" },
  },
});

if (values.url === undefined)
  throw new Error("--url is missing: the broker, for example mqtt://127.0.0.1:1883");

const fleet = await startFleet({
  url: values.url,
  gateways: Number(values.gateways),
  intervalMs: Number(values["interval-ms"]),
  seed: values.seed,
  anomalies: Number(values.anomalies),
  now: Date.now,
  onError: (endpointId, error) => console.error(JSON.stringify({ endpointId, error: error.message })),
});
console.error(JSON.stringify({ message: "fleet connected", gateways: Number(values.gateways) }));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void fleet.stop().then(() => process.exit(0));
  });
}

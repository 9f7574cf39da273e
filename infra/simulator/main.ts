import { Command } from "commander";
import { startFleet } from "./fleet.ts";

/** `node infra/simulator/main.ts --url mqtt://127.0.0.1:1883`: a fleet until SIGTERM or SIGINT. */
const program = new Command("simulator")
  .description("Simulated USP agents that report over MQTT 5 until stopped")
  .requiredOption("--url <url>", "MQTT broker, mqtt://host:port")
  .option("--gateways <n>", "how many gateways", "20")
  .option("--interval-ms <ms>", "reporting interval", "5000")
  .option("--seed <n>", "random seed: the same seed gives the same homes", "1")
  .parse();

const options = program.opts<{ url: string; gateways: string; intervalMs: string; seed: string }>();
const fleet = await startFleet({
  url: options.url,
  gateways: Number(options.gateways),
  intervalMs: Number(options.intervalMs),
  seed: Number(options.seed),
  onError: (error) => process.stderr.write(`A simulated publish failed: ${error.message}\n`),
});
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    fleet.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
}

/**
 * The floor of the bridge, a process of its own: subscribes, counts and parses, as little as any subscriber does.
 * `node subscriber.ts URL FILTER PORT`; `http://127.0.0.1:PORT/status` tells `received`.
 */
import mqtt from "mqtt";
import { serveStatus } from "#infra/adapters/status.ts";

const [url = "", filter = "", port = "0"] = process.argv.slice(2);
let received = 0;
let subscribed = false;
const client = await mqtt.connectAsync(url, {
  clientId: "bench-floor",
  protocolVersion: 5,
  clean: false,
  properties: { sessionExpiryInterval: 3600, receiveMaximum: 500 },
});
client.on("message", (_topic, payload) => {
  JSON.parse(payload.toString());
  received += 1;
});
await serveStatus(Number(port), () => ({ received, subscribed }));
await client.subscribeAsync(filter, { qos: 1 });
subscribed = true;
process.once("SIGTERM", () => process.exit(0));

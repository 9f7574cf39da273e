import { connectAsync } from "mqtt";

/** Connects once in MQTT 5 and leaves; throws unless the broker answers with a CONNACK that accepts. */
export async function askForConnack(url: string): Promise<void> {
  const client = await connectAsync(url, {
    protocolVersion: 5,
    clientId: `local-stack-${process.pid}-${Date.now()}`,
    clean: true,
    connectTimeout: 2000,
    reconnectPeriod: 0,
  });
  await client.endAsync();
}

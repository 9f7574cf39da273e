/**
 * A webhook's receiver as a process: `webhook-process.ts PORT`. Takes everything, and prints a line for each CloudEvent
 * of an alert before it answers: `episode sequence`.
 */
import { writeSync } from "node:fs";
import { createServer } from "node:http";
import { json } from "node:stream/consumers";

const [, , port] = process.argv;

const server = createServer((request, response) => {
  void json(request).then((body) => {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what notify promises
    const { data } = body as { readonly data: { readonly episode_id: string; readonly sequence: number } };
    writeSync(1, `${data.episode_id} ${data.sequence}\n`);
    response.writeHead(202).end();
  });
});
server.listen(Number(port), "127.0.0.1");

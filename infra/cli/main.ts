/** The command line: one program for every process and every errand. Each command is its own small file. */
import { enableCompileCache } from "node:module";
import { describeRefusal, describeTrouble } from "#infra/adapters/kafka-error.ts";
import { Complaint, Told } from "./complaint.ts";

/** What a person can do something about is told as a sentence; anything else is a bug and keeps its stack. */
function tell(error: unknown): number {
  if (error instanceof Told) return error.exitCode;
  if (error instanceof Complaint) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const sentence = describeRefusal(error) ?? describeTrouble(error);
  if (sentence !== null) {
    process.stderr.write(`${sentence}\n`);
    return 1;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}

// Half of a start is compiling; where nothing can be kept it is done each time.
enableCompileCache();

try {
  const { createProgram } = await import("./program.ts");
  const program = await createProgram((code) => {
    process.exitCode = code;
  }, process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.exitCode = tell(error);
}
// Clients keep timers and sockets of their own; what had to be finished is finished here.
process.exit();

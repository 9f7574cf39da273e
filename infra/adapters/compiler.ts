/** How V8 compiles what a process does a hundred thousand times a second. */
import { setFlagsFromString } from "node:v8";

/**
 * Reading a report is a few loops over many small functions; V8's limits of what it puts into one (920 bytes of bytecode in
 * all, 460 of one) end in the middle of them. With higher ones a report costs a tenth less (`infra/bench`, decode), and a
 * worker some 7 % less of it. To be called before there is work. Heuristics alone: no result depends on them.
 */
export function inlineMore(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=4000");
  setFlagsFromString("--max-inlined-bytecode-size=1500");
}

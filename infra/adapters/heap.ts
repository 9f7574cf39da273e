/** When V8 looks through all of a process's memory for what it has let go. */
import { setFlagsFromString } from "node:v8";

/**
 * V8 marks the whole heap whenever buffers of 64 MB have gathered since the last time, however large the heap is: of a worker
 * with many homes, that waits for its transactions with what it tells in buffers, every few seconds, a second or more at a
 * time. With this they count with the heap, which may grow by its usual share before it is marked. To be called before there is
 * work.
 */
export function countBuffersWithHeap(): void {
  setFlagsFromString("--external-memory-accounted-in-global-limit");
}

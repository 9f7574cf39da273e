import { isRunning, type ProcessFacts, processFacts, type ProcessIdentity } from "./process-identity.ts";

/** Set by the launcher to its own pid: above it only npm and the shell that npm uses belong to this run. */
const LAUNCHER_VARIABLE = "LOCAL_STACK_LAUNCHER_PID";
const POLL_MS = 500;
const DEEPEST = 10;
const SHELLS = new Set(["sh", "dash", "bash"]);

/**
 * Calls `onGone` once when a process between this one and its launcher, or the npm above that, has ended: after a
 * kill -9 of npm nobody else tells. Without a launcher (run from a shell or a test tool) nothing is watched.
 */
export function watchAncestors(onGone: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  const ancestors = ancestorsOf(process.ppid, Number(env[LAUNCHER_VARIABLE] ?? 0));
  if (ancestors.length === 0) return () => undefined;
  const timer = setInterval(() => {
    if (ancestors.every(isRunning)) return;
    clearInterval(timer);
    onGone();
  }, POLL_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Upwards from the parent to the launcher and, where only shells are between, to npm; empty without a launcher. */
function ancestorsOf(parentPid: number, launcherPid: number): readonly ProcessIdentity[] {
  const chain = chainFrom(parentPid);
  const launcher = chain.findIndex((facts) => facts.pid === launcherPid);
  const npm = chain.findIndex((facts, index) => index > launcher && !SHELLS.has(facts.commandName));
  const isNpm = launcher >= 0 && chain[npm]?.commandName.startsWith("npm") === true;
  return chain.slice(0, (isNpm ? npm : launcher) + 1);
}

function chainFrom(parentPid: number): readonly ProcessFacts[] {
  const chain: ProcessFacts[] = [];
  for (
    let facts = processFacts(parentPid);
    facts !== null && chain.length < DEEPEST;
    facts = processFacts(facts.parentPid)
  ) {
    chain.push(facts);
  }
  return chain;
}

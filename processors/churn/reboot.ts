/**
 * When an endpoint rebooted: its `Boot!` was received, or the uptime it reports fell. Both tell of one reboot, in either
 * order; who tells second is not believed to tell of another.
 */
export interface Boots {
  /** Received time by which the last reboot known was over. */
  bootedAt: number | null;
  /** Of the report observed last. */
  uptimeSeconds: number | null;
  uptimeAt: number | null;
}

/** An uptime as a report says it. */
export interface SaidUptime {
  readonly observedAt: number;
  readonly receivedAt: number;
  readonly uptimeSeconds: number;
}

/** Who is not back this long (observed) after a report without it has left. */
export const returnMs = 600_000;
/** No gateway is up, told and down again within this: another word of a reboot is of the same one. */
const sameRebootMs = 60_000;

export function createBoots(): Boots {
  return { bootedAt: null, uptimeSeconds: null, uptimeAt: null };
}

/** The clock begins anew: which uptime was observed later can't be told. */
export function forgetUptime(boots: Boots): void {
  boots.uptimeSeconds = null;
  boots.uptimeAt = null;
}

/** Takes a `Boot!`; true when it tells of a reboot not known before. */
export function noteBoot(boots: Boots, receivedAt: number): boolean {
  const before = boots.bootedAt;
  boots.bootedAt = Math.max(before ?? receivedAt, receivedAt);
  return before === null || receivedAt - before > sameRebootMs;
}

/**
 * Takes an uptime, newer observed ones only; true when it fell and the reboot was not known before. The boot was that
 * long before the report, on the gateway's clock or ours, whichever is behind: a `Boot!` comes after it.
 */
export function noteUptime(boots: Boots, { observedAt, receivedAt, uptimeSeconds }: SaidUptime): boolean {
  if (uptimeSeconds > longestUptimeSeconds) return false;
  if (boots.uptimeAt !== null && observedAt <= boots.uptimeAt) return false;
  const fell = boots.uptimeSeconds !== null && uptimeSeconds < boots.uptimeSeconds;
  boots.uptimeAt = observedAt;
  boots.uptimeSeconds = uptimeSeconds;
  if (!fell) return false;
  const at = Math.min(observedAt, receivedAt) - 1000 * uptimeSeconds;
  if (boots.bootedAt !== null && at <= boots.bootedAt + uptimeSlackMs) return false;
  boots.bootedAt = at;
  return true;
}

/** TR-181's unsignedInt: what says more says no uptime. */
const longestUptimeSeconds = 2 ** 32 - 1;
/** Uptimes are whole seconds and read a little before they are sent. */
const uptimeSlackMs = 10_000;

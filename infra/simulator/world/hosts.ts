/** The LAN host table: who was there stays in it until the lease ends. */
import type { HostRow } from "./report.ts";

interface Remembered {
  row: HostRow;
  /** When it is forgotten; Infinity while it is active. */
  forgetAtMs: number;
}

export class HostTable {
  private readonly hosts = new Map<string, Remembered>();
  private rows: readonly HostRow[] | null = null;
  private nextForgetMs = Infinity;

  /** The same array while nothing has changed. */
  current(): readonly HostRow[] {
    this.rows ??= Array.from(this.hosts.values(), ({ row }) => row);
    return this.rows;
  }

  /** True if it was not in the table. */
  arrive(host: Omit<HostRow, "active" | "changedMs">, clockMs: number): boolean {
    const known = this.hosts.get(host.mac);
    if (known?.row.active === true) return false;
    this.hosts.set(host.mac, { row: { ...host, active: true, changedMs: clockMs }, forgetAtMs: Infinity });
    this.rows = null;
    return known === undefined;
  }

  leave(mac: string, clockMs: number, forgetAtMs: number): void {
    const known = this.hosts.get(mac);
    if (known === undefined || !known.row.active) return;
    known.row = { ...known.row, active: false, changedMs: clockMs };
    known.forgetAtMs = forgetAtMs;
    this.nextForgetMs = Math.min(this.nextForgetMs, forgetAtMs);
    this.rows = null;
  }

  /** Drops the rows whose lease has ended; gives back their MACs. */
  forget(atMs: number): readonly string[] {
    if (atMs < this.nextForgetMs) return [];
    const gone: string[] = [];
    this.nextForgetMs = Infinity;
    for (const [mac, { forgetAtMs }] of this.hosts) {
      if (forgetAtMs <= atMs) gone.push(mac);
      else this.nextForgetMs = Math.min(this.nextForgetMs, forgetAtMs);
    }
    for (const mac of gone) this.hosts.delete(mac);
    if (gone.length > 0) this.rows = null;
    return gone;
  }

  /** A gateway that restarts has an empty table. */
  clear(): void {
    this.hosts.clear();
    this.rows = null;
    this.nextForgetMs = Infinity;
  }
}

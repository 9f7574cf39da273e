/** Labels as they come about. What is still open waits to be seen in a report, and to end. */
import type { Label } from "./label.ts";

type Draft = Pick<Label, "subject" | "class" | "startMs" | "severity" | "cause" | "injected">;

/** A label whose end is not known yet. */
export interface OpenLabel extends Draft {
  observableMs: number | null;
  establishedMs: number | null;
  severity: Label["severity"];
  /** Observable with the first report made at or after it. */
  readonly visibleFromMs: number;
  /** From observable to established, with the first report after that. */
  readonly persistenceMs: number;
  /** What is visible only later than at the start of its cause. */
  isOpen: boolean;
}

export class LabelBook {
  readonly home: string;
  private readonly closed: Label[] = [];
  private waiting: OpenLabel[] = [];

  constructor(home: string) {
    this.home = home;
  }

  /** All that have ended, by start. */
  all(): readonly Label[] {
    return this.closed.sort((a, b) => a.startMs - b.startMs || (a.subject < b.subject ? -1 : 1));
  }

  /** Known whole. */
  add(label: Omit<Label, "home">): void {
    this.closed.push({ home: this.home, ...label });
  }

  /** A hard negative: nothing may fire for it. */
  addNegative(subject: string, cause: string, startMs: number, endMs: number): void {
    this.add({
      subject,
      class: "none",
      startMs: Math.round(startMs),
      observableMs: null,
      establishedMs: null,
      endMs: Math.round(endMs),
      severity: "info",
      cause,
      injected: false,
    });
  }

  /** Observable once a report made at `visibleFromMs` or later arrives. */
  open(draft: Draft, visibleFromMs: number, persistenceMs: number): OpenLabel {
    const open = {
      ...draft,
      observableMs: null,
      establishedMs: null,
      visibleFromMs,
      persistenceMs,
      isOpen: true,
    };
    this.waiting.push(open);
    return open;
  }

  /** A report arrived. */
  arrived(madeMs: number, receivedMs: number): void {
    if (this.waiting.length === 0) return;
    for (const label of this.waiting) {
      if (madeMs < label.visibleFromMs || !label.isOpen) continue;
      label.observableMs ??= receivedMs;
      if (receivedMs >= label.observableMs + label.persistenceMs) label.establishedMs = receivedMs;
    }
    this.waiting = this.waiting.filter(({ establishedMs, isOpen }) => establishedMs === null && isOpen);
  }

  /** It ended. Established is null where it ended before. */
  close(label: OpenLabel, endMs: number): void {
    label.isOpen = false;
    const { observableMs, establishedMs } = label;
    this.add({
      subject: label.subject,
      class: label.class,
      startMs: Math.round(label.startMs),
      observableMs,
      establishedMs,
      endMs: Math.round(endMs),
      severity: label.severity,
      cause: label.cause,
      injected: label.injected,
    });
  }
}

/** What detectors say, and of whom. */
import type { AlertClass, Severity, SubjectKind } from "#schemas/alert.ts";

/** Whom an alert is about: with its class the identity of all its episodes. */
export interface Subject {
  readonly alertClass: AlertClass;
  /** Name of the static rule; null for a detector. */
  readonly rule: string | null;
  readonly subjectKind: SubjectKind;
  /** MAC, radio path or home id. */
  readonly subject: string;
  readonly endpointId: string | null;
}

/** A subject is outside what is usual for it, or outside a limit; numbers as in the Alert record. */
export interface Reading extends Subject {
  readonly severity: Severity;
  /** One sentence for a person. */
  readonly summary: string;
  readonly value: number | null;
  readonly threshold: number | null;
  readonly baseline: number | null;
  /** Of these three. */
  readonly unit: string | null;
  /** Of reports behind the value, 0 to 1. */
  readonly coverage: number | null;
  readonly evidence: Readonly<Record<string, number>>;
  readonly labels: Readonly<Record<string, string>>;
}

/** One look of one detector: who is in breach, and who could be looked at. */
export interface Judgement {
  readonly alertClass: AlertClass;
  readonly rule: string | null;
  readonly breaches: readonly Reading[];
  /** How many looks this one counts for; one where it is not said. A window of many reports may say as much as several of one. */
  readonly looks?: number;
  /**
   * Of a subject without a breach: it is well, neither well nor in breach, there was too little to judge it by, or it was
   * not looked at (null).
   */
  readonly otherwise: (subject: string, whole: Subject) => "clear" | "between" | "missing" | null;
}

/** Key of a subject's episode within its home. */
export const subjectKey = (of: Subject): string => `${of.alertClass}|${of.rule ?? ""}|${nameWithin(of)}`;

/** What a subject is called within its home: two gateways of it have radios of the same path. */
export const nameWithin = ({ subjectKind, subject, endpointId }: Subject): string =>
  subjectKind === "radio" ? `${endpointId ?? ""} ${subject}` : subject;

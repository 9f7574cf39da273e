/**
 * A value as a gateway reported it, whatever the encoding (JSON, a Notify's string, later CSV and CWMP).
 * The text is exact: numbers keep every digit, so a 64-bit counter is not rounded on the way in.
 */
export type ValueType =
  | "string"
  | "number"
  | "boolean"
  | "null"
  | "array"
  | "object"
  /** The report does not say. */
  | "";

/** The types that a value of a flat report has; known by their number on a tape and in the canonical form. */
export const flatTypes = ["string", "number", "boolean", "null"] as const satisfies readonly ValueType[];

export interface ReportedValue {
  /** As reported: an alternative name with its instances, or a full path. Nested objects are joined with dots. */
  readonly name: string;
  /** A string's contents, a number as written, `true`, `false`; empty for null; the JSON text of an array or empty object. */
  readonly text: string;
  readonly type: ValueType;
}

/** One element of a report: what was collected at one moment. */
export interface ReportElement {
  /** CollectionTime as reported; null when the profile sends none. */
  readonly time: ReportedValue | null;
  /** In document order; of a name met twice only the last. */
  readonly values: readonly ReportedValue[];
  /** Earlier values of names met twice, where they differ from the last. */
  readonly superseded: readonly ReportedValue[];
  /** Whether a name was met twice, with equal values or not. */
  readonly duplicateNames: boolean;
}

/** A report taken apart; or why it can't be, with what a person needs to find the place. */
export type ParsedReport =
  | {
      readonly ok: true;
      /** Oldest first. */
      readonly elements: readonly ReportElement[];
      /** Values beside the elements, which belong to none of them. */
      readonly outside: readonly ReportedValue[];
      readonly flags: readonly string[];
    }
  | {
      readonly ok: false;
      readonly reason:
        | "bulk_parse_error"
        | "bulk_shape_error"
        | "record_too_large"
        | "gzip_ratio_exceeded"
        | "too_many_values"
        | "too_many_rows"
        | "too_deep";
      readonly detail: string;
    };

/**
 * What an element counts for among the values of its report. Each becomes an event of its own, so thousands of empty ones
 * would cost far more than their bytes. The first counts for one: nearly all reports have no other.
 */
export const elementValues = (elementsBefore: number): number => (elementsBefore === 0 ? 1 : 20);

/** Bounds that keep one hostile message cheap. A report above them is refused whole: a cut one would read as leaves. */
export interface ReportLimits {
  readonly values: number;
  readonly depth: number;
}

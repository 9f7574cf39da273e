/** Why reading a CWMP message ends early: thrown inside, a value for everybody else. */
export type CwmpReason =
  | "xml_parse_error"
  | "xml_doctype"
  | "cwmp_invalid"
  | "record_too_large"
  | "gzip_ratio_exceeded"
  | "too_many_values"
  | "too_deep"
  | "endpoint_id_missing"
  | "endpoint_id_invalid";

export class CwmpStop extends Error {
  readonly reason: CwmpReason;

  constructor(reason: CwmpReason, detail: string) {
    super(detail);
    this.reason = reason;
  }
}

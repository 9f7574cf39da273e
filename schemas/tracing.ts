/** Traces as far as records carry them: who was called by whom, from the bridge's publishing to the sink's insert. */

/** The header of a record that is traced (W3C Trace Context). */
export const traceHeader = "traceparent";

/** Where spans go. */
export interface TracingConfig {
  /** Base of an OpenTelemetry collector's HTTP interface; `/v1/traces` is added. */
  readonly endpoint: string;
  /** One message in so many begins a trace. */
  readonly oneIn: number;
}

/** Something under way that a trace tells of. */
export interface TraceSpan {
  /** For the header of what it causes. */
  readonly traceparent: string;
  /** Once; what it was is told then. One that is never ended is never told. */
  end(failure?: string): void;
}

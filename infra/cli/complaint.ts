/** Something a person did or has to do; told as its sentence alone, without a stack trace. */
export class Complaint extends Error {
  override readonly name = "Complaint";
  readonly exitCode: number;

  constructor(sentence: string, exitCode = 2) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** The end of a command that has said all there is to say. */
export class Told extends Error {
  override readonly name = "Told";
  readonly exitCode: number;

  constructor(what: string, exitCode: number) {
    super(what);
    this.exitCode = exitCode;
  }
}

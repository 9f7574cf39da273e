/** Why a process can't do its work now, for those who look after it. */
export interface Cause {
  /** What is so, in a sentence. */
  readonly cause: string;
  /** What a person does about it, in a sentence. */
  readonly whatToDo: string;
}

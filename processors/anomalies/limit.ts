/** A comparison with a number, as in `< -78`. */

const operators = ["<=", ">=", "==", "!=", "<", ">"] as const;
type Operator = (typeof operators)[number];

export interface Limit {
  readonly operator: Operator;
  readonly value: number;
}

const opposite: Readonly<Record<Operator, Operator>> = {
  "<": ">=",
  "<=": ">",
  ">": "<=",
  ">=": "<",
  "==": "!=",
  "!=": "==",
};

/** Reads `< -78`, `>= 0.5`, `== 36`; null when it is none. */
export function parseLimit(text: string): Limit | null {
  const match = /^\s*(<=|>=|==|!=|<|>)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*$/i.exec(text);
  const operator = operators.find((known) => known === match?.[1]);
  const value = Number(match?.[2]);
  return operator === undefined || !Number.isFinite(value) ? null : { operator, value };
}

/** What `parseLimit` reads. */
export const formatLimit = ({ operator, value }: Limit): string => `${operator} ${value}`;

export const negate = ({ operator, value }: Limit): Limit => ({ operator: opposite[operator], value });

export function meets({ operator, value }: Limit, measured: number): boolean {
  if (operator === "<") return measured < value;
  if (operator === "<=") return measured <= value;
  if (operator === ">") return measured > value;
  if (operator === ">=") return measured >= value;
  return (measured === value) === (operator === "==");
}

/** Whether some number meets both: looked for at both values, beside them and between. */
export function overlap(one: Limit, other: Limit): boolean {
  const [low, high] = [Math.min(one.value, other.value), Math.max(one.value, other.value)];
  const numbers = [low - 1, low, (low + high) / 2, high, high + 1];
  return numbers.some((number) => meets(one, number) && meets(other, number));
}

/** Whether all, some or none of the numbers from `least` to `most` meet it. */
export function shareMeeting(limit: Limit, least: number, most: number): "all" | "some" | "none" {
  const numbers = [least, most, Math.min(most, Math.max(least, limit.value))];
  const meeting = numbers.filter((number) => meets(limit, number)).length;
  if (meeting === 0) return "none";
  return meeting === numbers.length ? "all" : "some";
}

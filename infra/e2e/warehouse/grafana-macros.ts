/**
 * What Grafana's ClickHouse plugin makes of a panel's query before it asks: the macros that our dashboards use, as the
 * plugin's manual has them, and variables.
 *
 * - `$__timeFilter(column)`: from and to, both included, in whole seconds;
 * - `$__fromTime`, `$__toTime`: those two;
 * - `$__timeInterval(column)`: the column in steps of `$__interval_s` seconds;
 * - `$__conditionalAll(condition, $variable)`: the condition, or nothing where the variable is on "All";
 * - `${name}`, `${name:singlequote}`: a variable's value as it is, its values in quotes.
 */
export interface PanelContext {
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalSeconds: number;
  /** Values chosen, by the variable's name; null: all of them. */
  readonly variables: Readonly<Record<string, readonly string[] | null>>;
}

/** Throws where the query uses a macro or a variable that there is not. */
export function expandMacros(sql: string, context: PanelContext): string {
  const moment = (ms: number): string => `toDateTime(${Math.floor(ms / 1000)})`;
  const [from, to] = [moment(context.fromMs), moment(context.toMs)];
  const expanded = sql
    .replaceAll(/\$__conditionalAll\((.*), \$(\w+)\)/g, (_, condition: string, name: string) =>
      valuesOf(context, name) === null ? "1=1" : condition,
    )
    .replaceAll(
      /\$__timeFilter\(([^()]+)\)/g,
      (_, column: string) => `${column} >= ${from} AND ${column} <= ${to}`,
    )
    .replaceAll(
      /\$__timeInterval\(([^()]+)\)/g,
      (_, column: string) =>
        `toStartOfInterval(toDateTime(${column}), INTERVAL ${context.intervalSeconds} second)`,
    )
    .replaceAll("$__interval_s", String(context.intervalSeconds))
    .replaceAll("$__fromTime", from)
    .replaceAll("$__toTime", to)
    .replaceAll(/\$\{(\w+)(:singlequote)?\}/g, (_, name: string, quoted: string | undefined) =>
      (valuesOf(context, name) ?? []).map((value) => (quoted === undefined ? value : `'${value}'`)).join(","),
    );
  if (expanded.includes("$")) throw new Error(`There is a macro that nobody expands: ${expanded}`);
  return expanded;
}

function valuesOf({ variables }: PanelContext, name: string): readonly string[] | null {
  const values = variables[name];
  if (values === undefined) throw new Error(`There is no variable ${name}`);
  return values;
}

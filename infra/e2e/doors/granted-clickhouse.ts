/**
 * ClickHouse with the rights that the shipped grants.sql gives one of its users. The embedded one has a single user, so it is
 * started anew, on the same data, with the rights of whom it is to be; views are of `usp_migrate`, as they are where that user
 * made them.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ClickhouseConfig } from "#infra/adapters/clickhouse.ts";
import { splitStatements } from "#infra/cli/sql-statements.ts";
import { startClickhouse } from "#infra/local/clickhouse.ts";
import type { RunFolder } from "#infra/local/run-folder.ts";

export const grantsText = readFileSync(
  new URL("../../deploy/clickhouse/grants.sql", import.meta.url),
  "utf8",
);

interface GrantedUser {
  /** As a configuration has them: without the user. */
  readonly grants: string[];
  /** Of its settings profile. */
  readonly settings: readonly Limit[];
}

/** A setting, and what the user can't change of it: `<readonly/>`, `<min>1</min><max>120</max>`, or nothing. */
interface Limit {
  readonly name: string;
  readonly value: string;
  readonly constraint: string;
}

/** Users of the file, by name. Throws where a statement is none that is understood here. */
export function parseGrants(text: string): ReadonlyMap<string, GrantedUser> {
  const users = new Map<string, GrantedUser>();
  const profiles = new Map<string, readonly Limit[]>();
  const userOf = (name: string): GrantedUser => {
    const user = users.get(name);
    if (user === undefined) throw new Error(`grants.sql has no user ${name}`);
    return user;
  };
  for (const statement of splitStatements(text)) {
    const [, created] = /^CREATE USER IF NOT EXISTS (\w+) IDENTIFIED/.exec(statement) ?? [];
    const [, rights, granted] = /^(GRANT [^]+) TO (\w+)$/.exec(statement) ?? [];
    const [, made] = /^CREATE SETTINGS PROFILE IF NOT EXISTS (\w+)$/.exec(statement) ?? [];
    const [, profile, list] = /^ALTER SETTINGS PROFILE (\w+) SETTINGS\s+([^]+)$/.exec(statement) ?? [];
    const [, altered, itsProfile] = /^ALTER USER (\w+) SETTINGS PROFILE '(\w+)'$/.exec(statement) ?? [];
    if (created !== undefined) users.set(created, { grants: [], settings: [] });
    else if (rights !== undefined && granted !== undefined) userOf(granted).grants.push(rights);
    else if (made !== undefined) profiles.set(made, []);
    else if (profile !== undefined && list !== undefined && profiles.has(profile))
      profiles.set(profile, limitsOf(list));
    else if (altered !== undefined && itsProfile !== undefined)
      users.set(altered, { ...userOf(altered), settings: profiles.get(itsProfile) ?? [] });
    else throw new Error(`grants.sql: not understood here: ${statement}`);
  }
  return users;
}

const limitsOf = (list: string): readonly Limit[] =>
  list.split(",").map((each) => {
    const [, name, value, isConstant, least, most] =
      /^\s*(\w+) = '?(\w+)'?(?: (CONST)| MIN (\d+) MAX (\d+))?\s*$/.exec(each) ?? [];
    if (name === undefined || value === undefined)
      throw new Error(`grants.sql: not understood here: ${each}`);
    const range = least === undefined ? "" : `<min>${least}</min><max>${most}</max>`;
    return { name, value, constraint: isConstant === undefined ? range : "<readonly/>" };
  });

/** Who made the tables and views. */
const maker = "usp_migrate";

/** ClickHouse's own configuration, in which `default` has the rights of this user. */
function configurationOf(users: ReadonlyMap<string, GrantedUser>, name: string): string {
  const [user, made] = [users.get(name), users.get(maker)];
  if (user === undefined || made === undefined) throw new Error(`grants.sql has no user ${name} or ${maker}`);
  const settings = [{ name: "default_view_definer", value: maker, constraint: "" }, ...user.settings];
  const constraints = settings.filter(({ constraint }) => constraint !== "");
  const entry = (as: string, grants: readonly string[]): string =>
    `<${as}><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
      <grants>${grants.map((grant) => `<query>${grant}</query>`).join("")}</grants></${as}>`;
  return `<clickhouse>
    <profiles><default>
      ${settings.map(({ name: key, value }) => `<${key}>${value}</${key}>`).join("")}
      <constraints>${constraints.map(({ name: key, constraint }) => `<${key}>${constraint}</${key}>`).join("")}</constraints>
    </default></profiles>
    <quotas><default></default></quotas>
    <users>${entry("default", user.grants)}${entry(maker, made.grants)}</users>
  </clickhouse>`;
}

/** Runs `work` while ClickHouse allows what `user` may, and nothing more. */
export type AsUser = <T>(user: string, work: (config: ClickhouseConfig) => Promise<T>) => Promise<T>;

/** What server.xml says of views. */
const [asShipped = ""] =
  /<(ignore_empty_\w+)>\w+<\/\1>/.exec(
    readFileSync(new URL("../../deploy/clickhouse/server.xml", import.meta.url), "utf8"),
  ) ?? [];

/** On the data in this run's folder. */
export function createAsUser(run: RunFolder): AsUser {
  const users = parseGrants(grantsText);
  return async (user, work) => {
    const folder = run.folderOf("granted");
    const config = join(folder, `${user}.xml`);
    writeFileSync(join(folder, `${user}-users.xml`), configurationOf(users, user));
    writeFileSync(
      config,
      `<clickhouse>${asShipped}<users_config>${folder}/${user}-users.xml</users_config></clickhouse>`,
    );
    const service = await startClickhouse(run, config);
    try {
      return await work({ url: service.address, username: "default", password: "", database: "usp" });
    } finally {
      await service.part.stop();
    }
  };
}

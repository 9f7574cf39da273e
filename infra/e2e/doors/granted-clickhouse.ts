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
  /** Settings that the user can't get out of. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Users of the file, by name. Throws where a statement is none that is understood here. */
export function parseGrants(text: string): ReadonlyMap<string, GrantedUser> {
  const users = new Map<string, GrantedUser>();
  const profiles = new Map<string, Readonly<Record<string, string>>>();
  const userOf = (name: string): GrantedUser => {
    const user = users.get(name);
    if (user === undefined) throw new Error(`grants.sql has no user ${name}`);
    return user;
  };
  for (const statement of splitStatements(text)) {
    const [, created] = /^CREATE USER IF NOT EXISTS (\w+) IDENTIFIED/.exec(statement) ?? [];
    const [, rights, granted] = /^(GRANT [^]+) TO (\w+)$/.exec(statement) ?? [];
    const [, profile, list] =
      /^CREATE SETTINGS PROFILE IF NOT EXISTS (\w+) SETTINGS\s+([^]+)$/.exec(statement) ?? [];
    const [, altered, itsProfile] = /^ALTER USER (\w+) SETTINGS PROFILE '(\w+)'$/.exec(statement) ?? [];
    if (created !== undefined) users.set(created, { grants: [], settings: {} });
    else if (rights !== undefined && granted !== undefined) userOf(granted).grants.push(rights);
    else if (profile !== undefined && list !== undefined) profiles.set(profile, settingsOf(list));
    else if (altered !== undefined && itsProfile !== undefined)
      users.set(altered, { ...userOf(altered), settings: profiles.get(itsProfile) ?? {} });
    else throw new Error(`grants.sql: not understood here: ${statement}`);
  }
  return users;
}

const settingsOf = (list: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    list.split(",").map((each) => {
      const [name = "", value = ""] = each.trim().split(/\s*=\s*/);
      return [name, value.replaceAll("'", "")];
    }),
  );

/** Who made the tables and views. */
const maker = "usp_migrate";

/** ClickHouse's own configuration, in which `default` has the rights of this user. */
function configurationOf(users: ReadonlyMap<string, GrantedUser>, name: string): string {
  const [user, made] = [users.get(name), users.get(maker)];
  if (user === undefined || made === undefined) throw new Error(`grants.sql has no user ${name} or ${maker}`);
  const settings = Object.entries({ default_view_definer: maker, ...user.settings });
  const entry = (as: string, grants: readonly string[]): string =>
    `<${as}><password></password><networks><ip>::/0</ip></networks><profile>default</profile><quota>default</quota>
      <grants>${grants.map((grant) => `<query>${grant}</query>`).join("")}</grants></${as}>`;
  return `<clickhouse>
    <profiles><default>${settings.map(([key, value]) => `<${key}>${value}</${key}>`).join("")}</default></profiles>
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

/** `maintenance` on the command line: times in which alerts are suppressed on purpose. */
import { randomUUID } from "node:crypto";
import { Command, Option } from "commander";
import { now } from "#infra/adapters/clock.ts";
import type { Maintenance } from "#schemas/maintenance.ts";
import { topics } from "#schemas/topics.ts";
import { Complaint } from "../complaint.ts";
import { type OperatorTable, openOperatorTable } from "../operator-table.ts";
import { withConfig } from "../options.ts";
import { loadStackSettings } from "../stack-settings.ts";
import { terminalWidth } from "../text-table.ts";
import { type MaintenanceFlags, maintenanceTable, planMaintenance, stateOf } from "./plan.ts";

const addHelp = `
Alerts of the homes meant are suppressed while it is in force; they are not resolved: what still
lasts when it is over, or removed, fires then. Each transition is in the views alert and
alert_current (state = 'suppressed').

Scopes: all (every home); home; area and access_node, as the inventory says ("inventory load");
model_name and software_version, as gateways report them.

Times are ISO 8601 (2026-12-01T02:00Z, 2026-12-01T03:00+01:00), UTC where they say no zone.

Examples:
  usp-telemetry maintenance add --scope access_node --value olt-7 --for 2h --reason "card swap"
  usp-telemetry maintenance add --scope software_version --value 1.2.3 \\
    --from 2026-12-01T02:00Z --to 2026-12-01T05:00Z

Exit codes: 0 planned, its id is printed; 1 Kafka or the registry can't be reached; 2 a mistake in
the options or settings.`;

interface Config {
  readonly config?: string;
}

/** The command with its three. */
export function maintenanceCommand(): Command {
  return new Command("maintenance")
    .description("times in which alerts of some homes are suppressed on purpose")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand());
}

function addCommand(): Command {
  const add = new Command("add")
    .description("plan a maintenance, from now on or for later")
    .addOption(
      new Option(
        "--scope <scope>",
        "all, home, area, access_node, model_name or software_version",
      ).makeOptionMandatory(),
    )
    .option("--value <value>", "which one; not with --scope all")
    .option("--from <time>", "when it begins (default: now)")
    .option("--to <time>", "when it ends")
    .option("--for <duration>", "how long it lasts, instead of --to: 90m, 2h, 1d")
    .option("--reason <text>", "for who reads the list", "")
    .addHelpText("after", addHelp)
    .action(async (flags: MaintenanceFlags & Config) => {
      const planned = planMaintenance(flags, now(), `m-${randomUUID().slice(0, 8)}`);
      const table = await openTable(flags, "write");
      await table.write([[planned.id, planned]]);
      console.log(`${planned.id} ${stateOf(planned, now())}`);
    });
  return withConfig(add);
}

function listCommand(): Command {
  const list = new Command("list")
    .description("what is in force, planned and over")
    .action(async (flags: Config) => {
      const all = [...(await (await openTable(flags, "read")).read()).values()];
      if (all.length === 0) console.log("No maintenance is planned.");
      else process.stdout.write(maintenanceTable(all, now(), terminalWidth()));
    });
  return withConfig(list);
}

function removeCommand(): Command {
  const remove = new Command("remove")
    .description("take maintenances away; what they suppress and still lasts fires")
    .argument("<id...>", "as the list shows them")
    .action(async (ids: readonly string[], flags: Config) => {
      const table = await openTable(flags, "write");
      const present = await table.read();
      const unknown = ids.filter((id) => !present.has(id));
      if (unknown.length > 0)
        throw new Complaint(
          `There is no maintenance ${unknown.join(", ")}: maintenance list shows all; none was removed`,
        );
      await table.write(ids.map((id) => [id, null]));
      for (const id of ids) console.log(`${id} removed`);
    });
  return withConfig(remove);
}

const openTable = ({ config }: Config, deed: "read" | "write"): Promise<OperatorTable<Maintenance>> =>
  openOperatorTable(loadStackSettings(config, ["topics"], deed), topics.maintenance);

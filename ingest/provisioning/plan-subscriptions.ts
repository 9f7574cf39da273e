/** The subscriptions' part of a plan. They are found by their ID, which is unique for a controller (TR-181). */
import { type DataModel, sameValue } from "./data-model.ts";
import type { Subscription } from "./profile.ts";
import { changes, isOurs, newRow, type Step, subscriptionTable, toSettings, unknownOwner } from "./step.ts";

export type SubscriptionPlan =
  | { readonly ok: true; readonly steps: readonly Step[] }
  | { readonly ok: false; readonly sentence: string };

/** `us` is our row of the agent's controllers. Subscriptions of other ids, or of other controllers, are left alone. */
export function planSubscriptions(
  model: DataModel,
  subscriptions: readonly Subscription[],
  us: string | null,
): SubscriptionPlan {
  const error = subscriptions.length === 0 ? null : model.errorAt(subscriptionTable);
  if (error !== null) {
    const sentence = `the agent offers us no ${subscriptionTable} (${error.code}: ${error.message})`;
    return { ok: false, sentence };
  }
  const named = subscriptions.map((wanted) => ({ wanted, rows: rowsOf(model, wanted.id) }));
  const owned = named.flatMap(({ rows }) => rows).find((row) => !isOurs(model.value(row, "Recipient"), us));
  if (us === null && owned !== undefined) return { ok: false, sentence: unknownOwner(owned) };
  return { ok: true, steps: named.flatMap(({ wanted, rows }) => planSubscription(model, wanted, rows, us)) };
}

const rowsOf = (model: DataModel, id: string): readonly string[] =>
  model.rows(subscriptionTable).filter((row) => model.value(row, "ID") === id);

function planSubscription(
  model: DataModel,
  wanted: Subscription,
  rows: readonly string[],
  us: string | null,
): readonly Step[] {
  const row = rows.find((each) => isOurs(model.value(each, "Recipient"), us));
  if (row === undefined) return [added(wanted)];
  const fixed = { NotifType: wanted.notifType, ReferenceList: wanted.referenceList.join(",") };
  const isOther = Object.entries(fixed).some(
    ([param, value]) => !sameValue(value, model.value(row, param) ?? ""),
  );
  if (!isOther) return changes(model, row, toSettings(changeable(wanted), true));
  const why = `subscription ${wanted.id} is for something else, and a ReferenceList is written once`;
  return [{ kind: "delete", paths: [row], why }, added(wanted)];
}

const added = (wanted: Subscription): Step =>
  newRow(
    subscriptionTable,
    toSettings(
      {
        ID: wanted.id,
        NotifType: wanted.notifType,
        ReferenceList: wanted.referenceList.join(","),
        ...changeable(wanted),
      },
      true,
    ),
  );

const changeable = ({ persistent, notifRetry }: Subscription): Readonly<Record<string, string>> => ({
  Enable: "true",
  Persistent: String(persistent),
  NotifRetry: String(notifRetry),
});

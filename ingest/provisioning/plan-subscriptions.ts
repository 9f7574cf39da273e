/** The subscriptions' part of a plan. They are found by their ID, which is unique for a controller (TR-181). */
import { type DataModel, sameValue } from "./data-model.ts";
import type { Subscription } from "./profile.ts";
import { changes, isOurs, newRow, type Step, subscriptionTable, toSettings } from "./step.ts";

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
  return { ok: true, steps: subscriptions.flatMap((each) => planSubscription(model, each, us)) };
}

function planSubscription(model: DataModel, wanted: Subscription, us: string | null): readonly Step[] {
  const row = model
    .rows(subscriptionTable)
    .find((each) => model.value(each, "ID") === wanted.id && isOurs(model.value(each, "Recipient"), us));
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

/** Which topics the bridges subscribe to: each template's levels, and anything deeper. */

/** Whether a topic is one of a template's, or below one. */
export function isSubscribed(topic: string, templates: readonly string[]): boolean {
  const levels = topic.split("/");
  return templates.some((template) => matches(levels, template.split("/")));
}

const matches = (levels: readonly string[], template: readonly string[]): boolean =>
  levels.length >= template.length &&
  template.every((wanted, index) => wanted.includes("{") || wanted === levels[index]);

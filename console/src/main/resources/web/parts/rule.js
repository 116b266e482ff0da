// A rule in words: the id is what the log has, the sentence is for people.
import { h } from '../dom.js';

/** The reason of a rule in the page's language; empty if no pack has the rule. */
export function reasonOf(rule, text) {
  return rule[text.language] ?? rule.en;
}

export function ruleId(rule) {
  return h('code', null, rule.id);
}

/** Why something stayed in a car: in the page's language if a pack has its rules, else as the car says it. */
export function saidOf({ rules, reason }, text) {
  const known = rules.map((rule) => reasonOf(rule, text)).filter((words) => words);
  return known.length > 0 ? known.join(' ') : reason;
}

// A rule in words: the id is what the log has, the sentence is for people.
import { h } from '../dom.js';

/** The reason of a rule in the page's language; empty if no pack has the rule. */
export function reasonOf(rule, text) {
  return rule[text.language] ?? rule.en;
}

export function ruleId(rule) {
  return h('code', null, rule.id);
}

// One sentence that matters, and small marks of a state.
import { h } from '../dom.js';

/** tone: 'good', 'warn', 'bad' or 'plain'; a bad one is read out at once. */
export function notice(tone, ...content) {
  return h('p', { class: `notice ${tone}`, role: tone === 'bad' ? 'alert' : 'status' }, content);
}

/** A state in one or two words; the colour only repeats what the words say. */
export function badge(tone, text) {
  return h('span', { class: `badge ${tone}` }, text);
}

/** A figure with its name and what it means in words: figure('Stored', '1,204', { tone, note }). */
export function figure(name, value, { tone = '', note } = {}) {
  return h('div', { class: `figure ${tone}` }, h('dt', null, name), h('dd', null, h('span', { class: 'value' }, value), note ? h('span', { class: 'note' }, note) : null));
}

/** Figures beside each other. */
export function figures(...all) {
  return h('dl', { class: 'figures' }, all);
}

/** Names and values below each other; rows: [[name, value], ...]. */
export function facts(rows) {
  return h('dl', { class: 'facts' }, rows.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))));
}

/** A group of a page under its title. */
export function card(title, ...content) {
  return h('section', { class: 'card' }, title ? h('h2', null, title) : null, content);
}

/** A long identifier: the whole of it is there to copy, its start is enough to see. */
export function identifier(value, length = 12) {
  const text = String(value);
  return h('code', { class: 'identifier', title: text }, text.length > length ? `${text.slice(0, length)}…` : text);
}

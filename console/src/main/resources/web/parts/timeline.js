// What happens when, in order.
import { h } from '../dom.js';

/** events: [{ when: 'text', title, detail: node or text, tone, done: true }], the order is kept. */
export function timeline(events) {
  return h('ol', { class: 'timeline' }, events.map((event) => h('li', { class: `${event.tone ?? ''} ${event.done === false ? 'open' : ''}` },
    h('span', { class: 'when' }, event.when),
    h('span', { class: 'what' }, h('strong', null, event.title), event.detail ? h('span', { class: 'detail' }, event.detail) : null))));
}

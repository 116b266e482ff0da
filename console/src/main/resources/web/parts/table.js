// Tables that can be read by a screen reader; on a small screen each row is a list of names and values.
import { h, show } from '../dom.js';

/**
 * columns: [{ head: 'Vehicle', cell: (row) => node or text, number: true, nowrap: true }]; options: caption,
 * empty (one sentence), rowClass(row). Returns { element, update(rows) }.
 */
export function table(columns, rows, { caption, empty, rowClass } = {}) {
  const body = h('tbody');
  const none = h('p', { class: 'empty', hidden: true }, empty ?? '');
  const element = h('div', { class: 'table', tabindex: '0', role: 'region', 'aria-label': caption ?? null },
    h('table', null,
      caption ? h('caption', null, caption) : null,
      h('thead', null, h('tr', null, columns.map((column) => h('th', { scope: 'col', class: column.number ? 'number' : null }, column.head)))),
      body),
    none);
  function update(now) {
    show(body, now.map((row) => h('tr', { class: rowClass?.(row) }, columns.map((column) => h('td', { class: column.number ? 'number' : column.nowrap ? 'nowrap' : null, 'data-head': column.head }, column.cell(row))))));
    none.hidden = now.length > 0 || !empty;
  }
  update(rows);
  return { element, update };
}

// The quarantine: what failed which check, under which clause; a row may be checked once more.
import { h, show } from '../dom.js';
import { barChart } from '../parts/chart.js';
import { card, facts, identifier, notice } from '../parts/notice.js';
import { dialog } from '../parts/dialog.js';
import { table } from '../parts/table.js';

/** What the log takes of a reason. */
const MAX_REASON = 200;

export const page = {
  path: 'quarantine',
  roles: ['OPERATOR', 'AUDITOR'],
  nav: 'quarantine',
  async show(main, context) {
    if (context.params.digest) await one(main, context);
    else await all(main, context);
  },
};

async function all(main, { api, text }) {
  const listed = h('div');
  const first = await api.get('/api/quarantine');
  const reasons = Object.entries(first.reasons);
  const choice = h('select', { id: 'reason', onchange: narrow }, h('option', { value: '' }, text('all')), reasons.map(([name]) => h('option', { value: name }, text(`why.${name}`))));
  async function narrow() {
    const answer = choice.value ? await api.get(`/api/quarantine?reason=${encodeURIComponent(choice.value)}`) : await api.get('/api/quarantine');
    show(listed, list(answer, text));
  }
  show(listed, list(first, text));
  main.append(
    h('h1', null, text('title')),
    notice('plain', text('logged')),
    ...(first.held > 0 ? [notice('warn', text('held', { n: first.held }))] : []),
    ...(reasons.length > 0
      ? [card(text('reasons'), barChart(reasons.map(([name, value]) => ({ name: text(`why.${name}`), value, tone: 'warn' })), { label: text('reasons.label'), number: (value) => text.number(value) }))]
      : []),
    card(null, reasons.length > 0 ? h('div', { class: 'filters' }, h('div', null, h('label', { for: 'reason' }, text('only')), choice)) : null, listed),
  );
}

function list({ rows, lines }, text) {
  return table(
    [
      { head: text('came'), cell: ({ row }) => text.time(row.heardMillis) },
      { head: text('vehicle'), cell: ({ row }) => (row.vehicle ? identifier(row.vehicle) : text('nobody')) },
      { head: text('category'), cell: ({ row }) => row.category || '–' },
      { head: text('reason'), cell: ({ reason }) => h('div', { class: 'words' }, text(`why.${reason}`)) },
      { head: text('clause'), cell: ({ clause }) => clause },
      { head: text('open'), cell: ({ row }) => h('a', { href: `#/quarantine?digest=${row.digest}` }, text('open')) },
    ],
    lines,
    { caption: text('count', { n: rows }), empty: text('none') },
  ).element;
}

async function one(main, { api, text, params, user }) {
  const rows = await api.get(`/api/quarantine/${encodeURIComponent(params.digest)}`);
  const told = h('div', { 'aria-live': 'polite' });
  main.append(h('p', null, h('a', { href: '#/quarantine' }, text('back'))), h('h1', null, text('one')), told, ...rows.map((row) => card(null, opened(row, text))));
  if (user.roles.includes('OPERATOR')) {
    main.append(card(text('release'), h('p', { class: 'soft' }, text('release.words')), h('button', { type: 'button', onclick: () => release(api, text, params.digest, told) }, text('release'))));
  }
}

function opened({ line: { row, reason, clause }, bytes, start }, text) {
  return facts([
    [text('reason'), [text(`why.${reason}`), h('div', { class: 'soft' }, clause)]],
    [text('exact'), row.reason],
    [text('came'), text.time(row.heardMillis)],
    [text('vehicle'), row.vehicle ? h('code', null, row.vehicle) : text('nobody')],
    [text('item'), h('code', null, row.item)],
    [text('category'), row.category || '–'],
    [text('purpose'), row.purpose || '–'],
    [text('digest'), h('code', null, row.digest)],
    [text('policy'), identifier(row.pack)],
    [text('bytes'), bytes < 0 ? text('erased') : text.number(bytes)],
    [text('start'), bytes < 0 ? '–' : h('pre', null, start.replace(/(..)/g, '$1 ').trim())],
  ]);
}

async function release(api, text, digest, told) {
  const field = h('textarea', { id: 'why', maxlength: MAX_REASON, rows: 3 });
  const sure = await dialog({
    title: text('release'),
    content: [h('p', null, text('release.words')), h('label', { for: 'why' }, text('release.reason')), field, h('p', { class: 'soft' }, text('release.form'))],
    actions: [{ text: text('release.no'), value: false }, { text: text('release.yes'), value: true, tone: 'primary' }],
  });
  if (sure !== true) return;
  try {
    const { index } = await api.post(`/api/quarantine/${encodeURIComponent(digest)}/release`, { reason: field.value.trim() });
    show(told, notice('good', text('released', { index })));
  } catch (problem) {
    const key = `problem.${problem.code}`;
    show(told, notice('bad', text.has(key) ? text(key, { message: problem.message }) : text('problem.unknown', { message: problem.message })));
  }
}

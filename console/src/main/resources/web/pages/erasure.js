// Requests to erase, each with the working days that the law gives and the receipt that the car gets.
import { h } from '../dom.js';
import { save } from '../api.js';
import { badge, card, figure, figures, identifier, notice } from '../parts/notice.js';
import { table } from '../parts/table.js';

export const page = {
  path: 'erasure',
  roles: ['OPERATOR', 'AUDITOR'],
  nav: 'erasure',
  async show(main, { api, text }) {
    const { workingDays, clause, all, requests } = await api.get('/api/erasures');
    const count = (wanted) => text.number(requests.filter(wanted).length);
    main.append(
      h('h1', null, text('title')),
      notice('plain', text('clock', { n: workingDays, clause })),
      figures(
        figure(text('late'), count((each) => each.late), { tone: requests.some((each) => each.late) ? 'bad' : '', note: text('late.note') }),
        figure(text('open'), count((each) => each.index < 0), { note: text('open.note') }),
        figure(text('done'), count((each) => each.index >= 0), { note: text('done.note') }),
      ),
      card(null, list(requests, all, api, text)),
    );
  },
};

function list(requests, all, api, text) {
  return table(
    [
      { head: text('received'), cell: (each) => text.time(each.receivedMillis) },
      { head: text('vehicle'), cell: (each) => identifier(each.vehicle) },
      { head: text('asked'), cell: (each) => [text(each.withdrawal > 0 ? 'asked.withdrawal' : 'asked.operator'), h('div', { class: 'soft' }, each.withdrawal > 0 ? null : each.id)] },
      { head: text('purpose'), cell: (each) => each.purpose || text('every-purpose') },
      { head: text('last-day'), cell: (each) => clock(each, text) },
      { head: text('state'), cell: (each) => steps(each, text) },
      { head: text('receipt'), cell: (each) => (each.receipt ? h('button', { type: 'button', class: 'quiet', title: text('receipt.words'), onclick: () => receipt(each, api) }, text('receipt')) : '–') },
    ],
    requests,
    { caption: text('count', { n: all }), empty: text('none') },
  ).element;
}

function clock(each, text) {
  const left = each.daysLeft < 0 ? text('days-over', { n: -each.daysLeft }) : text('days-left', { n: each.daysLeft });
  const tone = each.late ? 'bad' : each.daysLeft <= 2 ? 'warn' : '';
  return [
    h('time', { class: 'day', datetime: each.lastDay }, each.lastDay),
    each.index < 0 ? h('div', null, badge(tone, left)) : null,
    each.provisional ? h('div', { class: 'soft' }, text('provisional')) : null,
  ];
}

/** What is done is said with its number; the first thing that is not says that it waits. */
function steps(each, text) {
  const all = [
    [each.keysDestroyedMillis > 0, text('step.keys', { n: each.keys })],
    [each.rowsErasedMillis > 0, text('step.rows', { n: each.rows })],
    [each.index >= 0, text('step.logged', { index: each.index })],
  ].filter(([done]) => done);
  const last = each.index >= 0 ? badge('good', text('done')) : badge('', text('step.waiting'));
  return [h('div', null, last), h('div', { class: 'soft words' }, [text('step.received'), ...all.map(([, words]) => words)].join(' · '))];
}

async function receipt(each, api) {
  save(await api.download(`/api/erasures/${encodeURIComponent(each.id)}/receipt`));
}

// Incidents: what came on the incident lane, and what a second look found; one with its proof.
import { h } from '../dom.js';
import { badge, card, facts, identifier, notice } from '../parts/notice.js';
import { reasonOf, ruleId } from '../parts/rule.js';
import { table } from '../parts/table.js';

export const page = {
  path: 'incidents',
  roles: ['OPERATOR', 'AUDITOR'],
  nav: 'incidents',
  async show(main, context) {
    const { api, text, params, user } = context;
    if (params.item) {
      main.append(...one(await api.get(`/api/incident?item=${encodeURIComponent(params.item)}`), text, user));
      return;
    }
    const { all, incidents } = await api.get('/api/incidents');
    main.append(h('h1', null, text('title')), notice('plain', text('logged')), card(null, list(incidents, all, text)));
  },
};

function list(incidents, all, text) {
  return table(
    [
      { head: text('kind'), cell: ({ kind }) => badge(kind === 'CLIP' ? '' : 'warn', text(`kind.${kind}`)) },
      { head: text('vehicle'), cell: ({ row }) => identifier(row.vehicle) },
      { head: text('came'), cell: ({ row }) => text.time(row.heardMillis) },
      { head: text('category'), cell: ({ row }) => row.category },
      { head: text('purpose'), cell: ({ row }) => row.purpose },
      { head: text('open'), cell: ({ row }) => h('a', { href: `#/incidents?item=${encodeURIComponent(row.item)}` }, text('open')) },
    ],
    incidents,
    { caption: text('count', { n: all }), empty: text('none') },
  ).element;
}

function one({ incident, capturedAtMillis, unlogged, logged }, text, user) {
  const { row } = incident;
  const operates = user.roles.includes('OPERATOR');
  return [
    h('p', null, h('a', { href: '#/incidents' }, text('back'))),
    h('h1', null, text('one')),
    card(null, facts([
      [text('kind'), badge(incident.kind === 'CLIP' ? '' : 'warn', text(`kind.${incident.kind}`))],
      [text('vehicle'), operates ? h('a', { href: `#/vehicle/${row.vehicle}` }, h('code', null, row.vehicle)) : h('code', null, row.vehicle)],
      [text('item'), h('code', null, row.item)],
      [text('came'), text.time(row.heardMillis)],
      [text('captured'), capturedAtMillis ? text.time(capturedAtMillis) : text('erased')],
      [text('category'), row.category],
      [text('purpose'), row.purpose],
      [text('digest'), h('code', null, row.digest)],
    ])),
    h('div', { class: 'columns' }, card(text('evidence'), evidence(incident, unlogged, text)), card(text('proof'), proof(logged, text))),
  ];
}

function evidence({ clip, text: held }, unlogged, text) {
  return [
    held ? facts([[text('held'), held]]) : null,
    clip ? h('p', null, text('clip.words', clip)) : null,
    clip ? h('p', { class: 'soft' }, text('clip.open')) : null,
    unlogged ? facts([
      [text('unlogged.item'), h('code', null, unlogged.item)],
      [text('digest'), identifier(unlogged.digest)],
      [text('unlogged.acknowledged'), text.time(unlogged.acknowledgedMillis)],
      [text('unlogged.problem'), unlogged.problem],
    ]) : null,
  ];
}

function proof(logged, text) {
  if (!logged) return notice('warn', text('proof.none'));
  return [
    notice('good', text('proof.proven', { index: logged.index, size: logged.size, path: logged.path.length })),
    facts([
      [text('stage'), text('stage.words', { stage: logged.stage, decision: logged.decision })],
      [text('hour'), text.time(logged.hourMillis)],
      [text('rules'), logged.rules.map((rule) => h('div', null, ruleId(rule), ' ', rule.clause, h('div', { class: 'soft' }, reasonOf(rule, text))))],
    ]),
  ];
}

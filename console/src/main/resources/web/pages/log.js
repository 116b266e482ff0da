// The log's head with those who vouch for it, its newest entries, and the proof of both, computed here.
import { h, show } from '../dom.js';
import { words } from '../text.js';
import { badge, card, facts, figure, figures, identifier, notice } from '../parts/notice.js';
import { table } from '../parts/table.js';
import { checkHead, newestEntries } from '../proof/check.js';
import { keptPolicy, keysField } from '../proof/keys.js';
import { steps, verdict } from '../proof/show.js';

const SHOWN = 50;

export const page = {
  path: 'log',
  roles: ['AUDITOR', 'OPERATOR'],
  nav: 'log',
  async show(main, { api, text: own, go }) {
    const here = h('div');
    main.append(here);
    const text = await words(own.language, 'log', 'proof');
    show(here, h('h1', null, text('title')), h('p', { class: 'loading', role: 'status' }, text('loading')));
    const [head, entries] = await Promise.all([api.get('/api/log'), newestEntries(SHOWN).catch(() => null)]);
    show(here,
      h('h1', null, text('title')),
      summary(text, head),
      h('div', { class: 'columns' }, card(text('witnesses'), vouching(text, head)), card(text('stamps'), stamps(text, head))),
      check(text, api),
      card(text('entries'), jump(text, go), newest(text, entries)),
      card(text('alone'), alone(text)));
  },
};

/** Day and minute: a figure is read from afar. */
const short = (text, at) => new Intl.DateTimeFormat(text.language, { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false }).format(Date.parse(at));

const outside = (head) => head.signatures.filter((each) => each.kind === 'WITNESS' && !each.local);

function summary(text, head) {
  const stamp = head.stamps[0];
  const witnesses = outside(head).length;
  return [
    head.accepted ? null : notice('bad', text('refused', { problem: head.problem })),
    figures(
      figure(text('size'), text.number(head.size), { note: text('size.note') }),
      figure(text('independent'), text.number(witnesses), { tone: witnesses ? 'good' : 'warn', note: text(witnesses ? 'independent.some' : 'independent.none') }),
      figure(text('stamped'), stamp ? short(text, stamp.at) : '–', { tone: stamp?.authority ? 'good' : 'warn', note: text(!stamp ? 'stamped.none' : stamp.authority ? 'stamped.outside' : 'stamped.local') })),
    facts([[text('origin'), head.origin], [text('root'), h('code', { id: 'root' }, head.root)]]),
  ];
}

const KINDS = { LOG: 'kind.log', LOG_SECOND: 'kind.second', WITNESS: 'kind.witness' };

function vouching(text, head) {
  const standing = (each) => (each.kind !== 'WITNESS' ? badge('plain', text('standing.log')) : each.local ? badge('warn', text('standing.local')) : badge('good', text('standing.outside')));
  return table([
    { head: text('who'), cell: (each) => h('span', { class: 'long' }, each.name) },
    { head: text('kind'), cell: (each) => text(KINDS[each.kind]) },
    { head: text('standing'), cell: standing },
    { head: text('signed'), cell: (each) => (each.at ? text.time(Date.parse(each.at)) : '–') },
  ], head.signatures, { caption: text('witnesses.caption') }).element;
}

function stamps(text, head) {
  return table([
    { head: text('size'), number: true, cell: (each) => text.number(each.size) },
    { head: text('stamped.at'), cell: (each) => text.time(Date.parse(each.at)) },
    { head: text('standing'), cell: (each) => (each.authority ? badge('good', each.authority) : badge('warn', text('standing.local'))) },
  ], head.stamps, { caption: text('stamps.caption'), empty: text('stamped.none') }).element;
}

function check(text, api) {
  const outcome = h('div', { id: 'head-check', 'aria-live': 'polite' });
  async function run() {
    show(outcome, h('p', { role: 'status' }, text('checking')));
    const found = await checkHead(keptPolicy());
    show(outcome, verdict(text, found), steps(text, found));
  }
  return card(text('check'), keysField(text, api, () => show(outcome)),
    h('p', null, h('button', { type: 'button', id: 'check-head', onclick: run }, text('check.head'))), outcome,
    h('p', { class: 'soft' }, text('honest')));
}

function jump(text, go) {
  const field = h('input', { id: 'index', inputmode: 'numeric', pattern: '[0-9]{1,15}', required: true });
  return h('form', { class: 'filters', onsubmit: (event) => { event.preventDefault(); go(`entry/${Number(field.value)}`); } },
    h('div', null, h('label', { for: 'index' }, text('jump')), field), h('button', { class: 'quiet' }, text('open')));
}

function newest(text, entries) {
  if (!entries) return notice('bad', text('entries.unreadable'));
  return table([
    { head: text('entry'), number: true, cell: (each) => h('a', { href: `#/entry/${each.index}` }, String(each.index)) },
    { head: text('stage'), cell: (each) => each.stage },
    { head: text('decision'), cell: (each) => each.decision },
    { head: text('rules'), cell: (each) => h('span', { class: 'long' }, each.rules.join(', ')) },
    { head: text('hour'), cell: (each) => (each.hour ? text.time(Date.parse(each.hour)) : '–') },
    { head: text('commitment'), cell: (each) => identifier(each.commitment) },
  ], entries, { caption: text('entries.caption', { n: entries.length }), empty: text('entries.none') }).element;
}

function alone(text) {
  const log = `${location.origin}/log`;
  return [
    h('p', null, text('alone.why')),
    h('pre', null, `java -jar breakwater-verifier.jar verify ${log} --policy POLICY\nbreakwater audit follow ${log} --policy POLICY --state DIR`),
  ];
}

// Searches the operator's private index; the log says who searched, and each hit is proven here.
import { h, show } from '../dom.js';
import { words } from '../text.js';
import { badge, card, identifier, notice } from '../parts/notice.js';
import { table } from '../parts/table.js';
import { checkProof } from '../proof/check.js';
import { isOperators, keptPolicy, keysField } from '../proof/keys.js';

const FIELDS = [['vehicle', 'text'], ['from', 'date'], ['to', 'date'], ['decision', 'text'], ['clause', 'text'], ['recipient', 'text']];
const DECISIONS = ['STORED', 'REFUSED', 'QUARANTINED', 'ERASED', 'RELEASED', 'PERMITTED', 'DISCLOSED', 'ACTIVATED'];

export const page = {
  path: 'search',
  roles: ['AUDITOR'],
  nav: 'search',
  async show(main, { api, text: own, params, user }) {
    const here = h('div');
    main.append(here);
    const text = await words(own.language, 'search', 'proof');
    const results = h('div', { id: 'results', 'aria-live': 'polite' });
    const inputs = Object.fromEntries(FIELDS.map(([name, type]) => [name, h('input', { id: `search-${name}`, type, maxlength: '200', value: params[name] ?? '', list: name === 'decision' ? 'decisions' : null, placeholder: name === 'clause' ? 'PIPL Art. 39' : null })]));
    const button = h('button', { id: 'search' }, text('search'));
    show(here,
      h('h1', null, text('title')),
      notice('plain', text('logged', { name: user.name })),
      card(null, h('form', { onsubmit: run },
        h('div', { class: 'filters' }, FIELDS.map(([name]) => h('div', null, h('label', { for: `search-${name}` }, text(name)), inputs[name]))),
        h('datalist', { id: 'decisions' }, DECISIONS.map((each) => h('option', { value: each }))), button)),
      results,
      card(text('keys'), keysField(text, api, () => {})));

    async function run(event) {
      event.preventDefault();
      button.disabled = true;
      show(results, h('p', { role: 'status' }, text('searching')));
      try {
        const found = await api.post('/api/search', Object.fromEntries(FIELDS.map(([name]) => [name, inputs[name].value.trim()])));
        show(results, card(text('hits', { n: found.hits.length }), summary(text, found), hits(text, found)));
      } catch (problem) {
        show(results, notice('bad', text.has(`problem.${problem.code}`) ? text(`problem.${problem.code}`) : text('failed'), ' ', problem.message));
      } finally {
        button.disabled = false;
      }
    }
  },
};

function summary(text, found) {
  return [
    h('p', null, h('a', { href: `#/entry/${found.logged}` }, text('entered', { n: String(found.logged) })), ' ', text('complete', { n: found.complete })),
    found.more ? notice('warn', text('more', { n: found.hits.length })) : null,
  ];
}

function hits(text, found) {
  const marks = new Map(found.hits.map((hit) => [hit.index, h('span', null, badge('plain', text('unchecked')))]));
  const outcome = h('div', { id: 'hits-check' });
  async function all() {
    let good = 0;
    for (const hit of found.hits) {
      const check = await checkProof(hit.proof, keptPolicy());
      const holds = check.verdict !== 'broken' && ['stage', 'decision'].every((field) => check.leaf[field] === hit[field]) && check.leaf.sequence === hit.index;
      good += holds ? 1 : 0;
      show(marks.get(hit.index), holds ? badge(check.verdict === 'verified' ? 'good' : 'warn', text(`mark.${check.verdict}`)) : badge('bad', text('mark.broken')));
    }
    const every = good === found.hits.length;
    const trusted = keptPolicy() && !isOperators();
    show(outcome, notice(every ? (trusted ? 'good' : 'warn') : 'bad', text(every ? (trusted ? 'all-good' : 'all-integrity') : 'some-bad', { n: good, all: found.hits.length })));
  }
  return [
    found.hits.length ? h('p', null, h('button', { type: 'button', class: 'quiet', id: 'check-hits', onclick: all }, text('check-all'))) : null,
    outcome,
    table([
      { head: text('entry'), number: true, cell: (hit) => h('a', { href: `#/entry/${hit.index}${hit.item ? `?item=${encodeURIComponent(hit.item)}` : ''}` }, String(hit.index)) },
      { head: text('proof'), cell: (hit) => marks.get(hit.index) },
      { head: text('stage'), cell: (hit) => hit.stage },
      { head: text('decision'), cell: (hit) => hit.decision },
      { head: text('hour'), cell: (hit) => text.time(Date.parse(hit.hour)) },
      { head: text('rules'), cell: (hit) => h('span', { class: 'long' }, hit.rules.join(', ')) },
      { head: text('about'), cell: (hit) => (hit.erased ? badge('plain', text('erased')) : h('span', { class: 'long' }, [hit.item, hit.category, hit.recipient].filter(Boolean).join(' · '))) },
      { head: text('vehicle'), cell: (hit) => (hit.vehicle ? identifier(hit.vehicle) : '–') },
    ], found.hits, { caption: text('hits.caption'), empty: text('none') }).element,
  ];
}

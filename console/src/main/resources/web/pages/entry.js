// One entry: what was decided, by which clause, and that it is in the log, computed here step by step.
import { h, show } from '../dom.js';
import { save } from '../api.js';
import { words } from '../text.js';
import { badge, card, facts, notice } from '../parts/notice.js';
import { checkEntry, parsed } from '../proof/check.js';
import { keptPolicy, keysField } from '../proof/keys.js';
import { drawing, steps, verdict } from '../proof/show.js';

export const page = {
  path: 'entry/:index',
  roles: ['AUDITOR', 'OPERATOR'],
  nav: null,
  under: 'log',
  async show(main, { api, text: own, params }) {
    const here = h('div');
    main.append(here);
    const text = await words(own.language, 'entry', 'proof');
    const index = Number(params.index);
    const decision = h('div', null, h('p', { class: 'loading', role: 'status' }, text('loading')));
    const proof = h('div', { id: 'entry-check', 'aria-live': 'polite' });
    show(here,
      h('h1', null, text('title', { n: String(index) })),
      h('p', null, index > 0 ? [h('a', { href: `#/entry/${index - 1}` }, text('previous')), ' · '] : null, h('a', { href: `#/entry/${index + 1}` }, text('next')), ' · ', h('a', { href: '#/log' }, text('to-log'))),
      decision, card(text('check'), proof), card(text('keys'), keysField(text, api, run)),
      card(text('alone'), h('p', null, text('alone.why')), h('pre', null, `java -jar breakwater-verifier.jar prove check ${index}.tlog-proof --policy POLICY`)));

    async function run() {
      show(proof, h('p', { role: 'status' }, text('checking')));
      const found = await checkEntry(index, keptPolicy());
      if (!found.entry) {
        show(decision, notice('bad', text('unreadable')));
        show(proof, verdict(text, found), steps(text, found));
        return;
      }
      const leaf = parsed(found.entry);
      show(proof, verdict(text, found), h('div', { class: 'columns' }, steps(text, found), drawing(text, found.drawn)),
        h('p', null, h('button', { type: 'button', class: 'quiet', id: 'keep-proof', onclick: () => save({ name: `${index}.tlog-proof`, blob: new Blob([found.proof]) }) }, text('keep'))));
      await told(leaf);
    }

    async function told(leaf) {
      const query = `ids=${encodeURIComponent(leaf.rules.join(','))}&pack=${encodeURIComponent(leaf.pack)}`;
      const rules = leaf.rules.length ? await api.get(`/api/policy/rules?${query}`) : [];
      show(decision, card(text('decision'), inWords(text, leaf), rules.map((rule) => because(text, rule)), said(text, leaf, params.item)));
    }

    await run();
  },
};

const DENIED = new Set(['REFUSED', 'QUARANTINED', 'DENIED', 'WITHHELD']);

function inWords(text, leaf) {
  const key = `says.${leaf.stage}.${leaf.decision}`;
  const sentence = text.has(key) ? text(key) : text('says.other', { stage: leaf.stage, decision: leaf.decision });
  return notice(DENIED.has(leaf.decision) ? 'warn' : 'plain', h('strong', null, sentence));
}

function because(text, { id, rule, pack, exact }) {
  if (!rule) return h('div', { class: 'rule' }, h('p', null, h('strong', null, id)), h('p', { class: 'soft' }, text('rule.unknown')));
  const title = rule.instrument ? rule.instrument[text.language] : null;
  return h('div', { class: 'rule' },
    h('p', { class: 'reason' }, rule.reason[text.language]),
    h('p', null, h('strong', null, rule.clause), title ? ` — ${title}` : null, rule.instrument?.reference ? h('span', { class: 'soft' }, ` (${rule.instrument.reference})`) : null),
    h('p', { class: 'soft' }, text('rule', { id, pack }), ' ', rule.verified ? badge('good', text('rule.verified')) : badge('warn', text('rule.unverified')), exact ? null : [' ', badge('warn', text('rule.other'))]));
}

function said(text, leaf, item) {
  return facts([
    [text('stage'), leaf.stage], [text('verdict'), leaf.decision],
    [text('hour'), leaf.hour ? text.time(Date.parse(leaf.hour)) : '–'],
    [text('pack'), h('code', null, leaf.pack)],
    [text('commitment'), [h('code', null, leaf.commitment), h('div', { class: 'soft' }, text('commitment.note'))]],
    ...(item ? [[text('item'), [h('span', { class: 'long' }, item), ' ', h('a', { href: `#/reports?kind=item&about=${encodeURIComponent(item)}` }, text('disclose'))]]] : []),
  ]);
}

// The policy in force: who signed it, what it changed, what a shadow would do, why something is decided.
import { h, show } from '../dom.js';
import { badge, card, facts, figure, figures, identifier, notice } from '../parts/notice.js';
import { barChart } from '../parts/chart.js';
import { table } from '../parts/table.js';

const VERDICTS = { permit: 'good', transform: 'warn', deny: 'bad' };

export const page = {
  path: 'policy',
  roles: ['AUDITOR', 'OPERATOR', 'ADMINISTRATOR'],
  nav: 'policy',
  async show(main, { api, text }) {
    const here = h('div');
    main.append(here);
    show(here, h('h1', null, text('title')), h('p', { class: 'loading', role: 'status' }, text('loading')));
    const [policy, changes, coverage, vocabulary] = await Promise.all(['', '/changes', '/coverage', '/vocabulary'].map((each) => api.get(`/api/policy${each}`)));
    show(here,
      h('h1', null, text('title')),
      summary(text, policy, coverage),
      h('div', { class: 'columns' }, card(text('active'), inForce(text, policy.active)), card(text('published'), published(text, policy))),
      card(text('explain'), explaining(text, api, vocabulary)),
      card(text('changes'), changed(text, policy, changes)),
      card(text('shadow'), shadow(text, policy.shadow)),
      card(text('coverage'), covered(text, coverage)));
  },
};

const name = (text, policy) => (policy.bundle ? `${policy.id} ${policy.sequence}` : text('built-in', { id: policy.id }));

function summary(text, { active, shadow: found }, coverage) {
  const whole = coverage.bothWays === coverage.rules.length;
  return figures(
    figure(text('active'), name(text, active), { tone: active.bundle ? 'good' : 'warn', note: text(active.bundle ? 'active.signed' : 'active.built-in') }),
    figure(text('rules'), `${text.number(coverage.bothWays)} / ${text.number(coverage.rules.length)}`, { tone: whole ? 'good' : 'warn', note: text('rules.note', { n: coverage.cases }) }),
    figure(text('failing'), text.number(coverage.failing.length), { tone: coverage.failing.length ? 'bad' : 'good', note: text('failing.note') }),
    figure(text('shadow'), found ? text.number(found.differ) : '–', { tone: found ? (found.differ ? 'warn' : 'good') : '', note: found ? text('shadow.note', { n: found.asked }) : text('shadow.none') }));
}

function inForce(text, active) {
  return facts([
    [text('name'), name(text, active)],
    [text('digest'), h('code', { id: 'policy-digest' }, active.digest)],
    [text('signers'), active.signers.length ? active.signers.join(', ') : text('signers.none')],
    [text('since'), active.from ? text.time(Date.parse(active.from)) : text('since.always')],
    [text('until'), active.until ? text.time(Date.parse(active.until)) : text('until.open')],
    [text('packs'), active.packs.join(', ')],
  ]);
}

function published(text, { active, published: all }) {
  const state = (each) => (each.digest === active.digest ? badge('good', text('state.active')) : Date.parse(each.from) > Date.now() ? badge('warn', text('state.waiting')) : badge('plain', text('state.past')));
  return table([
    { head: text('sequence'), number: true, cell: (each) => String(each.sequence) },
    { head: text('name'), cell: (each) => each.id },
    { head: text('since'), cell: (each) => text.time(Date.parse(each.from)) },
    { head: text('signers'), cell: (each) => each.signers.join(', ') },
    { head: text('digest'), cell: (each) => identifier(each.digest) },
    { head: text('state'), cell: state },
  ], all, { caption: text('published.caption'), empty: text('published.none') }).element;
}

function changed(text, { before }, changes) {
  if (!before) return h('p', { class: 'empty' }, text('changes.first'));
  const answer = (said) => [h('div', { class: 'long' }, said.rules.join(', ')), said.obligations.length ? h('div', { class: 'soft' }, said.obligations.join(', ')) : null];
  return [
    h('p', null, text('changes.against', { before: name(text, before), asked: changes.asked, differ: changes.differ })),
    table([
      { head: text('change'), cell: (each) => badge(each.change === 'newly-denied' ? 'warn' : 'plain', text(`change.${each.change}`)) },
      { head: text('stage'), cell: (each) => each.stage },
      { head: text('category'), cell: (each) => each.category },
      { head: text('before'), cell: (each) => answer(each.before) },
      { head: text('after'), cell: (each) => answer(each.after) },
      { head: text('count'), number: true, cell: (each) => text.number(each.count) },
    ], changes.differences, { caption: text('changes.caption'), empty: text('changes.none') }).element,
  ];
}

function shadow(text, found) {
  if (!found) return h('p', { class: 'empty' }, text('shadow.none'));
  return [
    h('p', null, text('shadow.said', { asked: found.asked, differ: found.differ, failed: found.failed })),
    table([
      { head: text('count'), number: true, cell: (each) => text.number(each.count) },
      { head: text('change'), cell: (each) => text(`change.${each.change}`) },
      { head: text('stage'), cell: (each) => each.stage },
      { head: text('category'), cell: (each) => each.category },
      { head: text('before'), cell: (each) => h('span', { class: 'long' }, each.before) },
      { head: text('after'), cell: (each) => h('span', { class: 'long' }, each.after) },
    ], found.differences, { caption: text('shadow.caption'), empty: text('shadow.same') }).element,
  ];
}

function explaining(text, api, vocabulary) {
  const select = (id, options) => h('select', { id }, options.map((each) => h('option', { value: each }, each)));
  const stage = select('explain-stage', vocabulary.stages);
  const data = h('input', { id: 'explain-data', list: 'categories', required: true, value: vocabulary.categories[0] ?? '' });
  const consent = select('explain-consent', vocabulary.consents);
  const purpose = h('input', { id: 'explain-purpose' });
  const at = h('input', { id: 'explain-at', type: 'datetime-local' });
  const known = vocabulary.known.map(({ name: fact, type }) => [fact, type === 'truth' ? select(`fact-${fact}`, ['', 'true', 'false']) : h('input', { id: `fact-${fact}`, inputmode: type === 'real' ? 'decimal' : null })]);
  const told = h('div', { id: 'explained', 'aria-live': 'polite' });
  const field = (id, label, input) => h('div', null, h('label', { for: id }, label), input);
  const ask = async (event) => {
    event.preventDefault();
    const facts_ = Object.fromEntries(known.map(([fact, input]) => [fact, input.value.trim()]).filter(([, value]) => value !== ''));
    const body = { stage: stage.value, data: data.value.trim(), consent: consent.value, purpose: purpose.value.trim(), at: at.value ? new Date(at.value).toISOString() : '', known: facts_ };
    try {
      show(told, decision(text, await api.post('/api/policy/explain', body)));
    } catch (problem) {
      show(told, notice('bad', problem.message));
    }
  };
  return [
    h('p', null, text('explain.why')),
    h('form', { onsubmit: ask },
      h('div', { class: 'filters' }, field('explain-stage', text('stage'), stage), field('explain-data', text('data'), data), field('explain-consent', text('consent'), consent), field('explain-purpose', text('purpose'), purpose), field('explain-at', text('at'), at)),
      h('datalist', { id: 'categories' }, vocabulary.categories.map((each) => h('option', { value: each }))),
      h('details', null, h('summary', null, text('facts')), h('div', { class: 'filters' }, known.map(([fact, input]) => field(`fact-${fact}`, fact, input)))),
      h('p', null, h('button', { id: 'explain' }, text('ask')))),
    told,
  ];
}

function decision(text, said) {
  const tone = VERDICTS[said.verdict];
  return [
    notice(tone, h('strong', { id: 'verdict' }, text(`verdict.${said.verdict}`)), ` ${said.category}, ${said.stage}`, said.obligations.length ? ` — ${said.obligations.join(', ')}` : null),
    said.because.map((rule) => h('div', { class: 'rule' },
      h('p', { class: 'reason' }, rule.reason[text.language]),
      h('p', null, h('strong', null, rule.clause), rule.instrument ? ` — ${rule.instrument[text.language]}` : null, rule.instrument?.reference ? h('span', { class: 'soft' }, ` (${rule.instrument.reference})`) : null),
      h('p', { class: 'soft' }, rule.id, ' ', rule.verified ? badge('good', text('verified')) : badge('warn', text('unverified'))))),
    said.declared.sensor ? h('p', { class: 'soft' }, text('declared', said.declared)) : null,
  ];
}

function covered(text, coverage) {
  const lacking = coverage.rules.filter((rule) => rule.decided === 0 || rule.abstained === 0);
  return [
    h('p', null, text('coverage.why')),
    coverage.failing.length ? notice('bad', coverage.failing.map((each) => h('div', null, each))) : null,
    barChart([{ name: text('both'), value: coverage.bothWays, tone: 'good' }, { name: text('lacking'), value: lacking.length, tone: lacking.length ? 'warn' : undefined }], { label: text('coverage'), number: text.number }),
    h('details', null, h('summary', null, text('coverage.all', { n: coverage.rules.length })), table([
      { head: text('rule'), cell: (rule) => rule.id },
      { head: text('clause'), cell: (rule) => rule.clause },
      { head: text('decided'), number: true, cell: (rule) => text.number(rule.decided) },
      { head: text('abstained'), number: true, cell: (rule) => text.number(rule.abstained) },
    ], coverage.rules, { caption: text('coverage.caption'), rowClass: (rule) => (rule.decided && rule.abstained ? null : 'warn') }).element),
  ];
}

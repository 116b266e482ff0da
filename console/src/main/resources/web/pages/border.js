// What leaves the country: how near the thresholds are, what ends when, who asked, who approved, what left.
import { h, show } from '../dom.js';
import { save } from '../api.js';
import { badge, card, facts, figure, figures, notice } from '../parts/notice.js';
import { confirm } from '../parts/dialog.js';
import { gauge } from '../parts/gauge.js';
import { table } from '../parts/table.js';

const TONES = { open: 'warn', approved: 'warn', decided: 'warn', logged: 'warn', delivered: 'good', refused: 'bad' };
const BASES = ['consent', 'contract', 'staff', 'legal-duty', 'emergency'];
const SOON_DAYS = 60;

export const page = {
  path: 'border',
  roles: ['AUDITOR', 'OPERATOR', 'ADMINISTRATOR'],
  nav: 'border',
  async show(main, context) {
    const here = h('div');
    main.append(here);
    const { api, text } = context;
    show(here, h('h1', null, text('title')), h('p', { class: 'loading', role: 'status' }, text('loading')));
    const told = h('div', { 'aria-live': 'polite' });
    async function draw() {
      let border;
      try {
        border = await api.get('/api/border');
      } catch (problem) {
        if (problem.code !== 'border-closed') throw problem;
        show(here, h('h1', null, text('title')), notice('warn', text('closed'), ' ', problem.message));
        return;
      }
      const ask = { ...context, border, told, draw };
      show(here, h('h1', null, text('title')), told,
        summary(text, border),
        h('div', { class: 'columns' }, card(text('gauges', { year: String(border.year) }), h('p', { class: 'soft' }, text('gauges.why')), border.gauges.map((each) => limit(text, each))), card(text('calendar'), calendar(text, border))),
        card(text('requests'), requests(ask)),
        asking(ask),
        card(text('permits'), permits(ask)),
        card(text('register'), report(text, api, border), h('div', { id: 'register' }, register(text, border))));
    }
    await draw();
  },
};

function summary(text, { requests: all, calendar: days }) {
  const waiting = all.filter((each) => each.state === 'open').length;
  const next = days.find((day) => day.daysLeft >= 0);
  return figures(
    figure(text('waiting'), text.number(waiting), { tone: waiting ? 'warn' : 'good', note: text(waiting ? 'waiting.some' : 'waiting.none') }),
    figure(text('delivered'), text.number(all.filter((each) => each.state === 'delivered').length), { note: text('delivered.note') }),
    figure(text('next'), next ? chinaDay(text, noon(next.day)) : '–', { tone: next && next.daysLeft <= SOON_DAYS ? 'warn' : 'good', note: next ? `${text(`due.${next.kind}`, { about: next.about })} ${text('left', { n: next.daysLeft })}` : text('calendar.none') }));
}

function limit(text, { kind, about, clause, persons, limit: most }) {
  return h('div', { 'data-gauge': about || kind },
    gauge({ label: text(`gauge.${kind}`, { about }), value: persons, limit: most, text: text('persons', { n: persons, limit: most }) }),
    h('p', { class: 'soft under' }, clause));
}

function calendar(text, { calendar: days }) {
  return days.length === 0 ? h('p', { class: 'empty' }, text('calendar.none')) : h('ol', { class: 'due' }, days.map((day) => {
    const tone = day.daysLeft < 0 ? 'bad' : day.daysLeft <= SOON_DAYS ? 'warn' : 'good';
    return h('li', { class: tone },
      h('span', { class: 'when' }, h('time', { datetime: day.day }, chinaDay(text, noon(day.day))), badge(tone, day.daysLeft < 0 ? text('past', { n: -day.daysLeft }) : text('left', { n: day.daysLeft }))),
      h('span', null, text(`due.${day.kind}`, { about: day.about }), day.provisional ? ` ${text('provisional')}` : null, day.clause ? h('span', { class: 'soft' }, ` ${day.clause}`) : null));
  }));
}

const entryLink = (text, index) => h('a', { class: 'nowrap', href: `#/entry/${index}` }, text('entry', { n: String(index) }));

function requests({ text, border, ...rest }) {
  const signed = (act, by) => (by ? h('div', null, h('dt', null, text(act)), h('dd', null, by.who, by.entry === undefined ? null : [' ', entryLink(text, by.entry)])) : null);
  return table([
    { head: text('number'), number: true, cell: (each) => String(each.number) },
    { head: text('state'), cell: (each) => badge(TONES[each.state] ?? 'plain', text(`state.${each.state}`)) },
    { head: text('what'), cell: (each) => [h('div', { class: 'long' }, `${each.recipient} · ${each.purpose}`), h('div', { class: 'soft' }, each.categories.join(', ')), h('div', { class: 'soft' }, `${chinaDay(text, each.from)} – ${chinaDay(text, each.until)}`), each.approved ? h('div', { class: 'soft long' }, text('under', { leave: each.approved.approval })) : null] },
    { head: text('who'), cell: (each) => h('dl', { class: 'who' }, signed('requested', each.requested ?? { who: text('unknown') }), signed('approved', each.approved), signed('ordered', each.ordered)) },
    { head: text('left-stayed'), cell: (each) => (each.release ? h('div', { class: 'words' }, text('rows', { n: each.release.rows, refused: each.release.refused }), each.release.entry === null ? null : [' ', entryLink(text, each.release.entry)], Object.entries(each.release.refusals).map(([why, n]) => h('div', { class: 'soft' }, `${n}: ${why}`))) : '–') },
    { head: text('do'), cell: (each) => act({ text, border, ...rest }, each) },
  ], border.requests, { caption: text('requests.caption'), empty: text('requests.none') }).element;
}

/** Who asked does not approve; the server says so too. */
function act({ text, api, border, user, told, draw }, request) {
  if (!user.roles.some((role) => role === 'OPERATOR' || role === 'ADMINISTRATOR')) return '–';
  if (['delivered', 'refused'].includes(request.state)) return '–';
  if (request.requested?.who === border.you) return h('span', { class: 'soft' }, text('not-you'));
  const n = String(request.number);
  const post = async (path, body, done) => {
    show(told, h('p', { role: 'status' }, text('doing')));
    told.scrollIntoView({ block: 'nearest' });
    const end = await api.post(`/api/border/requests/${n}/${path}`, body).then(done, (problem) => wrong(text, problem));
    await draw();
    show(told, end);
  };
  if (request.state === 'open' && request.requested && border.permits?.leaves.length) {
    const leave = h('select', { 'aria-label': text('leave') }, border.permits.leaves.map((each) => h('option', { value: each.number }, each.number)));
    const approve = async () => {
      const sure = await confirm({ title: text('approve.title', { n }), content: h('p', null, text('approve.why', { recipient: request.recipient, leave: leave.value })), yes: text('approve'), no: text('cancel') });
      if (sure) await post('approval', { approval: leave.value }, () => notice('good', text('done.approval', { n })));
    };
    return h('div', { class: 'act' }, leave, h('button', { type: 'button', onclick: approve }, text('approve')));
  }
  if (!['approved', 'decided', 'logged'].includes(request.state) || !request.approved) return '–';
  const button = h('button', { type: 'button', onclick: release }, text('release'));
  async function release() {
    const sure = await confirm({ title: text('release.title', { n }), content: h('p', null, text('release.why', { recipient: request.recipient, leave: request.approved.approval })), yes: text('release'), no: text('cancel') });
    if (!sure) return;
    button.disabled = true;
    await post('release', {}, ({ rows, refused }) => notice(rows > 0 ? 'good' : 'warn', text(rows > 0 ? 'done.release' : 'done.refused', { n, rows, refused })));
  }
  return h('div', { class: 'act' }, button);
}

function wrong(text, problem) {
  return notice('bad', text.has(`problem.${problem.code}`) ? text(`problem.${problem.code}`) : text('failed'), ' ', problem.message);
}

function asking({ text, api, border, user, told, draw }) {
  if (!user.roles.includes('OPERATOR')) return null;
  const input = (name, options = {}) => [name, h('input', { id: `ask-${name}`, required: true, ...options })];
  const inputs = Object.fromEntries([
    input('purpose'), input('categories', { placeholder: 'driver.behaviour' }), input('vehicles', { required: false }),
    input('from', { type: 'date' }), input('to', { type: 'date' }), input('notice', { pattern: '[0-9a-f]{64}' }), input('impact-assessment')]);
  const recipients = border.permits?.recipients ?? [];
  inputs.recipient = h('select', { id: 'ask-recipient' }, recipients.map((each) => h('option', { value: each.id }, `${each.name} (${each.jurisdiction})`)));
  inputs.basis = h('select', { id: 'ask-basis' }, BASES.map((each) => h('option', { value: each }, text(`basis.${each}`))));
  const list = (value) => value.split(/[\s,]+/).filter(Boolean);
  const send = async (event) => {
    event.preventDefault();
    const value = (name) => inputs[name].value.trim();
    const request = { recipient: value('recipient'), purpose: value('purpose'), categories: list(value('categories')), vehicles: list(value('vehicles')), from: midnight(value('from')), to: midnight(value('to')), basis: value('basis'), notice: value('notice'), 'impact-assessment': value('impact-assessment') };
    try {
      const filed = await api.post('/api/border/requests', { request });
      await draw();
      show(told, notice('good', text('asked', { n: String(filed.number), entry: String(filed.entry) })));
    } catch (problem) {
      show(told, wrong(text, problem));
    }
    told.scrollIntoView({ block: 'nearest' });
  };
  const order = ['recipient', 'purpose', 'categories', 'vehicles', 'from', 'to', 'basis', 'notice', 'impact-assessment'];
  return card(text('ask'), h('p', null, text('ask.why')), recipients.length === 0 ? notice('warn', text('no-permits')) : h('form', { id: 'ask', onsubmit: send },
    h('div', { class: 'filters' }, order.map((name) => h('div', null, h('label', { for: `ask-${name}` }, text(`ask.${name}`)), inputs[name]))),
    h('button', null, text('ask.send'))));
}

function permits({ text, api, border, user, told, draw }) {
  const paper = border.permits;
  const list = paper ? [
    facts([[text('sequence'), String(paper.sequence)], [text('exporter'), paper.exporter]]),
    table([
      { head: text('leave'), cell: (each) => h('span', { class: 'long' }, each.number) },
      { head: text('kind'), cell: (each) => text(`kind.${each.kind}`) },
      { head: text('recipient'), cell: (each) => `${each.recipient} (${each.jurisdiction})` },
      { head: text('categories'), cell: (each) => h('span', { class: 'long' }, each.categories.join(', ')) },
      { head: text('fields'), cell: (each) => h('span', { class: 'long' }, each.fields.join(', ')) },
      { head: text('cap'), number: true, cell: (each) => text.number(each.persons) },
      { head: text('until'), cell: (each) => chinaDay(text, each.until), nowrap: true },
    ], paper.leaves, { caption: text('permits.caption') }).element,
  ] : h('p', { class: 'empty' }, text('permits.none'));
  return [list, user.roles.some((role) => role === 'OPERATOR' || role === 'ADMINISTRATOR') ? taking({ text, api, told, draw }) : null];
}

/** Days are those of China, as the law counts them. */
const chinaDay = (text, instant) => new Intl.DateTimeFormat(text.language, { dateStyle: 'medium', timeZone: 'Asia/Shanghai' }).format(Date.parse(instant));
const noon = (day) => `${day}T12:00:00+08:00`;
const midnight = (day) => new Date(`${day}T00:00:00+08:00`).toISOString();

function taking({ text, api, told, draw }) {
  const note = h('textarea', { id: 'permits-note', rows: '4', spellcheck: 'false', required: true });
  const send = async (event) => {
    event.preventDefault();
    try {
      await api.post('/api/border/permits', { note: note.value });
      await draw();
      show(told, notice('good', text('taken')));
    } catch (problem) {
      show(told, wrong(text, problem));
    }
  };
  return h('details', null, h('summary', null, text('take')), h('form', { onsubmit: send }, h('p', null, text('take.why')), h('label', { for: 'permits-note' }, text('take.note')), note, h('p', null, h('button', { class: 'quiet' }, text('take.send')))));
}

function report(text, api, border) {
  const form = h('select', { id: 'register-form' }, ['pdf', 'html', 'csv', 'json', 'text'].map((each) => h('option', { value: each }, each.toUpperCase())));
  const fetchIt = async () => save(await api.download(`/api/border/report?form=${form.value}&language=${text.language}&year=${border.year}`));
  return h('div', { class: 'filters' }, h('div', null, h('label', { for: 'register-form' }, text('form')), form), h('button', { type: 'button', id: 'register-report', onclick: fetchIt }, text('report')));
}

function register(text, border) {
  const number = (column) => ({ head: text(`register.${column}`), number: true, cell: (row) => text.number(Number(row[column])) });
  return table([
    { head: text('register.release'), number: true, cell: (row) => row.release },
    { head: text('register.state'), cell: (row) => badge(TONES[row.state] ?? 'plain', text(`state.${row.state}`)) },
    { head: text('register.at'), cell: (row) => text.time(Date.parse(row.at)) },
    { head: text('what'), cell: (row) => [h('div', { class: 'long' }, `${row.recipient} · ${row.purpose}`), h('div', { class: 'soft' }, row.categories), h('div', { class: 'soft long' }, row.approval)] },
    number('rows'), number('rows-refused'), number('persons-general'), number('persons-sensitive'),
    { head: text('register.log-index'), number: true, cell: (row) => (row['log-index'] ? h('a', { href: `#/entry/${row['log-index']}` }, row['log-index']) : '–') },
    { head: text('register.kept-until'), cell: (row) => chinaDay(text, row['kept-until']), nowrap: true },
  ], border.register, { caption: text('register.caption'), empty: text('register.none') }).element;
}

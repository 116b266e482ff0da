// What an auditor takes home: disclosure bundles, evidence packs, the compliance audit, dossier and annual report.
import { h, show } from '../dom.js';
import { save } from '../api.js';
import { card, notice } from '../parts/notice.js';

const KINDS = ['item', 'vehicle', 'clip', 'recipient'];
const LANGUAGES = [['zh', '中文'], ['en', 'English'], ['ja', '日本語']];
const FORMS = [['pdf', 'PDF'], ['html', 'HTML']];

export const page = {
  path: 'reports',
  roles: ['AUDITOR', 'OPERATOR'],
  nav: 'reports',
  async show(main, { api, text, params, user }) {
    const here = h('div');
    main.append(here);
    show(here, h('h1', null, text('title')), h('p', { class: 'loading', role: 'status' }, text('loading')));
    const available = await api.get('/api/reports');
    show(here,
      h('h1', null, text('title')),
      user.roles.includes('AUDITOR') ? disclosing(text, api, params, user) : null,
      h('div', { class: 'columns' },
        card(text('dossier'), h('p', null, text('dossier.why')), available.dossier ? null : notice('warn', text('dossier.missing')), making(text, api, '/api/reports/dossier', () => ({}), !available.dossier)),
        card(text('exports'), h('p', null, text('exports.why')), h('p', null, h('a', { href: '#/border' }, text('exports.link'))))),
      annual(text, api, available),
      sheet(text, api, available, 'incident'));
  },
};

function said(text, problem) {
  return notice('bad', text.has(`problem.${problem.code}`) ? text(`problem.${problem.code}`) : text('failed'), ' ', problem.message);
}

const select = (id, options, chosen) => h('select', { id }, options.map(([value, name]) => h('option', { value, selected: value === chosen }, name)));
const field = (id, name, input) => h('div', null, h('label', { for: id }, name), input);

/** Does something slow with a button: says so, gives the file, or says why there is none. */
function doing(text, button, told, work) {
  return async (event) => {
    event.preventDefault();
    button.disabled = true;
    show(told, h('p', { role: 'status' }, text('making')));
    try {
      show(told, await work());
    } catch (problem) {
      show(told, said(text, problem));
    } finally {
      button.disabled = false;
    }
  };
}

function disclosing(text, api, params, user) {
  const kind = select('kind', KINDS.map((each) => [each, text(`kind.${each}`)]), params.kind ?? 'item');
  const about = h('input', { id: 'about', required: true, maxlength: '200', value: params.about ?? '' });
  const from = h('input', { id: 'disclose-from', type: 'date' });
  const until = h('input', { id: 'disclose-until', type: 'date' });
  const purpose = h('input', { id: 'purpose', required: true, maxlength: '200', pattern: '[ -!#-\\[\\]-~]+' });
  const tick = (id, options) => h('label', { class: 'tick', for: id }, h('input', { id, type: 'checkbox', ...options }), ' ', text(`tick.${id}`));
  const report = h('input', { id: 'with-report', type: 'checkbox' });
  const language = select('disclose-language', LANGUAGES, text.language);
  const form = select('disclose-form', FORMS, 'pdf');
  const chosen = [field('disclose-language', text('language-of'), language), field('disclose-form', text('form'), form)];
  const days = [field('disclose-from', text('from'), from), field('disclose-until', text('until'), until)];
  const button = h('button', { id: 'disclose' }, text('disclose'));
  const told = h('div', { id: 'disclosed', 'aria-live': 'polite' });
  const payload = tick('payload', {});
  const shown = () => {
    days.forEach((each) => { each.hidden = kind.value !== 'vehicle'; });
    chosen.forEach((each) => { each.hidden = !report.checked; });
  };
  kind.addEventListener('change', shown);
  report.addEventListener('change', shown);
  shown();
  const work = async () => {
    const body = { kind: kind.value, about: about.value.trim(), from: from.value, until: until.value, purpose: purpose.value, payload: payload.querySelector('input').checked, report: report.checked, form: form.value, language: language.value };
    save(await api.download('/api/disclosures', body));
    return notice('good', text('disclosed'));
  };
  return card(text('bundles'),
    notice('plain', text('bundles.why', { name: user.name })),
    h('form', { onsubmit: doing(text, button, told, work) },
      h('div', { class: 'filters' }, field('kind', text('kind'), kind), field('about', text('about'), about), days, field('purpose', text('purpose'), purpose)),
      h('fieldset', null, h('legend', null, text('fields')),
        tick('decision', { checked: true, disabled: true }), tick('opening', { checked: true, disabled: true }), payload),
      h('div', { class: 'filters' }, h('label', { class: 'tick', for: 'with-report' }, report, ' ', text('with-report')), chosen),
      button),
    told,
    h('p', { class: 'soft' }, text('bundles.check')));
}

/** Language, form and a button that fetches a report. */
function making(text, api, path, body, disabled = false) {
  const name = path.split('/').pop();
  const language = select(`${name}-language`, LANGUAGES, text.language);
  const form = select(`${name}-form`, FORMS, 'pdf');
  const button = h('button', { id: `make-${name}`, disabled }, text('make'));
  const told = h('div', { 'aria-live': 'polite' });
  const work = async () => {
    save(await api.download(path, { ...(await body()), form: form.value, language: language.value }));
    return notice('good', text('made'));
  };
  return h('form', { onsubmit: doing(text, button, told, work) },
    h('div', { class: 'filters' }, field(`${name}-language`, text('language-of'), language), field(`${name}-form`, text('form'), form), button), told);
}

function annual(text, api, available) {
  const year = h('input', { id: 'figures-year', inputmode: 'numeric', pattern: '20[0-9]{2}', required: true, value: String(new Date().getFullYear()) });
  const button = h('button', { class: 'quiet', id: 'count' }, text('count'));
  const told = h('div', { id: 'counted', 'aria-live': 'polite' });
  const count = async () => {
    const made = await api.post('/api/reports/figures', { year: Number(year.value) });
    const line = (name, { file, digest }) => `${name}: {file: ${file}, digest: "${digest}"}\n`;
    return [notice('good', text('counted')), h('pre', { id: 'lines' }, line('figures', made.figures), line('register', made.register))];
  };
  const counting = h('form', { class: 'filters', onsubmit: doing(text, button, told, count) }, field('figures-year', text('year'), year), button);
  return sheet(text, api, available, 'annual', [h('h3', null, text('figures')), h('p', null, text('figures.why')), counting, told]);
}

/** A report that rests on a sheet: one of the folder, or one that is given here. */
function sheet(text, api, available, kind, before = []) {
  const listed = select(`${kind}-sheet`, [['', text('sheet.given')], ...available.sheets.map((each) => [each, each])], '');
  const given = h('textarea', { id: `${kind}-text`, rows: '8', spellcheck: 'false', placeholder: text(`${kind}.example`) });
  const file = h('input', { id: `${kind}-file`, type: 'file', accept: '.yaml,.yml', onchange: async () => { given.value = await file.files[0].text(); } });
  const own = h('div', null, field(`${kind}-file`, text('sheet.file'), file), field(`${kind}-text`, text('sheet.text'), given));
  listed.addEventListener('change', () => { own.hidden = listed.value !== ''; });
  return card(text(kind), h('p', null, text(`${kind}.why`)), before,
    h('p', { class: 'soft' }, text('folder', { folder: available.folder })),
    field(`${kind}-sheet`, text('sheet'), listed), own,
    making(text, api, `/api/reports/${kind}`, () => (listed.value ? { file: listed.value } : { sheet: given.value })));
}

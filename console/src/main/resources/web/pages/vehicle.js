// One vehicle: what it says of itself, its signals and track, its clips as they left it.
import { h, show } from '../dom.js';
import { badge, card, facts, identifier, notice } from '../parts/notice.js';
import { lineChart } from '../parts/chart.js';
import { clipFrames } from '../parts/frames.js';
import { mapPart } from '../parts/map.js';
import { ruleId, saidOf } from '../parts/rule.js';
import { table } from '../parts/table.js';
import { trackDrawing, trackTable } from '../parts/track.js';

const HOURS = [1, 6, 24, 72, 336];

export const page = {
  path: 'vehicle/:vehicle',
  roles: ['OPERATOR'],
  nav: null,
  under: 'fleet',
  async show(main, { api, text, params }) {
    const path = `/api/vehicles/${encodeURIComponent(params.vehicle)}`;
    const known = await api.get(path);
    const clips = clipCard(known, api, text);
    const opened = signals(path, api, text);
    main.append(
      h('p', null, h('a', { href: '#/fleet' }, text('back'))),
      h('h1', null, text('title', { name: `${known.line.vehicle.slice(0, 12)}…` })),
      notice('plain', text('logged')),
      h('div', { class: 'columns' }, card(text('known'), summary(known, text)), card(text('consents'), consents(known.consents, text))),
      opened.element,
      clips.element,
      card(text('stayed'), stayed(known.stayed, text)),
      h('div', { class: 'columns' },
        card(text('plans'), plans(known.plans, text)),
        card(text('categories'), facts(Object.entries(known.categories).map(([name, rows]) => [name, text.number(rows)])))),
      card(text('lost'), lost(known.lost, text)),
    );
    return () => {
      clips.free();
      opened.free();
    };
  },
};

function summary({ line, certificate, policy, software }, text) {
  return facts([
    [text('title', { name: '' }), h('code', null, line.vehicle)],
    [text('registry'), [badge(line.status === 'ENROLLED' ? '' : 'bad', text(`status.${line.status}`)), ' ', line.sinceMillis ? text('since', { time: text.time(line.sinceMillis) }) : null]],
    [text('heard'), [line.heardMillis ? text.time(line.heardMillis) : text('never'), ' ', line.online ? badge('good', text('is-online')) : badge('', text('is-offline'))]],
    [text('rows'), text.number(line.rows)],
    [text('quarantined'), text.number(line.quarantined)],
    [text('certificate'), certificate ? identifier(certificate) : '–'],
    [text('policy'), policy ? [text('policy.value', policy), ' ', identifier(policy.digest)] : text('policy.built-in')],
    [text('software'), software ? software.version : text('policy.none')],
    [text('models'), software ? software.models.map((model) => [identifier(model), ' ']) : text('policy.none')],
  ]);
}

function consents(all, text) {
  return table(
    [
      { head: text('purpose'), cell: (each) => each.purpose },
      { head: text('decision'), cell: (each) => state(each, text) },
      { head: text('until'), cell: (each) => (each.untilMillis ? text.time(each.untilMillis) : '–') },
      { head: text('decided'), cell: (each) => text.time(each.decidedMillis) },
      { head: text('data'), cell: (each) => each.categories.join(', ') },
    ],
    all,
    { caption: text('consents.caption'), empty: text('consents.none') },
  ).element;
}

function state(consent, text) {
  if (consent.untilMillis && consent.untilMillis < Date.now()) return badge('', text('ended'));
  return badge(consent.state === 'NO' ? '' : 'good', text(`state.${consent.state}`));
}

/** Opened on demand: the log has who opened them. */
function signals(path, api, text) {
  const hours = h('select', { id: 'hours' }, HOURS.map((n) => h('option', { value: n, selected: n === 24 }, n > 24 ? text('days.n', { n: n / 24 }) : text('hours.n', { n }))));
  const shown = h('div', { class: 'signals', 'aria-live': 'polite' });
  const button = h('button', { type: 'button', onclick: open }, text('open-signals'));
  let free = () => {};
  async function open() {
    button.disabled = true;
    free();
    free = () => {};
    show(shown, h('p', { class: 'soft' }, text('opening')));
    const back = `hours=${hours.value}`;
    try {
      const { stored, map } = await api.get(`${path}/telemetry?${back}`);
      const drawn = map && mapPart(map, () => api.get(`${path}/places?${back}`), text);
      free = drawn?.free ?? free;
      show(shown, telemetry(stored, drawn?.element, text));
    } catch (problem) {
      show(shown, notice('bad', text(problem.status === 503 ? 'problem.unavailable' : 'problem.unknown', { message: problem.message })));
    }
    button.disabled = false;
  }
  const element = card(text('signals'), h('p', { class: 'soft' }, text('signals.ask')),
    h('div', { class: 'filters' }, h('div', null, h('label', { for: 'hours' }, text('hours')), hours), button), shown);
  return { element, free: () => free() };
}

function telemetry(stored, map, text) {
  const charts = stored.series.map((series) => h('section', { class: 'series' },
    h('h3', null, series.path),
    h('p', { class: 'soft' }, text('series.words', { n: series.samples, last: series.last, category: series.category, purpose: series.purpose })),
    series.points.length > 0 ? chart(series, text) : null));
  return [
    stored.cut ? notice('plain', text('signals.cut', { n: stored.rows })) : null,
    stored.erased ? notice('plain', text('signals.erased', { n: stored.erased })) : null,
    charts.length > 0 ? h('div', { class: 'columns' }, charts) : h('p', { class: 'empty' }, text('signals.none')),
    h('h3', null, text('track')),
    track(stored.track, text),
    map ? [h('h3', null, text('map')), map] : null,
  ];
}

function chart(series, text) {
  const clock = new Intl.DateTimeFormat(text.language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  return lineChart([{ name: series.path, points: series.points }], {
    label: text('series.label', { path: series.path, n: series.samples, last: series.last }),
    xText: (at) => clock.format(at),
    number: (value) => text.number(value),
    zero: false,
  });
}

function track(way, text) {
  if (way.points.length === 0) return h('p', { class: 'empty' }, text('track.none'));
  const metres = (value) => Math.round(value);
  return [
    h('p', { class: 'soft' }, text('track.words', { east: metres(way.cellEastMetres), north: metres(way.cellNorthMetres) })),
    trackDrawing(way, { label: text('track.label', { n: way.points.length }), start: text('track.start'), end: text('track.end') }),
    h('details', null, h('summary', null, text('track.table')),
      trackTable(way, { caption: text('track.caption'), from: text('track.from'), until: text('track.until'), east: text('track.east'), north: text('track.north') }, text)),
  ];
}

function clipCard({ clips, anonymizer }, api, text) {
  const shown = h('div', { class: 'clip', 'aria-live': 'polite' });
  let free = () => {};
  async function open(clip, button) {
    button.disabled = true;
    free();
    free = () => {};
    show(shown, h('p', { class: 'soft' }, text('opening')));
    try {
      const opened = await api.get(`/api/clip?item=${encodeURIComponent(clip.item)}`);
      const frames = clipFrames(opened, text);
      free = frames.free;
      show(shown, h('h3', null, text('clip'), ' ', identifier(opened.clip), ' · ', opened.sensor), outlineSwitch(opened, frames.element, text), frames.element);
    } catch (problem) {
      const key = `problem.${problem.code}`;
      show(shown, notice('bad', text.has(key) ? text(key, { message: problem.message }) : text('problem.unknown', { message: problem.message })));
    }
    button.disabled = false;
  }
  const list = table(
    [
      { head: text('clip'), cell: (clip) => identifier(clip.clip) },
      { head: text('sensor'), cell: (clip) => clip.sensor },
      { head: text('came'), cell: (clip) => text.time(clip.heardMillis) },
      { head: text('frames'), number: true, cell: (clip) => text.number(clip.frames) },
      { head: text('faces'), number: true, cell: (clip) => text.number(clip.faces) },
      { head: text('plates'), number: true, cell: (clip) => text.number(clip.plates) },
      { head: text('open'), cell: (clip) => h('button', { type: 'button', class: 'quiet', 'aria-label': `${text('open')} ${clip.clip.slice(0, 12)}`, onclick: (event) => open(clip, event.currentTarget) }, text('open')) },
    ],
    clips,
    { caption: text('clips.caption'), empty: text('clips.none') },
  );
  const words = anonymizer.clips > 0 ? h('p', { class: 'soft' }, text('anonymized', anonymizer)) : null;
  return { element: card(text('clips'), words, list.element, shown), free: () => free() };
}

/** Above what is covered already, an outline shows where; a car of an earlier release sends none. */
function outlineSwitch(clip, frames, text) {
  const covered = clip.shown.some((frame) => frame.faces + frame.plates > 0);
  if (!covered) return null;
  if (!clip.shown.some((frame) => frame.masks?.length > 0)) return h('p', { class: 'soft' }, text('outline.none'));
  const box = h('input', { type: 'checkbox', checked: true, onchange: () => frames.classList.toggle('plain', !box.checked) });
  return h('label', { class: 'switch' }, box, ' ', text('outline'));
}

function stayed(all, text) {
  return table(
    [
      { head: text('what'), cell: (each) => each.category },
      { head: text('fate'), cell: (each) => text(`fate.${each.fate}`) },
      { head: text('why'), cell: (each) => [h('div', { class: 'words' }, saidOf(each, text)), each.rules.map((rule) => h('div', { class: 'soft' }, ruleId(rule), ' ', rule.clause))] },
      { head: text('count'), number: true, cell: (each) => text.number(each.count) },
    ],
    all,
    { empty: text('stayed.none') },
  ).element;
}

function plans(all, text) {
  return table(
    [
      { head: text('plan'), cell: (each) => each.plan },
      { head: text('verdict'), cell: (each) => badge(each.verdict === 'FOLLOWED' ? 'good' : 'warn', text(`verdict.${each.verdict}`)) },
      { head: text('why'), cell: (each) => [each.reason, each.rules.map((rule) => h('div', { class: 'soft' }, ruleId(rule)))] },
      { head: text('decided'), cell: (each) => text.time(each.atMillis) },
    ],
    all,
    { empty: text('plans.none') },
  ).element;
}

function lost(reasons, text) {
  const all = Object.entries(reasons);
  return all.length > 0 ? facts(all.map(([reason, items]) => [reason, text.number(items)])) : h('p', { class: 'empty' }, text('lost.none'));
}

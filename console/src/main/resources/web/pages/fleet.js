// The fleet at a glance: is anything wrong, what comes in, what was kept back and why.
import { h, put, show } from '../dom.js';
import { badge, card, facts, figure, figures, identifier, notice } from '../parts/notice.js';
import { barChart, lineChart } from '../parts/chart.js';
import { changing } from '../parts/changing.js';
import { reasonOf, ruleId, saidOf } from '../parts/rule.js';
import { table } from '../parts/table.js';

const VEHICLES_EVERY_MILLIS = 5000;
const DEBOUNCE_MILLIS = 250;
const HOUR_MILLIS = 3_600_000;
const DAY_HOURS = 24;

export const page = {
  path: 'fleet',
  roles: ['OPERATOR'],
  nav: 'fleet',
  async show(main, { api, live, text }) {
    const parts = [
      changing((fleet) => alarms(fleet, text)),
      changing((fleet) => totals(fleet, text)),
      changing((fleet) => card(text('rates'), rates(fleet.rates, text))),
      changing((hours) => card(text('hours'), byHour(hours, text))),
      changing((rulings) => card(text('rulings'), ruled(rulings, text))),
      changing((stayed) => card(text('stayed'), reasons(stayed, text))),
      changing((fleet) => card(text('anonymizer'), anonymizer(fleet, text))),
      changing((fleet) => card(text('policies'), used(fleet, text))),
      changing((receiver) => card(text('receiver'), received(receiver, text))),
    ];
    const [top, sums, coming, hours, rulings, stayed, masks, policies, receiver] = parts;
    const fleetOf = vehicles(api, text);
    main.append(
      h('h1', null, text('title')),
      top.element,
      sums.element,
      h('div', { class: 'columns' }, coming.element, hours.element),
      rulings.element,
      h('div', { class: 'columns' }, stayed.element, masks.element),
      fleetOf.element,
      h('div', { class: 'columns' }, policies.element, receiver.element),
    );
    show(top.element, notice('plain', text('reading')));
    const end = live('fleet', (fleet) => {
      top.update(alarming(fleet));
      sums.update({ items: fleet.items, cars: fleet.cars, stayed: sum(fleet.stayed), lost: fleet.lost });
      coming.update({ rates: fleet.rates });
      hours.update(fleet.hours);
      rulings.update(fleet.rulings);
      stayed.update(fleet.stayed.reasons);
      masks.update({ anonymizer: fleet.anonymizer, withheld: fleet.stayed.withheld });
      policies.update({ policies: fleet.policies, onshore: fleet.onshore });
      receiver.update(fleet.receiver);
    });
    return () => {
      end();
      fleetOf.stop();
    };
  },
};

const sum = ({ skipped, withheld, refused, kept }) => skipped + withheld + refused + kept;

/** What the first lines are made of; times that change each second are not. */
function alarming({ problem, log, erasures, quarantine, incidents, lost, stayed, receiver }) {
  const rows = Object.values(quarantine).reduce((all, one) => all + one, 0);
  return { problem, log: log.read < log.size ? log : null, erasures, rows, incidents, lost: lost.tombstones, withheld: stayed.withheld, postponed: receiver?.postponed };
}

function alarms(now, text) {
  const link = (path) => h('a', { href: `#/${path}` }, text('look'));
  const all = [];
  if (now.problem) all.push(notice('bad', text('problem', { problem: now.problem })));
  if (now.log) all.push(notice('plain', text('behind', now.log)));
  if (now.erasures.late) all.push(notice('bad', text('alarm.late', { n: now.erasures.late }), ' ', link('erasure')));
  if (now.rows) all.push(notice('warn', text('alarm.quarantine', { n: now.rows }), ' ', link('quarantine')));
  if (now.incidents) all.push(notice('warn', text('alarm.incidents', { n: now.incidents }), ' ', link('incidents')));
  if (now.lost) all.push(notice('warn', text('alarm.lost', { n: now.lost })));
  if (now.withheld) all.push(notice('warn', text('alarm.withheld', { n: now.withheld })));
  if (now.postponed) all.push(notice('warn', text('alarm.postponed', { n: now.postponed })));
  if (now.erasures.open) all.push(notice('plain', text('alarm.open', { n: now.erasures.open, day: now.erasures.nextDay }), ' ', link('erasure')));
  return all.length > 0 ? all : notice('good', text('all-well'));
}

function totals({ items, cars, stayed, lost }, text) {
  return figures(
    figure(text('online'), text.number(cars.online), { note: text('online.note', { n: cars.enrolled }) }),
    figure(text('stored'), text.number(items.stored), { note: text('stored.note', { n: items.storedRows }) }),
    figure(text('refused'), text.number(items.refused), { note: text('refused.note') }),
    figure(text('quarantined'), text.number(items.quarantinedRows), { tone: items.quarantinedRows ? 'warn' : '', note: text('quarantined.note') }),
    figure(text('kept'), text.number(stayed), { note: text('kept.note') }),
    figure(text('lost'), text.number(lost.tombstones), { tone: lost.tombstones ? 'warn' : '', note: text('lost.note', { n: lost.sourceItems }) }),
  );
}

function rates({ taken, decided }, text) {
  const points = (values) => values.map((value, i) => [i - values.length + 1, value]);
  const series = [{ name: text(taken.length > 0 ? 'rates.taken' : 'rates.taken.unknown'), points: points(taken) }, { name: text('rates.decided'), points: points(decided) }];
  return lineChart(series, { label: text('rates.label'), xText: (at) => (at === 0 ? text('now') : text('seconds-ago', { n: -at })), number: (value) => text.number(value) });
}

/** The last day: an hour without a decision has none, which is no gap. */
function lastDay(hours) {
  const known = new Map(hours.map((hour) => [hour.atMillis, hour]));
  const newest = Math.max(...known.keys());
  return Array.from({ length: DAY_HOURS }, (_, i) => newest - (DAY_HOURS - 1 - i) * HOUR_MILLIS).map(
    (atMillis) => known.get(atMillis) ?? { atMillis, stored: 0, refused: 0, quarantined: 0, inCar: 0 });
}

function byHour(all, text) {
  const hours = all.length > 0 ? lastDay(all) : [];
  const series = ['stored', 'refused', 'quarantined', 'inCar'].map((kind) => ({
    name: text(kind === 'inCar' ? 'hours.car' : `hours.${kind}`),
    points: hours.map((hour) => [hour.atMillis, hour[kind]]),
  }));
  const hour = new Intl.DateTimeFormat(text.language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' });
  return lineChart(series, { label: text('hours.label'), xText: (at) => hour.format(at), number: (value) => text.number(value) });
}

function ruled(rulings, text) {
  return table(
    [
      { head: text('rule'), cell: ({ rule }) => (rule.id ? ruleId(rule) : text('no-rule')) },
      { head: text('clause'), cell: ({ rule }) => rule.clause },
      { head: text('words'), cell: ({ rule }) => h('div', { class: 'words' }, rule.id ? reasonOf(rule, text) || text('unknown-rule') : '') },
      { head: text('where'), cell: ({ stage, decision }) => [text(`stage.${stage}`), ' · ', text(`decision.${decision}`)] },
      { head: text('entries'), number: true, cell: ({ entries }) => text.number(entries) },
    ],
    rulings,
    { caption: text('rulings.caption'), empty: text('rulings.none') },
  ).element;
}

function reasons(stayed, text) {
  if (stayed.length === 0) return h('p', { class: 'empty' }, text('stayed.none'));
  return barChart(
    stayed.map((each) => ({
      name: `${each.category} · ${text(`decision.${each.fate}`)}: ${saidOf(each, text)}`,
      value: each.count,
      tone: each.fate === 'WITHHELD' ? 'warn' : undefined,
    })),
    { label: text('stayed.label'), number: (value) => text.number(value) },
  );
}

function anonymizer({ anonymizer: sums, withheld }, text) {
  if (sums.clips === 0 && withheld === 0) return h('p', { class: 'empty' }, text('anonymizer.none'));
  const perFrame = (masks) => text('per-frame', { n: text.number(sums.frames ? masks / sums.frames : 0, { maximumFractionDigits: 2 }) });
  const share = (100 * withheld) / (withheld + sums.frames || 1);
  return [
    figures(
      figure(text('frames'), text.number(sums.frames), { note: text('frames.note', { n: sums.clips }) }),
      figure(text('faces'), text.number(sums.faces), { note: perFrame(sums.faces) }),
      figure(text('plates'), text.number(sums.plates), { note: perFrame(sums.plates) }),
      figure(text('withheld'), text.number(withheld), { tone: withheld ? 'warn' : '', note: text('withheld.note', { n: text.number(share, { maximumFractionDigits: 1 }) }) }),
    ),
    h('h3', null, text('checks')),
    barChart(Object.entries(sums.checks).map(([check, value]) => ({ name: text(`check.${check}`), value, tone: check === 'PASSED' ? 'good' : undefined })), { label: text('checks'), number: (value) => text.number(value) }),
    h('h3', null, text('latency')),
    latency(sums, text),
  ];
}

/** Counts by time add up over a fleet; what is told of them is a limit that so many frames kept. */
function latency({ frames, latencies: { limitsMillis, counts } }, text) {
  const timed = counts.reduce((sum, count) => sum + count, 0);
  if (timed === 0) return h('p', { class: 'empty' }, text('latency.none'));
  const last = limitsMillis.length - 1;
  const longest = counts.findLastIndex((count) => count > 0);
  const named = (place) => place > last
    ? text('latency.longer', { n: text.number(limitsMillis[last]) })
    : text('latency.limit', { n: text.number(limitsMillis[place]) });
  const within = (share) => {
    let sum = 0;
    return named(counts.findIndex((count) => (sum += count) >= share * timed));
  };
  return [
    h('p', { class: 'soft' }, text('latency.words')),
    figures(
      figure(text('latency.median'), within(0.5), { note: text('latency.note', { n: text.number(timed) }) }),
      figure(text('latency.p99'), within(0.99), { note: frames > timed ? text('latency.untold', { n: text.number(frames - timed) }) : '' }),
    ),
    barChart(counts.slice(0, longest + 1).map((value, place) => ({ name: named(place), value })), { label: text('latency'), number: (value) => text.number(value) }),
  ];
}

function used({ policies, onshore }, text) {
  const name = [onshore.bundle, ' · ', onshore.sequence === 0 ? text('built-in') : text.number(onshore.sequence), ' ', identifier(onshore.digest)];
  return [facts([[text('policies.onshore'), name]]), h('h3', null, text('policies.cars')), usedInCars(policies, text)];
}

function usedInCars(policies, text) {
  return table(
    [
      { head: text('bundle'), cell: (each) => each.bundle },
      { head: text('sequence'), cell: (each) => (each.sequence === 0 ? text('built-in') : text.number(each.sequence)) },
      { head: text('digest'), cell: (each) => identifier(each.digest) },
      { head: text('vehicles'), number: true, cell: (each) => text.number(each.vehicles) },
    ],
    policies,
    { empty: text('policies.none') },
  ).element;
}

function received(receiver, text) {
  if (!receiver) return h('p', { class: 'empty' }, text('receiver.elsewhere'));
  return facts([
    [text('receiver.requests'), text.number(receiver.requests)],
    [text('receiver.committed'), text.number(receiver.committed)],
    [text('receiver.postponed'), text.number(receiver.postponed)],
    [text('receiver.slowed'), text.number(receiver.slowed)],
    [text('receiver.connections'), text.number(receiver.connections)],
    [text('receiver.certificate'), text.date(receiver.certificateEndSeconds * 1000)],
  ]);
}

/** The list of vehicles renews itself more slowly than the figures. */
function vehicles(api, text) {
  const field = h('input', { id: 'find-vehicle', type: 'search', autocomplete: 'off', spellcheck: 'false', maxlength: 32, oninput: () => later() });
  const list = changing(({ all, lines }) => [lined(lines, all, text), lines.length < all ? h('button', { type: 'button', class: 'quiet', onclick: more }, text('more', { n: Math.min(100, all - lines.length) })) : null]);
  let pages = 1;
  let waiting;
  let stopped = false;
  async function read() {
    clearTimeout(waiting);
    let lines = [];
    let all = 0;
    try {
      for (let at = 0; at < pages; at++) {
        const answer = await api.get(`/api/vehicles?page=${at}&find=${encodeURIComponent(field.value.trim())}`);
        lines = lines.concat(answer.vehicles);
        all = answer.all;
      }
      if (!stopped) list.update({ all, lines });
    } catch (problem) {
      if (!stopped && problem.status !== 401) show(list.element, notice('bad', text('problem.unavailable')));
    }
    if (!stopped) waiting = setTimeout(read, VEHICLES_EVERY_MILLIS);
  }
  function later() {
    pages = 1;
    clearTimeout(waiting);
    waiting = setTimeout(read, DEBOUNCE_MILLIS);
  }
  function more() {
    pages++;
    read();
  }
  read();
  const filter = h('div', { class: 'filters' }, h('div', null, h('label', { for: 'find-vehicle' }, text('find')), field));
  return {
    element: put(card(text('vehicles')), [filter, list.element]),
    stop() {
      stopped = true;
      clearTimeout(waiting);
    },
  };
}

function lined(lines, all, text) {
  return table(
    [
      { head: text('vehicle'), cell: (line) => h('a', { href: `#/vehicle/${line.vehicle}` }, identifier(line.vehicle)) },
      { head: text('state'), cell: (line) => [badge(line.status === 'ENROLLED' ? '' : 'bad', text(`status.${line.status}`)), ' ', line.online ? badge('good', text('is-online')) : null] },
      { head: text('heard'), cell: (line) => (line.heardMillis ? text.time(line.heardMillis) : text('never')) },
      { head: text('rows'), number: true, cell: (line) => text.number(line.rows) },
      { head: text('quarantined'), number: true, cell: (line) => text.number(line.quarantined) },
      { head: text('lost'), number: true, cell: (line) => text.number(line.lost) },
      { head: text('policy'), cell: (line) => line.policy },
    ],
    lines,
    { caption: text('vehicles.count', { n: all }), empty: text('vehicles.none') },
  ).element;
}

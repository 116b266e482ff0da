// Draws what the car says. Every text becomes a text node: nothing from outside is markup.
import {grouped} from './words.js';

/** Makes an element; children are elements or texts. */
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value === true) {
      element.setAttribute(key, '');
    } else if (value !== false && value !== undefined) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

export function button(label, onclick, attributes = {}) {
  return make('button', {type: 'button', onclick, ...attributes}, label);
}

export function time(millis, language) {
  const style = {dateStyle: 'medium', timeStyle: 'short'};
  return new Intl.DateTimeFormat(language, style).format(new Date(millis));
}

export function standing(purpose, words, language) {
  if (purpose.basis !== 'GRANTED') {
    return words[purpose.basis];
  }
  const until = purpose.period === 'ONCE' ? words.untilOff : words.until(time(purpose.until, language));
  return `${words[purpose.consent]} · ${until}`;
}

/** The cards of what can be allowed. */
export function purposes(state, words, ask) {
  const cards = state.purposes.map((purpose) => make(
      'button',
      {
        type: 'button',
        class: purpose.basis === 'GRANTED' ? 'card purpose granted' : 'card purpose',
        'data-purpose': purpose.id,
        onclick: () => ask(purpose),
      },
      make('h2', {}, purpose.title),
      make('p', {}, purpose.why),
      make('span', {class: 'standing'}, standing(purpose, words, state.language))));
  return make('div', {class: 'purposes'}, ...cards);
}

/** The seven items, and what identifies the notice. */
export function notice(state, words) {
  const items = state.items.map((item, index) => make(
      'article', {class: 'card'}, make('h2', {}, `${index + 1}  ${item.title}`), make('p', {}, item.text)));
  const fine = make('p', {class: 'fine'}, `${words.version} ${state.version} · ${words.digest} ${state.notice}`);
  return make('div', {}, make('div', {class: 'notice'}, ...items), fine);
}

function counts(all, words) {
  const lines = grouped(all, words).map(([name, count]) => make(
      'li', {}, make('span', {}, name), make('b', {}, count.toLocaleString())));
  return make('ul', {class: 'counts'}, ...lines);
}

function receipt(one, words, language) {
  const total = Object.values(one.items).reduce((sum, count) => sum + count, 0);
  const what = total === 0 ? words.deletedNone : words.deleted(total.toLocaleString());
  return make(
      'article', {class: 'receipt'},
      make('h3', {}, `${words.receipt(one.number)} · ${one.title}`),
      make('p', {}, `${time(one.at, language)} · ${what}`),
      ...(total === 0 ? [] : [counts(one.items, words)]),
      ...(one.onshore === undefined ? [] : [onshore(one.onshore, words, language)]));
}

/** What became of what had left the car before. */
function onshore(one, words, language) {
  const text = {
    OPEN: () => words.onshoreOpen,
    PROVEN: () => `${time(one.at, language)} · ${words.onshoreProven(one.rows.toLocaleString())}`,
    BROKEN: () => words.onshoreBroken,
  }[one.state]();
  return make('p', {class: 'onshore', 'data-state': one.state}, text);
}

/** What a function in the car found, under its consent. */
function comfort(state, words) {
  return state.comfort === undefined
      ? []
      : [make(
          'section', {class: 'card', id: 'comfort'}, make('h2', {}, words.comfort),
          make('p', {}, words.comfortText(state.comfort.celsius, state.comfort.values)))];
}

/** What left the car today, and what was deleted. */
export function today(state, words) {
  const left = Object.keys(state.left).length === 0 ? make('p', {}, words.leftNone) : counts(state.left, words);
  const receipts = state.receipts.length === 0
      ? [make('p', {}, words.receiptsNone)]
      : [...state.receipts].reverse().map((one) => receipt(one, words, state.language));
  return make(
      'div', {class: 'today'},
      make('section', {class: 'card', id: 'left'}, make('h2', {}, words.left), left),
      ...comfort(state, words),
      make('section', {class: 'card', id: 'receipts'}, make('h2', {}, words.receipts), ...receipts));
}

function options(name, values, chosen, words, choose) {
  return make(
      'fieldset', {class: 'question'},
      make('legend', {}, name),
      make('div', {class: 'options'}, ...values.map((value) => button(
          words[value], () => choose(value), {'aria-pressed': String(value === chosen), 'data-value': value}))));
}

const PERIODS = ['ONCE', 'SEVEN_DAYS', 'THREE_MONTHS', 'ONE_YEAR'];

/** The question about one purpose: nothing is chosen beforehand. */
export function question(purpose, words, chosen, actions) {
  const granted = purpose.basis === 'GRANTED';
  const fact = (name, text) => make('div', {}, make('dt', {}, name), make('dd', {}, text));
  const ready = chosen.state && chosen.period;
  return [
    make('h2', {id: 'ask-title', tabindex: '-1'}, purpose.title),
    make('dl', {class: 'facts'}, fact(words.why, purpose.why), fact(words.impact, purpose.impact),
        fact(words.kept, purpose.kept)),
    options(words.how, purpose.grants, chosen.state, words, actions.state),
    options(words.period, PERIODS, chosen.period, words, actions.period),
    make('div', {class: 'actions'},
        button(granted ? words.end : words.refuse, actions.no, {class: 'end', id: 'ask-no'}),
        button(words.cancel, actions.cancel, {id: 'ask-cancel'}),
        button(words.allow, actions.allow, {class: 'main', id: 'ask-allow', disabled: !ready})),
  ];
}

// The operator's own map: his module draws, the page keeps the frame, the review number and the words.
import { h, show } from '../dom.js';
import { notice } from './notice.js';

const PATIENCE_SECONDS = 20;

/**
 * offer: { module, reviewNumber }; places: asks for { points, cell, precisionMetres }. Nothing is asked
 * for before somebody wants the map. Returns { element, free() }.
 */
export function mapPart(offer, places, text) {
  const shown = h('div');
  const button = h('button', { type: 'button', onclick: open }, text('map.open'));
  let drawing = new AbortController();
  let left = false;
  async function open() {
    button.disabled = true;
    show(shown, h('p', { class: 'soft', role: 'status' }, text('opening')));
    try {
      await draw(await places());
    } catch (problem) {
      const key = `problem.${problem.code}`;
      show(shown, notice('bad', text.has(key) ? text(key) : text('problem.unknown', { message: problem.message })));
    }
    button.disabled = false;
  }
  async function draw(given) {
    if (left) return;
    drawing.abort();
    drawing = new AbortController();
    const { signal } = drawing;
    const canvas = h('div', { class: 'map-canvas' });
    show(shown, frame(canvas, offer, given, text));
    onTheme(() => draw(given), signal);
    try {
      const told = { ...structuredClone(given), language: text.language, theme: theme(), signal };
      await inTime(call(offer.module, canvas, told, text), signal, text);
    } catch (problem) {
      if (signal.aborted) return; // nobody looks at it any more
      drawing.abort();
      show(shown, notice('bad', text('map.failed', { message: problem?.message ?? problem })));
    }
  }
  const element = h('div', null, h('p', { class: 'soft' }, text('map.words')), h('p', null, button), shown);
  const free = () => {
    left = true;
    drawing.abort();
  };
  return { element, free };
}

/** The number stands below the map, on the left, whatever the module does. */
function frame(canvas, { reviewNumber }, { points }, text) {
  return h('figure', { class: 'map', role: 'group', 'aria-label': text('map.label', { n: points.length }) },
    canvas, h('figcaption', null, text('map.review', { number: reviewNumber })));
}

async function call(module, canvas, told, text) {
  const { draw } = await import(module);
  if (typeof draw !== 'function') throw new Error(text('map.no-draw'));
  await draw(canvas, told);
}

/** Whoever never ends has failed too. */
function inTime(work, signal, text) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(text('map.late', { n: PATIENCE_SECONDS }))), PATIENCE_SECONDS * 1000);
    signal.addEventListener('abort', resolve);
    signal.addEventListener('abort', () => clearTimeout(timer));
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

const dark = matchMedia('(prefers-color-scheme: dark)');

function theme() {
  return document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');
}

/** Calls back once, when the light is another. */
function onTheme(changed, signal) {
  const before = theme();
  const look = () => { if (!signal.aborted && theme() !== before) changed(); };
  const watch = new MutationObserver(look);
  watch.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  signal.addEventListener('abort', () => watch.disconnect());
  dark.addEventListener('change', look, { signal });
}

// The page on the head unit. It keeps nothing: what is shown is what the car says.
import {LANGUAGES, WORDS} from './words.js';
import {button, notice, purposes, question, today} from './view.js';

const REFRESH_MILLIS = 2000;
const SAID_MILLIS = 4000;
const TABS = {decide: purposes, notice, today};

const at = (id) => document.getElementById(id);
const night = matchMedia('(prefers-color-scheme: dark)');
const asked = new URLSearchParams(location.search);
const page = {language: pick(asked.get('language') ?? navigator.language), tab: 'decide', brightness: undefined, state: undefined, drawn: ''};

function pick(tag) {
  const language = tag.slice(0, 2).toLowerCase();
  return language in LANGUAGES ? language : 'zh';
}

const words = () => WORDS[page.language];

async function call(path, body) {
  const options = body === undefined ? {} : {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  };
  const answer = await fetch(path, options);
  const content = await answer.json();
  if (!answer.ok) {
    throw new Error(content.problem);
  }
  return content;
}

async function refresh() {
  const state = await call(`api/state?language=${page.language}`);
  page.state = state;
  // Drawn only when something is another: a finger on a button is not to lose it.
  const seen = JSON.stringify([state, page.tab, page.brightness]);
  if (seen !== page.drawn) {
    page.drawn = seen;
    draw();
  }
}

function draw() {
  const focused = document.activeElement?.dataset?.purpose;
  document.documentElement.lang = page.language;
  document.documentElement.dataset.brightness = page.brightness ?? (night.matches ? 'night' : 'day');
  document.title = page.state.title;
  drawLight();
  drawSwitches();
  at('tabs').replaceChildren(...Object.keys(TABS).map((tab) => button(
      words()[tab], () => open(tab),
      {role: 'tab', id: `tab-${tab}`, 'aria-selected': String(tab === page.tab), 'aria-controls': 'panel'})));
  at('panel').setAttribute('aria-labelledby', `tab-${page.tab}`);
  at('panel').replaceChildren(TABS[page.tab](page.state, words(), ask));
  if (focused) {
    document.querySelector(`[data-purpose="${focused}"]`)?.focus();
  }
}

function drawLight() {
  const active = page.state.purposes.filter((purpose) => purpose.basis === 'GRANTED');
  at('light').classList.toggle('busy', active.length > 0);
  at('light-title').textContent = active.length > 0 ? words().busy : words().quiet;
  at('light-text').textContent = active.length > 0
      ? active.map((purpose) => purpose.title).join(' · ')
      : words().quietText;
  at('stop').textContent = active.length > 0 ? words().stop : words().nothing;
  at('stop').disabled = active.length === 0;
}

function drawSwitches() {
  at('languages').setAttribute('aria-label', words().language);
  at('languages').replaceChildren(...Object.entries(LANGUAGES).map(([language, name]) => button(
      name, () => speak(language), {lang: language, 'aria-pressed': String(language === page.language)})));
  const now = document.documentElement.dataset.brightness;
  at('brightness').setAttribute('aria-label', words().brightness);
  at('brightness').replaceChildren(...['day', 'night'].map((brightness) => button(
      words()[brightness], () => shine(brightness), {'aria-pressed': String(brightness === now)})));
}

function open(tab) {
  page.tab = tab;
  run(refresh);
}

function speak(language) {
  page.language = language;
  run(refresh);
}

function shine(brightness) {
  page.brightness = brightness;
  run(refresh);
}

/** Asks about one purpose, by itself. */
function ask(purpose) {
  const chosen = {state: purpose.grants.length === 1 ? purpose.grants[0] : undefined, period: undefined};
  const dialog = at('ask');
  const redraw = (focus) => {
    dialog.replaceChildren(...question(purpose, words(), chosen, actions));
    dialog.querySelector(focus)?.focus();
  };
  const choose = (field) => (value) => {
    chosen[field] = value;
    redraw(`[data-value="${value}"]`);
  };
  const send = (state, period, said) => run(async () => {
    const {language, notice: digest} = page.state;
    await call('api/consents', {purpose: purpose.id, state, period, language, notice: digest});
    dialog.close();
    say(said);
    await refresh();
  });
  const actions = {
    state: choose('state'),
    period: choose('period'),
    cancel: () => dialog.close(),
    no: () => send('NO', 'NONE', words().said),
    allow: () => send(chosen.state, chosen.period, words().granted),
  };
  redraw();
  dialog.showModal();
  // The reader begins at the top; no answer is under the finger.
  dialog.querySelector('#ask-title').focus();
}

function stop() {
  return run(async () => {
    await call('api/stop', {language: page.language});
    say(words().said);
    await refresh();
  });
}

let silence;

function say(text) {
  at('said').textContent = text;
  at('said').hidden = false;
  clearTimeout(silence);
  silence = setTimeout(() => { at('said').hidden = true; }, SAID_MILLIS);
}

async function run(step) {
  try {
    await step();
  } catch (problem) {
    console.info(problem.message);
    say(words().failed);
  }
}

at('stop').addEventListener('click', stop);
night.addEventListener('change', () => { page.drawn = ''; run(refresh); });
at('tabs').addEventListener('keydown', (event) => {
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (step) {
    const names = Object.keys(TABS);
    const next = names[(names.indexOf(page.tab) + step + names.length) % names.length];
    page.tab = next;
    run(refresh).then(() => at(`tab-${next}`).focus());
  }
});
setInterval(() => run(refresh), REFRESH_MILLIS);
run(refresh);

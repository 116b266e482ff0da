// The shell: who is signed in, which page is shown, in which language and light.
import { Api, Problem } from './api.js';
import { h, show } from './dom.js';
import { Live } from './live.js';
import { signInForm } from './sign-in.js';
import { LANGUAGES, preferredLanguage, words } from './text.js';
import { pages } from './pages/index.js';

const state = { language: preferredLanguage(), user: null, leave: null, text: null, drawing: 0 };
const api = new Api(() => signedOut());
const live = new Live((connection) => showConnection(connection));
const connection = h('span', { class: 'connection', role: 'status' });
const main = h('main', { id: 'main', tabindex: '-1' });

const mayOpen = (page) => page.roles.length === 0 || page.roles.some((role) => state.user.roles.includes(role));

function match(page, path) {
  const wanted = page.path.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params = {};
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i].startsWith(':')) params[wanted[i].slice(1)] = decodeURIComponent(given[i]);
    else if (wanted[i] !== given[i]) return null;
  }
  return params;
}

function asked() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  return { path, query: Object.fromEntries(new URLSearchParams(query ?? '')) };
}

/** The page of the address; the first that the user may open if there is none. */
function chosen() {
  const { path, query } = asked();
  for (const page of pages) {
    const params = match(page, path);
    if (params && mayOpen(page)) return { page, params: { ...query, ...params } };
  }
  return { page: pages.find((page) => page.nav && mayOpen(page)), params: {} };
}

/** The name of a page's texts: the first part of its path. */
const nameOf = (page) => page.path.split('/')[0];

async function draw() {
  const drawing = ++state.drawing;
  state.leave?.();
  state.leave = null;
  const { page, params } = chosen();
  const text = await words(state.language, nameOf(page));
  if (drawing !== state.drawing) return;
  state.text = text;
  document.title = `${text(`nav.${page.nav ?? nameOf(page)}`)} · Breakwater`;
  frame(text, page);
  show(main);
  main.className = `page-${nameOf(page)}`;
  const context = { api, live: (topic, told) => live.watch(topic, told), text, params, user: state.user, go };
  try {
    const leave = await page.show(main, context);
    if (drawing === state.drawing) state.leave = leave ?? null;
    else leave?.();
  } catch (problem) {
    if (drawing !== state.drawing || problem.status === 401) return;
    if (!(problem instanceof Problem)) console.error(problem);
    show(main, h('p', { class: 'notice bad', role: 'alert' }, problemText(text, problem)));
  }
}

/** One sentence for a problem of the server. */
function problemText(text, problem) {
  const key = `problem.${problem.code}`;
  return text.has(key) ? text(key) : text('problem.unknown', { message: problem.message });
}

function go(path) {
  location.hash = `#/${path}`;
}

function frame(text, page) {
  document.documentElement.lang = state.language;
  show(
    document.body,
    h('a', { class: 'skip', href: '#main', onclick: (event) => { event.preventDefault(); main.focus(); } }, text('skip')),
    h('header', { class: 'top' }, h('a', { class: 'brand', href: '#/' }, 'Breakwater'), connection, settings(text), person(text)),
    h('nav', { class: 'pages', 'aria-label': text('navigation') }, pages.filter((each) => each.nav && mayOpen(each)).map((each) => entry(text, each, page))),
    main,
  );
  // On a small screen the pages are a strip that scrolls sideways.
  document.querySelector('nav.pages [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
}

function entry(text, each, current) {
  const here = each === current || each.nav === current.under;
  return h('a', { href: `#/${each.path}`, 'aria-current': here ? 'page' : null }, text(`nav.${each.nav}`));
}

function settings(text) {
  const languages = Object.entries(LANGUAGES).map(([code, name]) => h('option', { value: code, selected: code === state.language, lang: code }, name));
  const themes = ['auto', 'light', 'dark'].map((each) => h('option', { value: each, selected: each === theme() }, text(`theme.${each}`)));
  return [
    h('select', { 'aria-label': text('language'), onchange: (event) => setLanguage(event.target.value) }, languages),
    h('select', { 'aria-label': text('theme'), onchange: (event) => setTheme(event.target.value) }, themes),
  ];
}

function person(text) {
  if (!state.user) return null;
  return h('span', { class: 'person' }, h('a', { href: '#/account' }, state.user.name), h('button', { type: 'button', class: 'quiet', onclick: signOut }, text('sign-out')));
}

function setLanguage(language) {
  localStorage.setItem('language', language);
  state.language = language;
  redraw();
}

const theme = () => localStorage.getItem('theme') ?? 'auto';

function setTheme(chosenTheme) {
  localStorage.setItem('theme', chosenTheme);
  applyTheme();
}

function applyTheme() {
  if (theme() === 'auto') document.documentElement.removeAttribute('data-theme');
  else document.documentElement.dataset.theme = theme();
}

function showConnection(now) {
  connection.dataset.state = now;
  const key = now === 'open' ? 'live' : now === 'lost' ? 'live-lost' : null;
  show(connection, key && state.text ? state.text(key) : null);
}

async function signOut() {
  await api.post('/api/sign-out').catch(() => {});
  location.hash = '';
  signedOut();
}

function signedOut() {
  if (state.user === null) return;
  state.user = null;
  redraw();
}

function signedIn(user) {
  state.user = user;
  api.token = user.token;
  redraw();
}

async function redraw() {
  if (state.user) {
    await draw();
    return;
  }
  state.drawing++;
  state.leave?.();
  state.leave = null;
  live.stop();
  const text = await words(state.language);
  state.text = text;
  document.documentElement.lang = state.language;
  document.title = `${text('sign-in')} · Breakwater`;
  show(document.body, h('header', { class: 'top' }, h('span', { class: 'brand' }, 'Breakwater'), settings(text)), show(main, signInForm(text, api, signedIn)));
  main.className = 'page-sign-in';
  main.querySelector('input')?.focus();
}

applyTheme();
window.addEventListener('hashchange', () => { if (state.user) draw().then(() => main.focus()); });
const session = await fetch('/api/session');
if (session.ok) signedIn(await session.json());
else redraw();

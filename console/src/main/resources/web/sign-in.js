// The form of local accounts.
import { h, put, show } from './dom.js';

export function signInForm(text, api, signedIn) {
  const name = h('input', { id: 'name', name: 'name', autocomplete: 'username', required: true, maxlength: 64, spellcheck: 'false', autocapitalize: 'none' });
  const password = h('input', { id: 'password', name: 'password', type: 'password', autocomplete: 'current-password', required: true, maxlength: 256 });
  const told = h('p', { class: 'told bad', role: 'alert' });
  const button = h('button', { type: 'submit' }, text('sign-in'));
  async function send(event) {
    event.preventDefault();
    button.disabled = true;
    show(told);
    try {
      signedIn(await api.post('/api/sign-in', { name: name.value, password: password.value }));
    } catch (problem) {
      const key = `problem.${problem.code}`;
      show(told, text.has(key) ? text(key) : text('problem.unknown', { message: problem.message }));
      password.value = '';
      password.focus();
    } finally {
      button.disabled = false;
    }
  }
  const other = h('div', { class: 'other' });
  api.get('/api/sign-in').then((ways) => {
    if (ways.openId) put(other, h('a', { class: 'button', href: '/api/sign-in/openid' }, text('sign-in-by', { name: ways.openId })));
  }).catch(() => {});
  if (location.hash === '#/refused') show(told, text('problem.openid-refused'));
  return h('form', { class: 'sign-in', onsubmit: send },
    h('h1', null, text('sign-in')),
    other,
    h('label', { for: 'name' }, text('name')), name,
    h('label', { for: 'password' }, text('password')), password,
    told, button);
}

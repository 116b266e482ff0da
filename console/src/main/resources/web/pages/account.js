// Who is signed in, and his password.
import { h, show } from '../dom.js';
import { card, facts, notice } from '../parts/notice.js';

const MIN_LENGTH = 12;

export const page = {
  path: 'account',
  roles: [],
  nav: 'account',
  async show(main, { api, text, user }) {
    main.append(
      h('h1', null, text('title')),
      card(null, facts([
        [text('name'), user.name],
        [text('roles'), user.roles.map((role) => text(`role.${role}`)).join(', ')],
        [text('since'), text.time(user.sinceMillis)],
        [text('until'), text.time(user.untilMillis)],
      ])),
      user.local ? card(text('password-title'), passwordForm(api, text)) : card(text('password-title'), h('p', null, text('password-elsewhere'))),
    );
  },
};

function passwordForm(api, text) {
  const field = (id, autocomplete) => h('input', { id, type: 'password', autocomplete, required: true, minlength: id === 'old' ? null : MIN_LENGTH, maxlength: 256 });
  const [old, fresh, again] = [field('old', 'current-password'), field('fresh', 'new-password'), field('again', 'new-password')];
  const told = h('div');
  async function send(event) {
    event.preventDefault();
    if (fresh.value !== again.value) {
      show(told, notice('bad', text('not-the-same')));
      return;
    }
    try {
      await api.post('/api/account/password', { old: old.value, new: fresh.value });
      location.reload();
    } catch (problem) {
      const key = `problem.${problem.code}`;
      show(told, notice('bad', text.has(key) ? text(key) : text('problem.unknown', { message: problem.message })));
    }
  }
  return h('form', { class: 'narrow', onsubmit: send },
    h('p', { class: 'soft' }, text('password-note', { n: MIN_LENGTH })),
    h('label', { for: 'old' }, text('old')), old,
    h('label', { for: 'fresh' }, text('fresh')), fresh,
    h('label', { for: 'again' }, text('again')), again,
    told,
    h('div', { class: 'actions' }, h('button', { type: 'submit' }, text('change'))));
}

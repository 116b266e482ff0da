// Who is signed in.
import { h } from '../dom.js';

export const page = {
  path: 'account',
  roles: [],
  nav: 'account',
  async show(main, { text, user }) {
    const row = (key, value) => [h('dt', null, text(key)), h('dd', null, value)];
    main.append(
      h('h1', null, text('title')),
      h('dl', { class: 'facts' },
        row('name', user.name),
        row('roles', user.roles.map((role) => text(`role.${role}`)).join(', ')),
        row('since', text.time(user.sinceMillis)),
        row('until', text.time(user.untilMillis))),
    );
  },
};

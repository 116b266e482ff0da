// Who is signed in.
import { h } from '../dom.js';
import { card, facts } from '../parts/notice.js';

export const page = {
  path: 'account',
  roles: [],
  nav: 'account',
  async show(main, { text, user }) {
    main.append(
      h('h1', null, text('title')),
      card(null, facts([
        [text('name'), user.name],
        [text('roles'), user.roles.map((role) => text(`role.${role}`)).join(', ')],
        [text('since'), text.time(user.sinceMillis)],
        [text('until'), text.time(user.untilMillis)],
      ])),
    );
  },
};

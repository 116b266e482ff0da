// For administrators: who has an account, who signed in, and what each role may ask.
import { h } from '../dom.js';
import { badge, card, figure, figures } from '../parts/notice.js';
import { table } from '../parts/table.js';

const TONES = { SIGNED_IN: 'good', REFUSED: 'bad', THROTTLED: 'bad', SIGNED_OUT: '', PASSWORD_CHANGED: 'warn' };
const ROLES = ['OPERATOR', 'AUDITOR', 'ADMINISTRATOR'];

export const page = {
  path: 'access',
  roles: ['ADMINISTRATOR'],
  nav: 'access',
  async show(main, { api, text }) {
    const [{ accounts, events }, permissions] = await Promise.all([api.get('/api/accounts'), api.get('/api/permissions')]);
    const refused = events.filter((event) => event.what === 'REFUSED' || event.what === 'THROTTLED').length;
    main.append(
      h('h1', null, text('title')),
      figures(
        figure(text('accounts'), text.number(accounts.length), { note: text('accounts-note') }),
        figure(text('refused'), text.number(refused), { tone: refused > 0 ? 'warn' : 'good', note: text('refused-note', { n: events.length }) })),
      h('div', { class: 'columns' },
        card(text('accounts'), table([
          { head: text('name'), cell: (each) => each.name },
          { head: text('roles'), cell: (each) => each.roles.map((role) => text(`role.${role}`)).join(', ') },
          { head: text('changed'), cell: (each) => text.time(each.changedAtMillis), nowrap: true },
        ], accounts, { caption: text('accounts-caption') }).element),
        card(text('events'), table([
          { head: text('when'), cell: (each) => text.time(each.atMillis), nowrap: true },
          { head: text('what'), cell: (each) => badge(TONES[each.what], text(`what.${each.what}`)) },
          { head: text('name'), cell: (each) => each.account },
          { head: text('address'), cell: (each) => h('code', null, each.address), nowrap: true },
        ], events, { caption: text('events-caption'), empty: text('no-events') }).element)),
      card(text('permissions'), table([
        { head: text('method'), cell: (each) => text(`method.${each.method}`) },
        { head: text('route'), cell: (each) => h('code', null, each.path), nowrap: true },
        ...ROLES.map((role) => ({ head: text(`role.${role}`), cell: (each) => (each.roles.includes(role) ? text('may') : h('span', { class: 'soft' }, '–')) })),
      ], permissions, { caption: text('permissions-caption') }).element));
  },
};

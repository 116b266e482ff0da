// The keys that the auditor trusts: his own, from another way than this server. Kept for this tab alone.
import { h } from '../dom.js';
import { notice } from '../parts/notice.js';

const MAX_POLICY_BYTES = 256 * 1024;
const KEPT = 'log-policy';
const FROM = 'log-policy-from';

export const keptPolicy = () => sessionStorage.getItem(KEPT) ?? '';

/** Whether the keys are those that the operator's server handed out. */
export const isOperators = () => keptPolicy() !== '' && sessionStorage.getItem(FROM) === 'operator';

function keep(policy, from) {
  sessionStorage.setItem(KEPT, policy);
  sessionStorage.setItem(FROM, from);
}

/** A field for the policy; changed() is called when it has another. */
export function keysField(text, api, changed) {
  const area = h('textarea', { id: 'policy', rows: '4', spellcheck: 'false', value: keptPolicy(), placeholder: 'log example/fleet+4a1c0de3+AQ…\nquorum none', oninput: () => take(area.value, 'own') });
  const file = h('input', { id: 'policy-file', type: 'file', onchange: () => read(file.files[0]) });
  const warning = h('div');

  function take(policy, from) {
    keep(policy, from);
    warn();
    changed();
  }

  function warn() {
    warning.replaceChildren();
    if (isOperators()) warning.append(notice('warn', text('keys.operator')));
    else if (!keptPolicy()) warning.append(notice('plain', text('keys.none')));
  }

  async function read(chosen) {
    if (!chosen || chosen.size > MAX_POLICY_BYTES) return;
    area.value = await chosen.text();
    take(area.value, 'own');
  }

  async function operators() {
    area.value = (await api.get('/api/log')).policy;
    take(area.value, 'operator');
  }

  warn();
  return h('div', { class: 'keys' },
    h('p', null, text('keys.why')),
    h('label', { for: 'policy' }, text('keys.policy')), area,
    h('label', { for: 'policy-file' }, text('keys.file')), file,
    h('p', null, h('button', { type: 'button', class: 'quiet', id: 'operators-policy', onclick: operators }, text('keys.take'))),
    warning);
}

// Asks before something is done that cannot be undone.
import { h, put } from '../dom.js';

let number = 0;

/** Shows the content in a modal dialog; resolves when it is closed, with the value of close(value). */
export function dialog({ title, content, actions }) {
  return new Promise((resolve) => {
    const id = `dialog-${++number}`;
    const element = h('dialog', { 'aria-labelledby': id }, h('h2', { id }, title));
    const close = (value) => {
      element.close();
      element.remove();
      resolve(value);
    };
    put(element, typeof content === 'function' ? content(close) : content);
    element.append(h('div', { class: 'actions' }, actions.map((action) => h('button', { type: 'button', class: action.tone ?? 'quiet', onclick: () => close(action.value) }, action.text))));
    element.addEventListener('cancel', () => resolve(undefined));
    element.addEventListener('close', () => element.remove());
    document.body.append(element);
    element.showModal();
  });
}

/** A question with yes and no; resolves to true only for yes. */
export async function confirm({ title, content, yes, no }) {
  const answer = await dialog({ title, content, actions: [{ text: no, value: false }, { text: yes, value: true, tone: 'danger' }] });
  return answer === true;
}

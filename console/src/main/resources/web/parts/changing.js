// A part of a page that is drawn anew only when what it shows has changed: who reads or has the focus keeps it.
import { h, show } from '../dom.js';

/** Returns { element, update(value) }; draw(value) returns what is shown of a value of JSON. */
export function changing(draw, attributes = {}) {
  const element = h('div', attributes);
  let shown;
  return {
    element,
    update(value) {
      const now = JSON.stringify(value);
      if (now === shown) return;
      shown = now;
      show(element, draw(value));
    },
  };
}

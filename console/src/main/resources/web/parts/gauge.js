// How much of a threshold is used, as a bar with its words.
import { h, svg } from '../dom.js';

/**
 * options: label, value, limit, text (what it says in words, e.g. "312 of 100,000 persons"),
 * warn (share of the limit from which it warns, 0.8). Beyond the limit it is bad.
 */
export function gauge({ label, value, limit, text, warn = 0.8 }) {
  const share = limit > 0 ? value / limit : 0;
  const tone = share >= 1 ? 'bad' : share >= warn ? 'warn' : 'good';
  return h('div', { class: `gauge ${tone}` },
    h('span', { class: 'gauge-label' }, label),
    svg('svg', { class: `bar ${tone}`, viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
      svg('rect', { class: 'bar-ground', width: 100, height: 10 }),
      svg('rect', { class: 'bar-value', width: Math.min(100, Math.max(value > 0 ? 0.5 : 0, share * 100)), height: 10 })),
    h('span', { class: 'gauge-text' }, text));
}

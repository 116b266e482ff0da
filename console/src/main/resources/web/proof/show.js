// Shows a check step by step, and draws the way from the entry to the root.
import { h, svg } from '../dom.js';
import { notice } from '../parts/notice.js';
import { isOperators } from './keys.js';

const TONES = { verified: 'good', integrity: 'warn', broken: 'bad' };
const MARKS = { good: '✓', bad: '✗', open: '–' };

const WIDTH = 400;
const ROW = 46;
const BOX = 108;

/** The verdict in words; keys from the operator prove less than they seem to, and it says so. */
export function verdict(text, check) {
  const key = check.verdict === 'verified' && isOperators() ? 'verdict.operator' : `verdict.${check.verdict}`;
  const tone = key === 'verdict.operator' ? 'warn' : TONES[check.verdict];
  const element = notice(tone, h('strong', null, text(key)));
  element.dataset.verdict = check.verdict;
  return element;
}

export function steps(text, check) {
  return h('ol', { class: 'steps' }, check.steps.map((step) =>
    h('li', { class: step.kind, 'data-step': step.key },
      h('span', { class: 'mark', 'aria-hidden': 'true' }, MARKS[step.kind]),
      h('span', null, step.kind === 'bad' ? h('strong', null, text('step.bad'), ' ') : null, coded(text(`step.${step.key}`, step.values))))));
}

/** Hashes are compared by eye: each of their digits is as wide as the next. */
const coded = (sentence) => sentence.split(/([0-9a-f]{64})/).map((part, i) => (i % 2 ? h('code', null, part) : part));

/** Leaf below, root above; the sibling that is joined at each level on its side. */
export function drawing(text, { leaf, nodes, root, good }) {
  if (!leaf || root === undefined) return null;
  const levels = nodes.length + 1;
  const height = (levels + 1) * ROW + 12;
  const y = (level) => height - ROW / 2 - level * ROW;
  const middle = WIDTH / 2;
  const picture = svg('svg', { class: `tree ${good ? 'good' : 'bad'}`, viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': text('drawing', { n: nodes.length }) });
  nodes.forEach((node, level) => {
    const side = node.left ? BOX / 2 + 4 : WIDTH - BOX / 2 - 4;
    picture.append(
      svg('line', { class: 'way', x1: middle, y1: y(level), x2: middle, y2: y(level + 1) }),
      svg('polyline', { class: 'join', points: `${side},${y(level)} ${side},${y(level + 1)} ${middle},${y(level + 1)}` }),
      box(side, y(level), node.sibling, 'sibling'));
  });
  picture.append(box(middle, y(0), leaf, 'leaf'));
  nodes.forEach((node, level) => picture.append(box(middle, y(level + 1), node.hash, 'node')));
  const top = y(levels);
  picture.append(
    svg('line', { class: 'compare', x1: middle, y1: y(levels - 1), x2: middle, y2: top }),
    svg('text', { class: 'sign', x: middle + 14, y: (y(levels - 1) + top) / 2 + 5 }, good ? '=' : '≠'),
    box(middle, top, root, 'root'));
  return h('figure', { class: 'drawn proof' }, picture, h('figcaption', null, text('drawing.caption')));
}

function box(x, y, hash, kind) {
  return svg('g', { class: kind }, svg('rect', { x: x - BOX / 2, y: y - 13, width: BOX, height: 26, rx: 5 }), svg('text', { x, y: y + 4 }, `${hash.slice(0, 12)}…`));
}

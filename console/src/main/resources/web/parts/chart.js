// Small charts in SVG. Each has its meaning in words, for those who cannot see it.
import { h, svg } from '../dom.js';

const WIDTH = 640;
const LEFT = 52;
const RIGHT = 12;
const TOP = 12;
const BOTTOM = 26;

/** Round steps that divide [0, most] or [low, high] into three to six parts. */
function ticks(low, high) {
  const span = high - low || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough);
  const found = [];
  for (let at = Math.ceil(low / step) * step; at <= high + step / 1e6; at += step) found.push(Number(at.toPrecision(12)));
  return found;
}

function frame(height, label) {
  return svg('svg', { class: 'chart', viewBox: `0 0 ${WIDTH} ${height}`, role: 'img', 'aria-label': label });
}

function axes(drawing, { height, y, low, high, number }) {
  for (const tick of ticks(low, high)) {
    drawing.append(
      svg('line', { class: 'grid', x1: LEFT, x2: WIDTH - RIGHT, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'tick end', x: LEFT - 6, y: y(tick) + 4 }, number(tick)));
  }
  drawing.append(svg('line', { class: 'axis', x1: LEFT, x2: WIDTH - RIGHT, y1: height - BOTTOM, y2: height - BOTTOM }));
}

/** Lines end where there is no value: a gap is shown as one. */
function path(points, x, y) {
  let drawn = '';
  let pen = false;
  for (const [at, value] of points) {
    if (value === null || value === undefined) pen = false;
    else {
      drawn += `${pen ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = true;
    }
  }
  return drawn;
}

/**
 * series: [{ name, points: [[x, y or null], ...] }], at most four. options: label (one sentence),
 * xText(x), number(y), height, zero (whether the scale begins at 0), limit ({ value, text }).
 */
export function lineChart(series, { label, xText, number = String, height = 180, zero = true, limit } = {}) {
  const all = series.flatMap((each) => each.points).filter(([, value]) => value !== null && value !== undefined);
  if (all.length === 0) return h('p', { class: 'empty' }, label);
  const values = all.map(([, value]) => value).concat(limit ? [limit.value] : []);
  const low = zero ? Math.min(0, ...values) : Math.min(...values);
  const high = Math.max(...values, low + (zero ? 1 : 1e-9));
  const [first, last] = [Math.min(...all.map(([at]) => at)), Math.max(...all.map(([at]) => at))];
  const x = (at) => LEFT + ((at - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + (1 - (value - low) / (high - low || 1)) * (height - TOP - BOTTOM);
  const drawing = frame(height, label);
  axes(drawing, { height, y, low, high, number });
  for (const [at, side] of [[first, 'start'], [last, 'end']]) {
    drawing.append(svg('text', { class: `tick ${side}`, x: x(at), y: height - 8 }, xText(at)));
  }
  if (limit) {
    drawing.append(
      svg('line', { class: 'limit', x1: LEFT, x2: WIDTH - RIGHT, y1: y(limit.value), y2: y(limit.value) }),
      svg('text', { class: 'tick end limit-text', x: WIDTH - RIGHT, y: y(limit.value) - 4 }, limit.text));
  }
  series.forEach((each, index) => drawing.append(svg('path', { class: `line series-${index}`, d: path(each.points, x, y) })));
  const singles = series.flatMap((each, index) => (each.points.length === 1 ? [svg('circle', { class: `dot series-${index}`, cx: x(each.points[0][0]), cy: y(each.points[0][1]), r: 3 })] : []));
  drawing.append(...singles);
  return h('figure', { class: 'drawn' }, drawing, series.length > 1 ? legend(series) : null);
}

function legend(series) {
  return h('ul', { class: 'legend' }, series.map((each, index) => h('li', { class: `series-${index}` }, each.name)));
}

/** bars: [{ name, value, tone: 'good' | 'warn' | 'bad' | undefined, text }], drawn as rows with their words. */
export function barChart(bars, { label, number = String } = {}) {
  const most = Math.max(1, ...bars.map((bar) => bar.value));
  return h('div', { class: 'bars', role: 'img', 'aria-label': `${label}: ${bars.map((bar) => `${bar.name} ${bar.text ?? number(bar.value)}`).join(', ')}` },
    bars.map((bar) => [
      h('span', { class: 'bar-name' }, bar.name),
      svg('svg', { class: `bar ${bar.tone ?? ''}`, viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
        svg('rect', { class: 'bar-ground', width: 100, height: 10 }),
        svg('rect', { class: 'bar-value', width: Math.max(bar.value > 0 ? 0.5 : 0, (bar.value / most) * 100), height: 10 })),
      h('span', { class: 'bar-number' }, bar.text ?? number(bar.value)),
    ]));
}

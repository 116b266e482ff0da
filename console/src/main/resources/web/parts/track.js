// Where a vehicle went, from where its track begins: a grid, and nothing that is on a map.
import { h, svg } from '../dom.js';
import { table } from './table.js';

const SIZE = 360;
const EDGE = 24;

/** The fewest cells that are drawn, so that a short way does not look long. */
const LEAST_CELLS = 6;

/** track: { cellEastMetres, cellNorthMetres, points: [{ eastMetres, northMetres }] }; words: label, start, end. */
export function trackDrawing(track, { label, start, end }) {
  const cell = Math.max(track.cellEastMetres, track.cellNorthMetres);
  const east = track.points.map((point) => point.eastMetres);
  const north = track.points.map((point) => point.northMetres);
  const middle = (values) => (Math.min(...values) + Math.max(...values)) / 2;
  const span = Math.max(Math.max(...east) - Math.min(...east), Math.max(...north) - Math.min(...north), LEAST_CELLS * cell) + cell;
  const scale = (SIZE - 2 * EDGE) / span;
  const x = (metres) => SIZE / 2 + (metres - middle(east)) * scale;
  const y = (metres) => SIZE / 2 - (metres - middle(north)) * scale;
  const drawing = svg('svg', { class: 'chart track', viewBox: `0 0 ${SIZE} ${SIZE}`, role: 'img', 'aria-label': label });
  grid(drawing, x, track.cellEastMetres, middle(east), span, true);
  grid(drawing, y, track.cellNorthMetres, middle(north), span, false);
  const way = track.points.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.eastMetres).toFixed(1)} ${y(point.northMetres).toFixed(1)}`).join('');
  drawing.append(svg('path', { class: 'line series-0', d: way }));
  const [first, last] = [track.points[0], track.points[track.points.length - 1]];
  drawing.append(
    svg('circle', { class: 'dot series-2', cx: x(first.eastMetres), cy: y(first.northMetres), r: 5 }),
    svg('circle', { class: 'dot series-0', cx: x(last.eastMetres), cy: y(last.northMetres), r: 5 }),
    svg('text', { class: 'tick', x: x(first.eastMetres) + 8, y: y(first.northMetres) - 6 }, start),
    svg('text', { class: 'tick', x: x(last.eastMetres) + 8, y: y(last.northMetres) + 14 }, end),
  );
  return h('figure', { class: 'drawn' }, drawing);
}

/** The same in words, one line a cell; words: caption, from, until, east, north; text as the page has it. */
export function trackTable(track, { caption, from, until, east, north }, text) {
  return table(
    [
      { head: from, cell: (stay) => text.time(stay.from) },
      { head: until, cell: (stay) => text.time(stay.until) },
      { head: east, number: true, cell: (stay) => text.number(Math.round(stay.east)) },
      { head: north, number: true, cell: (stay) => text.number(Math.round(stay.north)) },
    ],
    stays(track.points),
    { caption },
  ).element;
}

/** Points of one cell, one after the other, are one stay. */
function stays(points) {
  const all = [];
  for (const { atMillis, eastMetres, northMetres } of points) {
    const last = all[all.length - 1];
    if (last && last.east === eastMetres && last.north === northMetres) last.until = atMillis;
    else all.push({ from: atMillis, until: atMillis, east: eastMetres, north: northMetres });
  }
  return all;
}

/** Lines between the cells, whose middles are whole multiples; at most a hundred of them. */
function grid(drawing, place, cell, middle, span, upright) {
  const step = cell * Math.max(1, Math.ceil(span / cell / 100));
  const first = Math.floor((middle - span / 2) / step) * step + step / 2;
  for (let at = first; at < middle + span / 2; at += step) {
    const line = place(at);
    const ends = upright ? { x1: line, x2: line, y1: 0, y2: SIZE } : { x1: 0, x2: SIZE, y1: line, y2: line };
    drawing.append(svg('line', { class: 'grid', ...ends }));
  }
}

// Frames of a clip as they left the car, with the outlines of their masks drawn above.
import { h, svg } from '../dom.js';

/** Of a thousandth of a radian. */
const DEGREES = 0.18 / Math.PI;

/** A picture of Base64; the page's policy lets pictures come from memory only. Returns { element, free }. */
function picture(jpeg, alt) {
  const bytes = Uint8Array.from(atob(jpeg), (letter) => letter.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
  return { element: h('img', { src: address, alt }), free: () => URL.revokeObjectURL(address) };
}

/** Returns { element, free }; call free when the frames are shown no longer. */
export function clipFrames(clip, text) {
  const pictures = [];
  const drawn = clip.shown.map((frame) => {
    const words = text('frame.words', { n: frame.place + 1, faces: frame.faces, plates: frame.plates });
    if (!frame.jpeg) return h('figure', { class: 'frame' }, h('p', { class: 'empty' }, text('frame.broken')));
    const shown = picture(frame.jpeg, words);
    pictures.push(shown);
    return h('figure', { class: 'frame' },
      h('div', { class: 'frame-picture' }, shown.element, outlines(clip, frame)),
      h('figcaption', null, words, ' · ', text.time(frame.capturedAtMillis), ' · ', text(`check.${frame.check}`)));
  });
  return { element: h('div', { class: 'frames' }, drawn), free: () => pictures.forEach((each) => each.free()) };
}

function outlines(clip, frame) {
  if (!frame.masks || frame.masks.length === 0) return null;
  return svg('svg', { class: 'outlines', viewBox: `0 0 ${clip.widthPx} ${clip.heightPx}`, 'aria-hidden': 'true' }, frame.masks.map(outline));
}

function outline(mask) {
  const [x, y] = [mask.leftPx + mask.widthPx / 2, mask.topPx + mask.heightPx / 2];
  const place = { class: mask.kind === 'FACE' ? 'face' : 'plate', transform: mask.tiltMilliradians ? `rotate(${(mask.tiltMilliradians * DEGREES).toFixed(2)} ${x} ${y})` : null };
  return mask.shape === 'ELLIPSE'
    ? svg('ellipse', { ...place, cx: x, cy: y, rx: mask.widthPx / 2, ry: mask.heightPx / 2 })
    : svg('rect', { ...place, x: mask.leftPx, y: mask.topPx, width: mask.widthPx, height: mask.heightPx });
}

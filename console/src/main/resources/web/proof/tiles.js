// Reads the public files of the log (C2SP tlog-tiles) and finds the hashes that prove an entry (RFC 9162 2.1.3).

const FULL = 256;
const HASH = 32;
const MAX_CHECKPOINT_BYTES = 256 * 1024;
const MAX_BUNDLE_BYTES = FULL * (2 + 0xffff);

/** A file of the log that is not there: the log has grown since, or somebody took it away. */
export class Missing extends Error {
  constructor(file) {
    super(file);
    this.file = file;
  }
}

async function read(path, limit) {
  const answer = await fetch(`/log/${path}`, { cache: 'no-store', credentials: 'omit', redirect: 'error' });
  if (!answer.ok) throw new Missing(path);
  const octets = new Uint8Array(await answer.arrayBuffer());
  if (octets.length > limit) throw new Missing(path);
  return octets;
}

/** Returns the newest checkpoint as text. */
export async function checkpoint() {
  return new TextDecoder('utf-8', { fatal: true }).decode(await read('checkpoint', MAX_CHECKPOINT_BYTES));
}

/** Returns the number of entries that a checkpoint speaks of; nothing of it is believed by that. */
export function sizeOf(note) {
  const size = note.split('\n')[1] ?? '';
  return /^(0|[1-9][0-9]{0,14})$/.test(size) ? Number(size) : 0;
}

function numbered(index) {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g);
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}

/** The tiles of a tree of so many entries. */
export class Tiles {
  #files = new Map();
  #verifier;

  constructor(size, verifier) {
    this.size = size;
    this.#verifier = verifier;
  }

  #path(level, index) {
    const count = level === 'entries' ? this.size : Math.floor(this.size / FULL ** level);
    const width = Math.min(FULL, count - index * FULL);
    return { width, path: `tile/${level}/${numbered(index)}${width < FULL ? `.p/${width}` : ''}` };
  }

  async #file(path, limit) {
    if (!this.#files.has(path)) this.#files.set(path, read(path, limit));
    return this.#files.get(path);
  }

  /** Returns the file that an entry lies in. */
  bundleOf(index) {
    return this.#path('entries', Math.floor(index / FULL)).path;
  }

  /** Returns the entries of the bundle that holds an entry, and the number of the first. */
  async bundle(index) {
    const number = Math.floor(index / FULL);
    const { path, width } = this.#path('entries', number);
    const octets = await this.#file(path, MAX_BUNDLE_BYTES);
    const entries = [];
    for (let at = 0; at + 2 <= octets.length;) {
      const length = octets[at] * 256 + octets[at + 1];
      entries.push(octets.slice(at + 2, at + 2 + length));
      at += 2 + length;
      if (at > octets.length) throw new this.#verifier.Broken(path, 'form');
    }
    if (entries.length !== width) throw new this.#verifier.Broken(path, 'form');
    return { first: number * FULL, entries };
  }

  async #hashes(level, index) {
    const { path, width } = this.#path(level, index);
    const octets = await this.#file(path, FULL * HASH);
    if (octets.length !== width * HASH) throw new this.#verifier.Broken(path, 'form');
    return octets;
  }

  /** Returns the hash of an entry as the tile of level 0 has it. */
  async leaf(index) {
    return this.#node(0, index);
  }

  /** The node `index` of those that stand over 2^height entries each. */
  async #node(height, index) {
    const level = Math.floor(height / 8);
    const beside = 2 ** (height % 8);
    const first = index * beside;
    const tile = await this.#hashes(level, Math.floor(first / FULL));
    const at = first % FULL;
    const parts = Array.from({ length: beside }, (_, part) => tile.slice((at + part) * HASH, (at + part + 1) * HASH));
    return this.#fold(parts);
  }

  async #fold(hashes) {
    let level = hashes;
    while (level.length > 1) {
      const next = [];
      for (let at = 0; at < level.length; at += 2) next.push(await this.#parent(level[at], level[at + 1]));
      level = next;
    }
    return level[0];
  }

  #parent(left, right) {
    return this.#verifier.sha256(this.#verifier.joined(Uint8Array.of(1), left, right));
  }

  /** The hash over the entries [from, to). */
  async #range(from, to) {
    const count = to - from;
    const split = splitOf(count);
    if (split * 2 === count || count === 1) return this.#node(Math.round(Math.log2(count)), from / count);
    return this.#parent(await this.#range(from, from + split), await this.#range(from + split, to));
  }

  /** Returns the hash over all entries. */
  async root() {
    return this.#range(0, this.size);
  }

  /** Returns the siblings on the way from an entry to the root, the lowest first. */
  async path(index) {
    const siblings = [];
    let [from, to] = [0, this.size];
    while (to - from > 1) {
      const split = from + splitOf(to - from);
      if (index < split) {
        siblings.unshift(await this.#range(split, to));
        to = split;
      } else {
        siblings.unshift(await this.#range(from, split));
        from = split;
      }
    }
    return siblings;
  }
}

/** The largest power of two below the count; 1 for 1. */
function splitOf(count) {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

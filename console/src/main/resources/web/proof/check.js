// Verifies in this page, by WebCrypto, what the log's public files say. The arithmetic is that of verifier.html.
import { Missing, Tiles, checkpoint, sizeOf } from './tiles.js';

/** How often a log may grow while it is read, until we give up. */
const MAX_TRIES = 5;

const verifierModule = () => import('/api/log/verifier.js');

const base64 = (octets) => btoa(String.fromCharCode(...octets));
const ascii = (text) => new TextEncoder().encode(text);

/** The file that a stand-alone verifier reads (C2SP tlog-proof). */
const written = (entry, index, path, note) =>
  `c2sp.org/tlog-proof@v1\nextra ${base64(entry)}\nindex ${index}\n${path.map((hash) => `${base64(hash)}\n`).join('')}\n${note}`;

/** Collects the steps of one check. */
class Steps {
  constructor() {
    this.all = [];
    this.drawn = { nodes: [] };
  }

  add(kind, key, values = {}) {
    this.all.push({ kind, key, values });
  }

  /** Told by the verifier, in its order. */
  seen(verifier, name, value) {
    const { hex, same } = verifier;
    if (name === 'checkpoint') this.add('good', 'checkpoint', { origin: value.origin, size: value.size, root: hex(value.root) });
    if (name === 'signature') this.add('good', 'signature', { name: value.name });
    if (name === 'cosignature') this.add('good', 'cosignature', { name: value.name, at: new Date(value.seconds * 1000).toISOString() });
    if (name === 'leaf') {
      this.drawn.leaf = hex(value.hash);
      this.add('good', 'leaf', { bytes: value.entry.length, hash: hex(value.hash) });
    }
    if (name === 'node') {
      this.drawn.nodes.push({ left: value.left, sibling: hex(value.sibling), hash: hex(value.hash) });
      this.add('good', value.left ? 'left' : 'right', { level: this.drawn.nodes.length, sibling: hex(value.sibling), hash: hex(value.hash) });
    }
    if (name === 'root') {
      const good = same(value.hash, value.root);
      Object.assign(this.drawn, { root: hex(value.root), good });
      this.add(good ? 'good' : 'bad', good ? 'rootSame' : 'rootOther', { hash: hex(value.hash), root: hex(value.root) });
    }
  }
}

/** What is found out: verdict is 'verified', 'integrity' (no key was given) or 'broken'. */
function result(steps, policy, more = {}) {
  const broken = steps.all.some((step) => step.kind === 'bad');
  return { steps: steps.all, drawn: steps.drawn, verdict: broken ? 'broken' : policy ? 'verified' : 'integrity', ...more };
}

function failed(steps, problem, verifier, more) {
  const known = problem instanceof verifier.Broken || problem instanceof Missing;
  if (!known) throw problem;
  const reason = problem instanceof Missing ? 'missing' : problem.reason;
  if (!steps.all.some((step) => step.kind === 'bad')) steps.add('bad', `broken.${reason}`, { file: problem.file });
  return { ...result(steps, undefined, more), verdict: 'broken' };
}

async function policyOf(text, verifier, steps) {
  if (!text.trim()) return undefined;
  const policy = await verifier.policyOf(text);
  steps.add('good', 'policy', { names: policy.logs.map((log) => log.name).join(', ') });
  if (policy.ignored) steps.add('open', 'ignored', { n: policy.ignored });
  return policy;
}

function unsigned(steps, policy) {
  if (!policy) steps.add('open', 'unsigned');
  else if (!policy.witnessed) steps.add('open', 'noWitness');
}

/** A partial file goes away when the log grows: then everything is read again, from the newer checkpoint. */
async function settled(work) {
  for (let tried = 1; ; tried++) {
    const note = await checkpoint();
    const [steps, problem, value] = await work(note);
    if (!(problem instanceof Missing) || tried === MAX_TRIES || sizeOf(await checkpoint()) === sizeOf(note)) return [steps, problem, value];
  }
}

async function attempt(work) {
  try {
    return [undefined, await work()];
  } catch (problem) {
    return [problem, undefined];
  }
}

/** Verifies the newest checkpoint: who signed it, and that the tiles give its root. */
export async function checkHead(policyText) {
  const verifier = await verifierModule();
  const [steps, problem, policy] = await settled(async (note) => {
    const told = new Steps();
    const [trouble, value] = await attempt(async () => {
      const trusted = await policyOf(policyText, verifier, told);
      const head = await new verifier.Checkpoints(trusted, (...seen) => told.seen(verifier, ...seen)).of(note, 'checkpoint');
      unsigned(told, trusted);
      if (head.size > 0) told.seen(verifier, 'root', { hash: await new Tiles(head.size, verifier).root(), root: head.root });
      return trusted;
    });
    return [told, trouble, value];
  });
  return problem ? failed(steps, problem, verifier) : result(steps, policy);
}

/** Verifies that an entry is in the tree of the newest checkpoint. */
export async function checkEntry(index, policyText) {
  const verifier = await verifierModule();
  const [steps, problem, found] = await settled(async (note) => {
    const told = new Steps();
    const found = {};
    const [trouble] = await attempt(async () => {
      found.policy = await policyOf(policyText, verifier, told);
      const tiles = new Tiles(sizeOf(note), verifier);
      if (index >= tiles.size) throw new verifier.Broken('checkpoint', 'notInTree');
      const bundle = await tiles.bundle(index);
      const entry = bundle.entries[index - bundle.first];
      found.entry = entry;
      found.file = tiles.bundleOf(index);
      const hash = await verifier.sha256(verifier.joined(Uint8Array.of(0), entry));
      const same = verifier.same(hash, await tiles.leaf(index));
      told.add(same ? 'good' : 'bad', same ? 'tileSame' : 'tileOther', { file: found.file });
      found.proof = written(entry, index, await tiles.path(index), note);
      await proven(found.proof, found.policy, verifier, told);
      unsigned(told, found.policy);
    });
    return [told, trouble, found];
  });
  const more = { entry: found.entry, proof: found.proof, file: found.file };
  return problem ? failed(steps, problem, verifier, more) : result(steps, found.policy, more);
}

/** Verifies a proof that somebody handed out. */
export async function checkProof(proof, policyText) {
  const verifier = await verifierModule();
  const steps = new Steps();
  const [problem, found] = await attempt(async () => {
    const policy = await policyOf(policyText, verifier, steps);
    return { policy, ...(await proven(proof, policy, verifier, steps)) };
  });
  return problem ? failed(steps, problem, verifier) : result(steps, found.policy, { leaf: found.leaf });
}

function proven(proof, policy, verifier, steps) {
  const checkpoints = new verifier.Checkpoints(policy, (...seen) => steps.seen(verifier, ...seen));
  return verifier.proven('proof', new Map([['proof', ascii(proof)]]), checkpoints);
}

/** Reads the newest entries, at most `most` of them, the newest first; nothing is verified by that. */
export async function newestEntries(most) {
  const verifier = await verifierModule();
  const [, problem, entries] = await settled(async (note) => {
    const [trouble, value] = await attempt(async () => {
      const tiles = new Tiles(sizeOf(note), verifier);
      const found = [];
      for (let next = tiles.size - 1; next >= 0 && found.length < most;) {
        const bundle = await tiles.bundle(next);
        for (; next >= bundle.first && found.length < most; next--) found.push({ index: next, ...parsed(bundle.entries[next - bundle.first]) });
      }
      return found;
    });
    return [undefined, trouble, value];
  });
  if (problem) throw problem;
  return entries;
}

/** What an entry says; empty fields if it says nothing that can be read. */
export function parsed(octets) {
  try {
    const leaf = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
    return { stage: String(leaf.stage ?? ''), decision: String(leaf.decision ?? ''), rules: [leaf.rules ?? []].flat().map(String), pack: String(leaf.pack ?? ''), hour: String(leaf.hour ?? ''), commitment: String(leaf.commitment ?? '') };
  } catch {
    return { stage: '', decision: '', rules: [], pack: '', hour: '', commitment: '' };
  }
}

// One stream of server-sent events for all topics that are watched.

export class Live {
  #callbacks = new Map();
  #last = new Map();
  #source = null;
  #topics = '';
  #changed;

  /** changed(state) is told 'open', 'lost' or 'idle'. */
  constructor(changed) {
    this.#changed = changed;
  }

  /** Calls back with each state of the topic; returns what ends it. */
  watch(topic, callback) {
    const callbacks = this.#callbacks.get(topic) ?? new Set();
    this.#callbacks.set(topic, callbacks.add(callback));
    if (this.#last.has(topic)) callback(this.#last.get(topic));
    this.#renewSoon();
    return () => {
      callbacks.delete(callback);
      if (callbacks.size === 0) {
        this.#callbacks.delete(topic);
        this.#last.delete(topic);
      }
      this.#renewSoon();
    };
  }

  stop() {
    this.#callbacks.clear();
    this.#last.clear();
    this.#renew();
  }

  /** A page that asks for three topics opens one stream. */
  #renewSoon() {
    queueMicrotask(() => this.#renew());
  }

  #renew() {
    const topics = [...this.#callbacks.keys()].sort().join(',');
    if (topics === this.#topics) return;
    this.#topics = topics;
    this.#source?.close();
    this.#source = null;
    if (topics === '') {
      this.#changed('idle');
      return;
    }
    const source = new EventSource(`/api/live?topics=${encodeURIComponent(topics)}`);
    source.onopen = () => this.#changed('open');
    source.onerror = () => this.#changed('lost');
    for (const topic of this.#callbacks.keys()) {
      source.addEventListener(topic, (event) => this.#tell(topic, JSON.parse(event.data)));
    }
    this.#source = source;
  }

  #tell(topic, value) {
    this.#last.set(topic, value);
    for (const callback of this.#callbacks.get(topic) ?? []) callback(value);
  }
}

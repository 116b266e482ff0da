// Talks to the console's own server, and to no other.

/** Why the server gave no answer: status of HTTP, and the code of a sentence. */
export class Problem extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Api {
  #token = '';
  #signedOut;

  /** signedOut() is called when the server knows no session any more. */
  constructor(signedOut) {
    this.#signedOut = signedOut;
  }

  set token(token) {
    this.#token = token;
  }

  async get(path) {
    return (await this.#ask(path, {})).json();
  }

  async post(path, body = {}) {
    return (await this.#ask(path, this.#sent(body))).json();
  }

  /** Returns {name, blob}; with a body it is asked by POST. */
  async download(path, body) {
    const answer = await this.#ask(path, body === undefined ? {} : this.#sent(body));
    const name = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition') ?? '');
    return { name: name ? name[1] : 'download', blob: await answer.blob() };
  }

  #sent(body) {
    const headers = { 'Content-Type': 'application/json', 'X-Breakwater-Token': this.#token };
    return { method: 'POST', headers, body: JSON.stringify(body) };
  }

  async #ask(path, request) {
    let answer;
    try {
      answer = await fetch(path, { ...request, credentials: 'same-origin', redirect: 'error' });
    } catch (unreachable) {
      throw new Problem(0, 'unreachable', unreachable.message);
    }
    if (answer.ok) return answer;
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401) this.#signedOut();
    throw new Problem(answer.status, told.code ?? 'unknown', told.message ?? '');
  }
}

/** Gives a download to the user as a file. */
export function save({ name, blob }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

// The words of the page, one file a page and language; a test says that all languages have the same.

export const LANGUAGES = { zh: '中文', en: 'English', ja: '日本語' };

const files = new Map();

export function preferredLanguage() {
  const kept = localStorage.getItem('language');
  if (kept in LANGUAGES) return kept;
  return navigator.languages.map((each) => each.slice(0, 2)).find((each) => each in LANGUAGES) ?? 'en';
}

async function read(language, name) {
  const path = `/text/${language}/${name}.json`;
  if (!files.has(path)) files.set(path, await (await fetch(path)).json());
  return files.get(path);
}

/**
 * Returns text(key, values): the page's words first, then those that all pages share. In a sentence '{n}' is the
 * value n, and '{n|clip|clips}' is the first word if that is 1, else the second.
 */
export async function words(language, ...names) {
  const known = await Promise.all([...names, 'shell'].map((name) => read(language, name)));
  const number = new Intl.NumberFormat(language);
  const shown = (value) => (typeof value === 'number' ? number.format(value) : String(value));
  const text = (key, values = {}) => {
    const sentence = known.map((file) => file[key]).find((each) => each !== undefined);
    if (sentence === undefined) {
      console.error(`no text ${key}`);
      return key;
    }
    return sentence
      .replace(/\{(\w+)\|([^|{}]*)\|([^|{}]*)\}/g, (all, name, one, more) => (Number(values[name]) === 1 ? one : more))
      .replace(/\{(\w+)\}/g, (all, name) => (name in values ? shown(values[name]) : all));
  };
  text.has = (key) => known.some((file) => key in file);
  text.language = language;
  text.number = (value, options) => new Intl.NumberFormat(language, options).format(value);
  text.time = (millis) => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(millis);
  text.date = (millis) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(millis);
  return text;
}

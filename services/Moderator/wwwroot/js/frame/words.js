import { effect, signal } from '../../lib/signals/signals.mjs';
import en from '../words/en.js';
import vi from '../words/vi.js';

/** Vietnamese is the newsroom's language; English is a switch. */
const words = { vi, en };

export const language = signal(localStorage.getItem('language') === 'en' ? 'en' : 'vi');

effect(() => {
  localStorage.setItem('language', language.value);
  document.documentElement.lang = language.value;
});

export const switchLanguage = () => { language.value = language.value === 'vi' ? 'en' : 'vi'; };

/** The text called `name`, with `{…}` filled in. */
export const say = (name, values = {}) => fill(words[language.value][name], values);

/** The same in every language, as the server tells what is wrong with a field. */
export const inEvery = (name) => Object.fromEntries(Object.entries(words).map(([of, texts]) => [of, texts[name]]));

export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, key) => values[key]);

/** The same for a name that may be unknown, such as a rule of a later version: then it stands for itself. */
export const sayOr = (name, otherwise) => words[language.value][name] ?? otherwise;

/** What the server says, or what to say when it says nothing. */
export function explain({ problem }, otherwise) {
  const [first] = Object.values(problem?.errors ?? {}).flat();
  return (first ?? problem)?.[language.value] ?? say(otherwise);
}

export const number = (value, digits = 2) =>
  new Intl.NumberFormat(language.value, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

export const whole = (value) => number(value, 0);

/** A count, or nothing until it is known. */
export const count = (value) => (value === undefined ? '' : whole(value));

export const clock = (moment) =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'short', timeStyle: 'short' }).format(new Date(moment));

/** A day as the calendar has it, `2026-11-30`. */
export const day = (date) =>
  new Intl.DateTimeFormat(language.value, { dateStyle: 'short', timeZone: 'UTC' }).format(new Date(date));

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

export function ago(moment, now) {
  const seconds = Math.max(0, (now - new Date(moment)) / 1000);
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(language.value, { numeric: 'auto' }).format(-Math.floor(seconds / length), unit);
}

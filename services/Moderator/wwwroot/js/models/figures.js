/** How figures of models are said. */
import { language, number, say, sayOr, whole } from '../frame/words.js';

const three = (value) => number(value, 3);

/** With its sign, also that of nothing. */
export const signed = (value) => new Intl.NumberFormat(language.value, {
  minimumFractionDigits: 3, maximumFractionDigits: 3, signDisplay: 'exceptZero',
}).format(value);

export const percent = (share) =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 }).format(share);

export const interval = ({ value, low, high }) => `${three(value)} (${three(low)}–${three(high)})`;

export const gain = ({ value, low, high }) => say('models.gain', { value: signed(value), low: signed(low), high: signed(high) });

/** A share with its interval and what it is of; null where it is of nothing. */
export const share = ({ rate, low, high }) =>
  (rate === undefined || rate === null ? '–' : `${percent(rate)} (${percent(low)}–${percent(high)})`);

/** How sure it is that one is better: `better`, `worse`, or `open`. */
export const verdict = (of) => (of.low > 0 ? 'better' : of.high < 0 ? 'worse' : 'open');

/** Why somebody did something: in a person's own words, or in ours for what the machine did by itself. */
export function reason({ changedBy, why }) {
  if (changedBy) return why;
  const after = /^(\d+) decisions$/.exec(why);
  return after ? say('models.why.after', { n: whole(Number(after[1])) }) : sayOr(`models.why.${why}`, why);
}

/** How figures of agreement are said. */
import { language, number, say, whole } from '../frame/words.js';

/** As the server: below so many comments decided twice nothing is concluded. */
const fewest = 30;

export const percent = (share) =>
  new Intl.NumberFormat(language.value, { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** A share with its interval. */
export const shareOf = ({ rate, low, high }) =>
  (rate === undefined ? '–' : `${percent(rate)} (${percent(low)}–${percent(high)})`);

/** Kappa with its interval, or why there is none. */
export function kappaOf({ same, kappa }) {
  if (kappa) return `${number(kappa.value)} (${number(kappa.low)} – ${number(kappa.high)})`;
  return same.of < fewest ? say('agreement.tooFew', { n: whole(fewest - same.of) }) : say('agreement.oneWay');
}

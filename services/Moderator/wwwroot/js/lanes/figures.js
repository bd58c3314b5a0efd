/** How shares of lanes are said. */
import { language } from '../frame/words.js';

const format = (share, digits) => new Intl.NumberFormat(language.value, {
  style: 'percent', minimumFractionDigits: 0, maximumFractionDigits: digits,
}).format(share);

export const percent = (share) => format(share, 1);

/** Of what is proven: never less than it is. */
export const bound = (share) => format(Math.ceil(share * 10_000) / 10_000, 2);

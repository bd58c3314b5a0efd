/** How times of what is kept are said. */
import { language } from '../frame/words.js';

const units = [['day', 86_400], ['hour', 3_600], ['minute', 60], ['second', 1]];

/** `180 ngày`. A time under a second keeps its first digits. */
export function lasting(seconds) {
  const [unit, length] = units.find(([, size]) => seconds >= size) ?? units.at(-1);
  return new Intl.NumberFormat(language.value, {
    style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: seconds < 10 ? 2 : 0,
  }).format(seconds / length);
}

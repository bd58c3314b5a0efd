/** What was typed into the search, before any of it leaves the browser. */

const onlyId = /^(?:\S*\/comments\/)?([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\/?$/i;
const numbers = /\+?\d[\d\s.()/–—-]{6,}\d/g;
const country = /^(?:00)?84(?=[235789])/;
const national = /^0(?:[35789]\d{8}|2\d{9})$/;
const withoutZero = /^[35789]\d{8}$/;

/** The comment that an id, or the address of one, names; undefined when it is no id. */
export const idIn = (text) => onlyId.exec(text.trim())?.[1].toLowerCase();

/**
 * Whole phone numbers become what comments show of them, by which they are found: they must stand in no address, and in no log.
 * Anything else stays as it is.
 */
export function masked(text) {
  return text.replace(numbers, (found) => {
    const digits = found.replace(/\D/g, '').replace(country, '0');
    const whole = withoutZero.test(digits) && found === text.trim() ? `0${digits}` : digits;
    return national.test(whole) ? `${whole.slice(0, 3)}****${whole.slice(-3)}` : found;
  });
}

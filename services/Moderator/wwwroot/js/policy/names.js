/** Settings in words: what a path is called, and how its values read. */
import { language, say } from '../frame/words.js';
import { groups } from './settings.js';

const own = new RegExp(`^(sections|articles)\\.(.*)\\.((?:${Object.keys(groups).join('|')})(?:\\.\\w+)?)$`, 's');

/** What stands at a path such as `sections.Thể thao.spam.hold`. The name of a section may hold dots. */
export function nameOf(path) {
  const [, kind, name, rest = path] = own.exec(path) ?? [];
  const [group, member] = rest.split('.');
  const what = member ? `${say(`setting.${group}`)}, ${say(`setting.${member}`)}` : say(`setting.${group}`);
  return kind ? `${say(`policy.${kind}.of`, { name })}: ${what}` : what;
}

/** A share in percent with one digit behind the point. */
export const percent = (share) =>
  new Intl.NumberFormat(language.value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);

/** Settings in words: what a path is called, and how its values read. */
import { capital, labelName } from '../frame/vocabulary.js';
import { language, say } from '../frame/words.js';
import { groups } from './settings.js';

const places = groups.map((group) => ({ ...group, place: group.path.join('.') }));

const own = new RegExp(`^(sections|articles)\\.(.*)\\.((?:${places.map(({ place }) => place).join('|')})(?:\\.\\w+)?)$`, 's');

/** A group of settings; that of a label is called like it. */
export const groupName = ({ name, label }) => (label ? capital(labelName(label)) : say(`setting.${name}`));

/** What stands at a path such as `sections.Thể thao.thresholds.spam.hold`. The name of a section may hold dots. */
export function nameOf(path) {
  const [, kind, name, rest = path] = own.exec(path) ?? [];
  const group = places.find(({ place }) => rest === place || rest.startsWith(`${place}.`));
  if (!group) return path;
  const member = rest.slice(group.place.length + 1);
  const what = member ? `${groupName(group)}, ${say(`setting.${member}`)}` : groupName(group);
  return kind ? `${say(`policy.${kind}.of`, { name })}: ${what}` : what;
}

/** A share in percent with one digit behind the point. */
export const percent = (share) =>
  new Intl.NumberFormat(language.value, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(share);

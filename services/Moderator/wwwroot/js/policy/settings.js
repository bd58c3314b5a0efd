/** The settings of the policy as values: what holds where, how two of them differ, and what was typed into them. */
import { settings } from '../frame/vocabulary.js';
import { inEvery } from '../frame/words.js';

/** In the order in which they are read, each with its place in the settings. Those of a label have its name. */
export const groups = settings.map(({ name, label, kind, members }) => ({
  name: label ?? name, label, kind, members, path: label ? [name, label] : [name],
}));

/** Names of the groups that are one switch each; an article has these of its own. */
export const switches = groups.filter(({ kind }) => kind === 'switch').map(({ name }) => name);

/** Names of the members that are no whole numbers. */
const scores = groups.flatMap(({ members }) => members.filter(({ kind }) => kind === 'score').map(({ name }) => name));

/** What stands at a path of names; undefined where nothing does. */
export const at = (of, path) => path.reduce((value, name) => value?.[name], of);

const isObject = (value) => value !== null && typeof value === 'object';

/** The same settings with another value at a path of names; undefined takes it out. */
export function put(of, [name, ...rest], value) {
  const { [name]: old, ...others } = of;
  const next = rest.length > 0 ? put(old ?? {}, rest, value) : value;
  return next === undefined ? others : { ...of, [name]: next };
}

function* leaves(value, path = '') {
  if (isObject(value)) for (const [name, member] of Object.entries(value)) yield* leaves(member, path ? `${path}.${name}` : name);
  else if (value !== undefined) yield [path, value];
}

/** What differs, as the API tells the changes of a version: `path`, `before` and `after`. */
export function difference(before, after) {
  const [old, now] = [new Map(leaves(before)), new Map(leaves(after))];
  return [...new Set([...old.keys(), ...now.keys()])].filter((path) => old.get(path) !== now.get(path))
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }));
}

/**
 * What was typed, as settings: text of fields becomes numbers, null where there is none; sections and articles that set nothing
 * are left out.
 */
export function typed(draft) {
  const { sections, articles, ...general } = numbers(draft);
  return { ...general, sections: filled(sections), articles: filled(articles) };
}

export const numberOf = (text) => (text.trim() === '' ? null : Number(text));

function numbers(value) {
  if (typeof value === 'string') return numberOf(value);
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, numbers(member)])) : value;
}

const filled = (of) => Object.fromEntries(Object.entries(of)
  .map(([name, own]) => [name, isObject(own) ? filled(own) : own])
  .filter(([, own]) => !isObject(own) || Object.keys(own).length > 0));

/** What cannot be sent at all, by path, in the shape of the API's field errors. */
export function faults(of) {
  const fault = ([path, value]) => {
    if (value === null) return [[path, [inEvery('policy.needsNumber')]]];
    const isPart = typeof value === 'number' && !Number.isInteger(value);
    return isPart && !scores.includes(path.split('.').at(-1)) ? [[path, [inEvery('policy.needsWhole')]]] : [];
  };
  return Object.fromEntries([...leaves(of)].flatMap(fault));
}

/** What was changed from `base` to `mine`, done to `newer` instead. */
export function rebase(mine, base, newer) {
  if (!isObject(mine) || !isObject(newer)) return difference({ of: base }, { of: numbers(mine) }).length > 0 ? mine : newer;
  return Object.fromEntries(Object.keys({ ...newer, ...mine })
    .map((name) => [name, rebase(mine[name], base?.[name], newer[name])]).filter(([, value]) => value !== undefined));
}

/** The settings of the policy as values: what holds where, how two of them differ, and what was typed into them. */
import { inEvery } from '../frame/words.js';

/** The members of each group of settings, in the order in which they are read; a group without members is one value. */
export const groups = {
  automaticApproval: [], automaticRejection: [],
  hate: ['hold', 'reject'], toxicity: ['hold', 'reject'], spam: ['hold', 'reject'],
  contacts: ['phones', 'emails', 'bankAccounts', 'links'],
  duplicates: ['enabled', 'hours', 'minSyllables', 'distance'],
  authorFlood: ['enabled', 'comments', 'minutes'],
  articleFlood: ['enabled', 'comments', 'minutes'],
  newAuthorComments: [],
};

export const switches = ['automaticApproval', 'automaticRejection'];

const isObject = (value) => value !== null && typeof value === 'object';

/** The same settings with another value at a path of names; undefined takes it out. */
export function put(settings, [name, ...rest], value) {
  const { [name]: old, ...others } = settings;
  const next = rest.length > 0 ? put(old ?? {}, rest, value) : value;
  return next === undefined ? others : { ...settings, [name]: next };
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

const filled = (of) => Object.fromEntries(Object.entries(of).filter(([, own]) => Object.keys(own).length > 0));

/** What cannot be sent at all, by path, in the shape of the API's field errors. */
export function faults(settings) {
  const fault = ([path, value]) => {
    if (value === null) return [[path, [inEvery('policy.needsNumber')]]];
    const isPart = typeof value === 'number' && !Number.isInteger(value);
    return isPart && !/\.(hold|reject)$/.test(path) ? [[path, [inEvery('policy.needsWhole')]]] : [];
  };
  return Object.fromEntries([...leaves(settings)].flatMap(fault));
}

/** What was changed from `base` to `mine`, done to `newer` instead. */
export function rebase(mine, base, newer) {
  if (!isObject(mine) || !isObject(newer)) return difference({ of: base }, { of: numbers(mine) }).length > 0 ? mine : newer;
  return Object.fromEntries(Object.keys({ ...newer, ...mine })
    .map((name) => [name, rebase(mine[name], base?.[name], newer[name])]).filter(([, value]) => value !== undefined));
}

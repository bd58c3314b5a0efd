import { say, sayOr } from '../frame/words.js';

const scored = ['toxicity', 'hate', 'spam'];

/** Names of the rules, in the order in which the policy asks them. */
export const rules = [
  'banned-author', 'banned-words', 'muted-author', 'suspect-words', 'contacts-in-text', 'near-duplicate',
  'author-flood', 'article-flood', 'new-author', 'not-scored',
  ...scored.flatMap((label) => [`${label}-over-reject-threshold`, `${label}-over-hold-threshold`]), 'nothing-found',
];

/** A rule in words; one of a later version stands for itself. */
export function ruleName(rule) {
  const [, label, over] = /^(\w+)-(over-\w+-threshold)$/.exec(rule) ?? [];
  return label ? say(`log.rules.${over}`, { label: sayOr(`score.${label}`, label) }) : sayOr(`log.rules.${rule}`, rule);
}

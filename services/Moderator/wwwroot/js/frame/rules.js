/** The policy as it reads: every rule in the order in which they are asked, with its present settings. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { number, say, whole } from './words.js';

/** As in Policy.cs: the first rule that answers decides. */
const rules = [
  { rule: 'banned-author', advice: 'reject' },
  { rule: 'banned-words', advice: 'reject' },
  { rule: 'muted-author', advice: 'hold' },
  { rule: 'suspect-words', advice: 'hold' },
  { rule: 'contacts-in-text', advice: 'hold', off: ({ contacts }) => !Object.values(contacts).some(Boolean), values: ({ contacts }) => ({ kinds: kinds(contacts) }) },
  { rule: 'near-duplicate', advice: 'hold', off: ({ duplicates }) => !duplicates.enabled, values: ({ duplicates }) => read(duplicates) },
  { rule: 'author-flood', advice: 'hold', off: ({ authorFlood }) => !authorFlood.enabled, values: ({ authorFlood }) => read(authorFlood) },
  { rule: 'article-flood', advice: 'hold', off: ({ articleFlood }) => !articleFlood.enabled, values: ({ articleFlood }) => read(articleFlood) },
  { rule: 'new-author', advice: 'hold', queue: 'pending', off: ({ newAuthorComments }) => newAuthorComments === 0, values: ({ newAuthorComments: n }) => ({ n: whole(n) }) },
  { rule: 'not-scored', advice: 'hold', queue: 'unscored' },
  ...thresholds('reject'),
  ...thresholds('hold'),
  { rule: 'nothing-found', advice: 'approve', queue: 'pending' },
];

function thresholds(advice) {
  return ['hate', 'toxicity', 'spam'].map((label) => ({
    rule: `${label}-over-${advice}-threshold`, advice, label, values: (settings) => ({ score: say(`score.${label}`), n: valueOf(settings[label][advice]) }),
  }));
}

/** The rules under an article: its own switches before what its section has, and this before the general ones. */
export const rulesFor = ({ sections, articles, ...general }, section, article) => ({ ...general, ...sections[section], ...articles[article] });

export function valueOf(value) {
  if (value === undefined || value === null) return say('setting.general');
  if (typeof value === 'boolean') return say(value ? 'setting.on' : 'setting.off');
  return Number.isInteger(value) ? whole(value) : number(value, Math.max(2, String(value).split('.')[1]?.length ?? 0));
}

const read = (group) => Object.fromEntries(Object.entries(group).map(([name, value]) => [name, valueOf(value)]));

const kinds = (contacts) => Object.entries(contacts).filter(([, on]) => on).map(([kind]) => say(`setting.${kind}`)).join(', ');

/** A rule's name; one of a later version stands for itself. */
export function titleOf(name) {
  const known = rules.find(({ rule }) => rule === name);
  if (!known) return name;
  return known.label ? say(`rules.over.${known.advice}`, { score: say(`score.${known.label}`) }) : say(`rules.${name}`);
}

/** What a rule's answer leads to, by the two switches. */
function effect({ advice, queue = 'suspect' }, { automaticApproval, automaticRejection }) {
  if (advice === 'hold') return say('rules.holds', { queue: say(queue) });
  return say((advice === 'reject' ? automaticRejection : automaticApproval) ? `rules.${advice}s` : `rules.advises.${advice}`, { queue: say(queue) });
}

/** @param found The rules that answered for a comment, the one that decided first. */
export const Rules = ({ settings, found = [] }) => html`
  <ol class="rules">${rules.map((each) => {
    const off = each.off?.(settings);
    const place = found.indexOf(each.rule);
    return html`
      <li class=${off ? 'off' : place === 0 ? 'decisive' : undefined}>
        <p><b>${titleOf(each.rule)}</b>${!off && html`<span class="muted">${say(each.label ? 'rules.fromScore' : `rules.${each.rule}.how`, each.values?.(settings))}</span>`}
          ${place >= 0 && html`<span class="tag">${say(place === 0 ? 'rules.decided' : 'rules.answered')}</span>`}</p>
        <p class=${`effect ${off ? '' : each.advice}`}>${off ? say('rules.off') : html`<span aria-hidden="true">→ </span>${effect(each, settings)}`}</p>
      </li>`;
  })}</ol>`;

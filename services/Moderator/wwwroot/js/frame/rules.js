/** The policy as it reads: every rule in the order in which they are asked, with its present settings. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { queueName, ruleName, rules } from './vocabulary.js';
import { fill, language, number, say, whole } from './words.js';

/** The settings under an article: its own switches before what its section has, and this before the general ones. */
export function rulesFor({ sections, articles, ...general }, section, article) {
  const own = { ...sections[section], ...articles[article] };
  return { ...general, ...own, thresholds: { ...general.thresholds, ...own.thresholds } };
}

export function valueOf(value) {
  if (value === undefined || value === null) return say('setting.general');
  if (typeof value === 'boolean') return say(value ? 'setting.on' : 'setting.off');
  return Number.isInteger(value) ? whole(value) : number(value, Math.max(2, String(value).split('.')[1]?.length ?? 0));
}

/** What a rule goes by, by name; `n` where it is a single value. */
function valuesOf({ setting, label, advice }, settings) {
  if (label) return { n: settings[setting][label][advice] };
  return typeof settings[setting] === 'object' ? settings[setting] : { n: settings[setting] };
}

/** A rule is off by its switch, when none of its kinds is on, or when it minds none. */
function isOff({ setting, label }, values) {
  if (!setting || label) return false;
  if ('enabled' in values) return !values.enabled;
  return !Object.values(values).some(Boolean);
}

/** When a rule minds a comment. `{kinds}` are the switches that are on. */
function howOf({ how }, values) {
  const kinds = Object.keys(values).filter((name) => values[name] === true).map((name) => say(`setting.${name}`));
  const texts = Object.entries(values).map(([name, value]) => [name, valueOf(value)]);
  return fill(how[language.value], { ...Object.fromEntries(texts), kinds: kinds.join(', ') });
}

/** What a rule's answer leads to, by the two switches. */
function effect({ advice, queue }, { automaticApproval, automaticRejection }) {
  const words = { queue: queueName(queue) };
  if (advice === 'hold') return say('rules.holds', words);
  const isAllowed = advice === 'reject' ? automaticRejection : automaticApproval;
  return say(isAllowed ? `rules.does.${advice}` : `rules.advises.${advice}`, words);
}

/** @param found The rules that answered for a comment, the one that decided first. */
export const Rules = ({ settings, found = [] }) => html`
  <ol class="rules">${rules.map((rule) => html`
    <${Rule} key=${rule.name} rule=${rule} settings=${settings} place=${found.indexOf(rule.name)} />`)}</ol>`;

function Rule({ rule, settings, place }) {
  const values = valuesOf(rule, settings);
  const off = isOff(rule, values);
  return html`
    <li class=${off ? 'off' : place === 0 ? 'decisive' : undefined}>
      <p><b>${ruleName(rule.name)}</b>${!off && html`<span class="muted">${howOf(rule, values)}</span>`}
        ${place >= 0 && html`<span class="tag">${say(place === 0 ? 'rules.decided' : 'rules.answered')}</span>`}</p>
      <p class=${`effect ${off ? '' : rule.advice}`}>
        ${off ? say('rules.off') : html`<span aria-hidden="true">→ </span>${effect(rule, settings)}`}</p>
    </li>`;
}

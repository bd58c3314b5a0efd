import { html } from '../../lib/htm/htm-preact.mjs';
import { errorsOf, Field } from '../frame/form.js';
import { isSenior, session } from '../frame/session.js';
import { inline, reasonName, reasons, ruleName, rules } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import { choose, clear, csv, entries, filters, isFiltered, refusal } from './state.js';

const outcomes = ['approve', 'reject', 'hold', 'undo', 'withdraw', 'appeal', 'report', 'feature', 'unfeature'];

/**
 * The fields of the filters; each takes effect when it is left or chosen. Moderators see decisions of their own alone, so they
 * are not asked whose.
 */
export function Filters() {
  return html`
    <form class="narrow" aria-label=${say('log.filters')} onSubmit=${(event) => event.preventDefault()}>
      <div class="row">
        ${isSenior.value && html`
          <${Choice} name="by" options=${['people', 'rules']} text=${(by) => say(`log.by.${by}`)} />
          <${Text} name="moderator" known=${seen((entry) => entry.moderator)} />
          <${Choice} name="rule" options=${names(rules)} text=${(rule) => inline(ruleName(rule))} />`}
        <${Choice} name="outcome" options=${outcomes} text=${say} />
        <${Choice} name="reason" options=${names(reasons)} text=${reasonName} />
        <${Text} name="section" label="filter.section"
          known=${[...(session.value.sections ?? []), ...seen((entry) => entry.section)]} />
        <${Day} name="from" /><${Day} name="to" />
      </div>
      <p class="row"><a href=${csv.value} download="log.csv">${say('log.csv')}</a>
        ${isFiltered.value && html`<button type="button" class="quiet" onClick=${clear}>${say('log.clear')}</button>`}</p>
    </form>`;
}

const names = (rows) => rows.map(({ name }) => name);

const seen = (of) => (entries.value ?? []).map(of).filter(Boolean);

const set = (name) => (event) => choose({ [name]: event.currentTarget.value.trim() });

/** A filter with its error, if the server found one. */
function Filter({ name, label = `log.${name}`, control }) {
  return html`<${Field} label=${say(label)} error=${errorsOf(refusal.value)[name]} control=${control} />`;
}

function Choice({ name, options, text }) {
  const value = filters.value[name] ?? '';
  const all = value && !options.includes(value) ? [...options, value] : options;
  return html`<${Filter} name=${name} control=${(attributes) => html`
    <select ...${attributes} name=${name} value=${value} onChange=${set(name)}>
      <option value="">${say('any')}</option>
      ${all.map((option) => html`
        <option value=${option}>${options.includes(option) || name === 'rule' ? text(option) : option}</option>`)}</select>`} />`;
}

function Text({ name, label, known }) {
  return html`<${Filter} name=${name} label=${label} control=${(attributes) => html`
    <input ...${attributes} name=${name} value=${filters.value[name] ?? ''} list=${`known-${name}`} autocomplete="off"
      onChange=${set(name)} />
    <datalist id=${`known-${name}`}>
      ${[...new Set(known)].sort().map((value) => html`<option value=${value} />`)}</datalist>`} />`;
}

const Day = ({ name }) => html`<${Filter} name=${name} label=${`filter.${name}`} control=${(attributes) => html`
  <input ...${attributes} type="date" name=${name} value=${filters.value[name] ?? ''} onChange=${set(name)} />`} />`;

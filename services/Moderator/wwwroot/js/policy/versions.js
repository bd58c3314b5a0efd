/** Every version of the policy, newest first. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { dialog } from '../frame/dialog.js';
import { valueOf } from '../frame/rules.js';
import { isSenior } from '../frame/session.js';
import { clock, explain, say } from '../frame/words.js';
import { readVersions } from './api.js';
import { focusSoon } from './focus.js';
import { nameOf } from './names.js';
import { policy } from './state.js';

export function Versions() {
  const [read, setRead] = useState({ items: [], next: null });
  const [problem, setProblem] = useState(null);
  const load = async (cursor) => {
    try {
      const page = await readVersions(cursor);
      setRead((before) => ({ items: cursor ? [...before.items, ...page.items] : page.items, next: page.next }));
      setProblem(null);
      if (cursor) focusSoon(`[data-version="${page.items[0].version}"]`);
    } catch (error) {
      setProblem(error);
    }
  };
  useEffect(() => { load(); }, [policy.value.version]);
  return html`
    <section aria-labelledby="versions">
      <h2 id="versions">${say('policy.versions')}</h2>
      <ol class="versions">${read.items.map((version) => html`<${Version} key=${version.version} ...${version} />`)}</ol>
      ${problem && html`<p class="problem" role="alert">${explain(problem, 'rules.lost')}</p>`}
      ${read.next && html`<p><button type="button" onClick=${() => load(read.next)}>${say('more')}</button></p>`}
    </section>`;
}

function Version({ version, changedBy, changedAt, changes, revertsTo, fittedTo }) {
  const current = version === policy.value.version;
  return html`
    <li data-version=${version} tabindex="-1">
      <p class="row"><b>${say('policy.version', { n: version })}</b>
        <span><bdi>${changedBy ?? say('policy.configuration')}</bdi> <time datetime=${changedAt}>${clock(changedAt)}</time></span>
        ${current && html`<span class="tag">${say('policy.inForce')}</span>`}
        ${revertsTo && html`<span>${say('policy.again', { n: revertsTo })}</span>`}
        ${fittedTo && html`<span>${say('policy.fittedTo', { name: fittedTo })}</span>`}
        ${!current && isSenior.value && html`
          <button type="button" class="quiet" aria-haspopup="dialog"
              onClick=${() => { dialog.value = { kind: 'revert', version }; }}>
          ${say('policy.revert')}<span class="hidden"> ${version}</span></button>`}</p>
      ${version === 1 ? html`<p class="muted">${say('policy.first')}</p>` : html`<${Differences} changes=${changes} />`}
    </li>`;
}

/** What a change does, setting by setting. */
export const Differences = ({ changes }) => (changes.length === 0
  ? html`<p class="muted">${say('policy.same')}</p>`
  : html`
    <ul class="differences">${changes.map(({ path, before, after }) => html`
      <li>${nameOf(path)}: <del>${valueOf(before)}</del>
        ${' '}<span aria-hidden="true">→</span> <ins>${valueOf(after)}</ins></li>`)}</ul>`);

import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { clock, explain, number, say } from '../words.js';
import { Difference } from './difference.js';
import * as state from './state.js';

/** Who changed the list, when and how, and the way back. */
export function Versions() {
  const [problem, setProblem] = useState(null);
  const [waiting, setWaiting] = useState(false);
  const { items, next } = state.versions.value;
  const attempt = async (act) => {
    setWaiting(true);
    setProblem(null);
    try {
      await act();
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setWaiting(false);
    }
  };
  return html`
    <section>
      <h2>${say('versions')}</h2>
      ${items.length === 0 && html`<p class="muted">${say('versions.none')}</p>`}
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      <ol class="versions">${items.map((version) => html`
        <${Version} key=${version.version} version=${version} waiting=${waiting} revert=${() => attempt(() => state.look(version.version))} />`)}</ol>
      ${next && html`<p><button type="button" disabled=${waiting} onClick=${() => attempt(state.loadOlder)}>${say('more')}</button></p>`}
    </section>`;
}

function Version({ version: { version, count, changedBy, changedAt, revertsTo, added, removed }, waiting, revert }) {
  const isCurrent = version === state.list.value.version;
  return html`
    <li>
      <p class="byline"><b>${say('version', { n: version })}</b> <bdi class="name">${changedBy}</bdi> <time datetime=${changedAt}>${clock(changedAt)}</time>
        <span>${say('list.terms', { n: number(count, 0) })}</span> ${revertsTo && html`<span>${say('version.back', { n: revertsTo })}</span>`}
        ${isCurrent && html`<span class="tag">${say('version.current')}</span>`}</p>
      <${Difference} added=${added} removed=${removed} most=${12} />
      ${!isCurrent && state.mayChange.value && html`<button type="button" class="quiet" aria-label=${say('change.back', { n: version })} aria-disabled=${waiting} onClick=${() => waiting || revert()}>${say('change.revert')}</button>`}
    </li>`;
}

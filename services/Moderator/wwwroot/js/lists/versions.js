import { html } from '../../lib/htm/htm-preact.mjs';
import { useRef, useState } from '../../lib/preact/hooks.mjs';
import { More } from '../frame/more.js';
import { clock, explain, say, whole } from '../frame/words.js';
import { Difference } from './difference.js';
import * as state from './state.js';

/** Who changed the list, when and how, and the way back. */
export function Versions() {
  const [problem, setProblem] = useState(null);
  const [waiting, setWaiting] = useState(false);
  const { items, next } = state.versions.value;
  const list = useRef(null);
  const revert = async (version) => {
    if (waiting) return;
    setWaiting(true);
    setProblem(null);
    try {
      await state.look(version);
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setWaiting(false);
    }
  };
  return html`
    <section>
      <h2>${say('lists.versions')}</h2>
      ${items.length === 0 && html`<p class="muted">${say('lists.versions.none')}</p>`}
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      <ol class="versions" ref=${list}>${items.map((version) => html`
        <${Version} key=${version.version} version=${version} waiting=${waiting}
          revert=${() => revert(version.version)} />`)}</ol>
      ${next && html`<${More} list=${list} load=${state.loadOlder} />`}
    </section>`;
}

function Version({ version: { version, count, changedBy, changedAt, revertsTo, added, removed }, waiting, revert }) {
  const isCurrent = version === state.list.value.version;
  return html`
    <li tabindex="-1">
      <p class="byline"><b>${say('lists.version', { n: version })}</b>
        ${' '}<bdi class="name">${changedBy ?? say('lists.version.starter')}</bdi>
        ${' '}<time datetime=${changedAt}>${clock(changedAt)}</time>
        <span>${say('lists.count', { n: whole(count) })}</span>
        ${' '}
        ${revertsTo && html`<span>${say('lists.version.back', { n: revertsTo })}</span>`}
        ${isCurrent && html`<span class="tag">${say('lists.version.current')}</span>`}</p>
      <${Difference} added=${added} removed=${removed} most=${12} />
      ${!isCurrent && state.mayChange.value && html`
        <button type="button" class="quiet" aria-label=${say('lists.change.back', { n: version })} aria-disabled=${waiting}
          onClick=${revert}>${say('lists.change.revert')}</button>`}
    </li>`;
}

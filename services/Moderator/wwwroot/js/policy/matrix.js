import { html } from '../../lib/htm/htm-preact.mjs';
import { say, whole } from '../frame/words.js';

const outcomes = ['approve', 'reject', 'hold'];
const people = ['approve', 'reject'];

/** What the policy would have done, by what people did; where they disagree is marked, and said. */
export function Matrix({ title, cells }) {
  const countOf = (policy, person) => cells.find((cell) => cell.policy === policy && cell.person === person).count;
  const most = Math.max(1, ...cells.map(({ count }) => count));
  return html`
    <table class="matrix">
      <caption>${title}</caption>
      <thead><tr><td></td>
        ${people.map((person) => html`<th scope="col" class="number">${say(`policy.people.${person}`)}</th>`)}</tr></thead>
      <tbody>${outcomes.map((policy) => html`
        <tr><th scope="row">${say(`policy.would.${policy}`)}</th>
          ${people.map((person) => html`
            <${Cell} count=${countOf(policy, person)} most=${most} wrong=${policy !== 'hold' && policy !== person} />`)}</tr>`)}
      </tbody>
    </table>`;
}

const Cell = ({ count, most, wrong }) => html`
  <td class=${wrong && count > 0 ? 'number wrong' : 'number'}>${whole(count)}
    ${wrong && count > 0 && html` <span class="tag">${say('policy.wrong')}</span>`}
    <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect x=${100 - (100 * count) / most} width=${(100 * count) / most} height="4" /></svg></td>`;

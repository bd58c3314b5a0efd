import { html } from '../../lib/htm/htm-preact.mjs';
import { ruleName } from '../frame/vocabulary.js';
import { say, whole } from '../frame/words.js';

/** Comments that would come out otherwise, to be looked at. */
export const Sides = ({ sample, changed }) => html`
  ${changed > sample.length && html`<p class="muted">${say('policy.latest', { n: whole(sample.length) })}</p>`}
  <ol class="sides">${sample.map((item) => html`
    <li>
      <p class="turn"><b>${fate(item.outcomeNow, item.now)} → ${fate(item.outcomeThen, item.then)}</b>
        <span class="muted">${ruleName(item.rule)}</span>
        <span class=${contradicts(item) ? 'tag against' : 'muted'}>${say(`policy.person.${item.person}`)}</span></p>
      <p dir="auto"><a href=${`/comments/${item.id}`} target="_blank" rel="noopener">
          <bdi>${item.text.name}</bdi><span class="hidden"> (${say('newTab')})</span></a></p>
      <p class="said" dir="auto"><b>${item.text.title}</b> ${item.text.content}</p>
    </li>`)}</ol>`;

const contradicts = ({ person, then }) => then !== 'hold' && then !== person;

/** What happens, and what the policy would rather do. */
const fate = (outcome, advice) => (outcome === advice ? say(`policy.out.${outcome}`) : say(`policy.outAdvises.${advice}`));

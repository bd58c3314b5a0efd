import { html } from '../../lib/htm/htm-preact.mjs';
import { say } from '../frame/words.js';

/** Who has the console open, by name, and what they are assigned to. Nothing is counted of anybody. */
export const Online = ({ people }) => (people.length === 0
  ? html`<p class="muted">${say('team.nobodyOnline')}</p>`
  : html`<ul>${people.map(({ name, queues }) => html`
      <li key=${name}><span class="online" aria-hidden="true">●</span> <bdi>${name}</bdi>
        ${queues.length > 0 && html` <span class="note">${queues.join(', ')}</span>`}</li>`)}</ul>`);

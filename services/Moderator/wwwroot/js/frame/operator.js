import { html } from '../../lib/htm/htm-preact.mjs';
import { say } from './words.js';

/** What an operator sees instead of comments. */
export const NoComments = () => html`
  <div class="nothing">
    <p><b>${say('operator.noComments')}</b></p>
    <p class="muted">${say('operator.noCommentsMore')}</p>
    <p>${say('operator.password')} <a href="/statistics">${say('place.statistics')}</a>.</p>
  </div>`;

import { html } from '../../lib/htm/htm-preact.mjs';
import { say } from './words.js';

/** What an operator sees instead of comments. */
export const NoComments = () => html`
  <div class="nothing">
    <p><b>${say('noComments')}</b></p>
    <p class="muted">${say('noCommentsMore')}</p>
    <p>${say('noCommentsPassword')} <a href="/statistics">${say('place.statistics')}</a>.</p>
  </div>`;

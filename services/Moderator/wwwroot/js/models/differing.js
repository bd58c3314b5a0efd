import { html } from '../../lib/htm/htm-preact.mjs';
import { reasonName } from '../frame/vocabulary.js';
import { number, say, whole } from '../frame/words.js';

/** The comments that both models see most differently, and what people said of them. */
export const Differing = ({ comments }) => comments?.length > 0 && html`
  <details>
    <summary>${say('models.differing', { n: whole(comments.length) })}</summary>
    <ol class="sides">${comments.map(({ id, text, section, headline, outcome, reason, inUse, candidate }) => html`
      <li>
        <p class="turn"><b>${say('models.risks', { used: number(inUse), tried: number(candidate) })}</b>
          <span class=${`outcome ${outcome}`}>${say(`triage.did.${outcome}`)}${reason && html` · ${reasonName(reason)}`}</span>
          <span class="muted"><bdi>${[section, headline].filter(Boolean).join(' · ')}</bdi></span></p>
        <p class="said" dir="auto"><b>${text.title}</b> ${text.content}</p>
        <p><a href=${`/comments/${id}`} target="_blank" rel="noopener"><bdi>${text.name || id.slice(-12)}</bdi>
          <span class="hidden"> (${say('newTab')})</span></a></p>
      </li>`)}</ol>
  </details>`;

import { html } from '../../lib/htm/htm-preact.mjs';
import { Differences } from '../frame/difference.js';
import { isWaiting } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';

/** What the author of a waiting comment changed since the revision that readers see, or since the one before. */
export function Corrected({ item }) {
  const { earlier } = item;
  if (!earlier || !isWaiting(item)) return null;
  return html`
    <section class="changes corrected">
      <h4>${say('triage.corrected', { n: item.revision })}</h4>
      <p class="muted">${say(earlier.published ? 'triage.corrected.published' : 'triage.corrected.unpublished')}</p>
      <${Differences} before=${earlier} after=${item.text} />
    </section>`;
}

/** Picking published comments out for readers. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { isNewsroom } from '../frame/vocabulary.js';
import { explain, say } from '../frame/words.js';
import * as api from './api.js';
import { readAgain } from './known.js';
import * as state from './state.js';

/** From this score on, a comment that nothing speaks against is proposed. */
export const constructive = 0.6;

export const isFeaturable = (item) => item.queue === 'approved' && !isNewsroom(item);

export async function toggleFeatured(item) {
  if (!isFeaturable(item)) {
    state.tell(() => say('triage.notFeaturable'));
    return;
  }
  try {
    const { featured } = await api.setFeatured(item.id, !item.featured);
    state.change(item.id, { featured });
    state.tell(() => say(featured ? 'triage.done.feature' : 'triage.done.unfeature'));
    await readAgain();
  } catch (error) {
    state.tell(() => explain(error, 'triage.failed'), { id: item.id });
  }
}

/** That it is picked out, or that the machine proposes it. */
export function FeaturedTag({ item }) {
  if (item.featured) return html`<span class="tag badge">★ ${say('triage.featured')}</span>`;
  const proposed = isFeaturable(item) && item.scores?.constructive >= constructive;
  return proposed && html`<span class="tag">${say('triage.constructive')}</span>`;
}

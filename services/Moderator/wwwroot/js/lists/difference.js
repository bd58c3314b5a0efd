import { html } from '../../lib/htm/htm-preact.mjs';
import { say, whole } from '../frame/words.js';

/** Which terms came and went, the first of them by name. */
export const Difference = ({ added, removed, most }) => html`
  <div class="difference">
    ${added.length + removed.length === 0 && html`<p class="muted">${say('lists.difference.none')}</p>`}
    <${Terms} word="lists.difference.added" tag="ins" terms=${added} most=${most} />
    <${Terms} word="lists.difference.removed" tag="del" terms=${removed} most=${most} />
  </div>`;

const Terms = ({ word, tag: Tag, terms, most }) => terms.length > 0 && html`
  <p><b>${say(word, { n: whole(terms.length) })}</b>
    ${' '}
    ${terms.slice(0, most).map((term) => html`<${Tag} lang="vi"><bdi>${term}</bdi></${Tag}> `)}
    ${terms.length > most && html`
      <span class="muted">${say('lists.difference.more', { n: whole(terms.length - most) })}</span>`}</p>`;

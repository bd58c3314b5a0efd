import { html } from '../../lib/htm/htm-preact.mjs';
import { Difference, Differences } from './difference.js';
import { Marked } from './marked.js';
import { isPublished } from './vocabulary.js';
import { say } from './words.js';

/** The approval in force, if it published another text than the reader's. */
const editOf = (item) => (isPublished(item) && item.decision?.edited ? item.decision : null);

/** That a comment was edited, beside its author. */
export const EditedTag = ({ item }) => editOf(item) && html`<span class="tag">${say('edited')}</span>`;

/** One of a comment's texts: as received, or, once it was published in other words, what an edit made of it. */
export function Shown({ item, field }) {
  const decision = editOf(item);
  return decision?.edit && decision.revision === item.revision
    ? html`<${Difference} before=${item.text[field]} after=${decision.edit[field]} />`
    : html`<${Marked} item=${item} field=${field} />`;
}

/** What an approval changed. An edited text that was erased is told of, and one of an earlier revision stands alone. */
export function Changes({ decision, comment }) {
  const { edit } = decision;
  if (!edit) return html`<p class="muted">${say('edited.erased')}</p>`;
  const before = decision.revision === comment.revision ? comment.text : edit;
  return html`<${Differences} before=${before} after=${edit} />`;
}

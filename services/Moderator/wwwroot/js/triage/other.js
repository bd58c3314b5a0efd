import { html } from '../../lib/htm/htm-preact.mjs';
import { EditedTag, Shown } from '../frame/edited.js';
import { isWaiting, isWithdrawn } from '../frame/vocabulary.js';
import { ago, clock, say } from '../frame/words.js';
import { decide, lacks, undo } from './decisions.js';
import { openEdit } from './edit.js';
import { FeaturedTag } from './featured.js';
import { readAgain } from './known.js';
import { placeOf, title } from './queues.js';
import { choose } from './reasons.js';
import { BadgeTag } from './reply.js';
import * as state from './state.js';

/** A comment beside the one in focus. The keys act on it while it has the focus, and its buttons always. */
export function Other({ item, word }) {
  const waiting = isWaiting(item);
  return html`
    <article class="other" tabindex="0" data-other=${item.id} aria-label=${`${say(word)}: ${item.text.name}`}>
      <p class="byline"><bdi class="name">${item.text.name}</bdi> <${BadgeTag} item=${item} /><${FeaturedTag} item=${item} />
        <time datetime=${item.submittedAt} title=${clock(item.submittedAt)}>${ago(item.submittedAt, state.now.value)}</time>
        ${word !== 'triage.sibling' && html`<span class="tag">${say(word)}</span>`}
        ${' '}<span>${isWithdrawn(item) ? say('withdrawn') : title(placeOf(item))}</span>
        ${' '}<${EditedTag} item=${item} /></p>
      <p dir="auto"><b><${Shown} item=${item} field="title" /></b></p>
      <p class="said" dir="auto"><${Shown} item=${item} field="content" /></p>
      ${!isWithdrawn(item) && html`<p class="acts">${waiting
        ? html`<button type="button" onClick=${() => decide(item, 'approve')}>${say('approve')}</button>
            <button type="button" aria-haspopup="dialog" onClick=${() => openEdit(item)}>${say('edit')}</button>
            <button type="button" onClick=${() => choose('reject', item)}>${say('reject')}</button>
            <button type="button" onClick=${() => decide(item, 'hold')}>${say('hold')}</button>`
        : lacks(item) ? html`<span class="muted">${say(lacks(item))}</span>`
          : html`<button type="button" onClick=${() => undo(item).then(() => readAgain())}>${say('undo')}</button>`}</p>`}
    </article>`;
}

import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useId, useRef } from '../../lib/preact/hooks.mjs';
import { useComputed } from '../../lib/signals/signals.mjs';
import { EditedTag, Shown } from '../frame/edited.js';
import { Marked, reveal } from '../frame/marked.js';
import { isNewsroom } from '../frame/vocabulary.js';
import { ago, clock, say } from '../frame/words.js';
import { Corrected } from './corrected.js';
import { dismiss } from './decisions.js';
import * as desk from './desk.js';
import { release } from './eye.js';
import { FeaturedTag } from './featured.js';
import { holders } from './leases.js';
import { placeOf, title } from './queues.js';
import { BadgeTag } from './reply.js';
import { Reported } from './reported.js';
import * as state from './state.js';
import { isEverywhere } from './view.js';
import { Scores, Why } from './why.js';

/** One comment of the list. The text is the largest thing; then why it is here. */
export function Card({ item }) {
  const current = useComputed(() => state.selectedId.value === item.id).value;
  const holder = useComputed(() => holders.value.get(item.id)).value;
  const element = useRef(null);
  const id = useId();
  useEffect(() => {
    if (!current) return;
    const focused = document.activeElement;
    if (focused === document.body || focused.closest('.list, .queues, .toolbar')) element.current.focus({ preventScroll: true });
  }, [current]);

  const click = () => {
    if (state.selectedId.value !== item.id) release();
    desk.select(item.id, true);
  };
  return html`
    <li class=${`card ${item.gone ? 'gone' : holder ? 'held' : ''}`} ref=${element} tabindex=${current ? 0 : -1}
        aria-current=${current ? 'true' : undefined}
        aria-labelledby=${['name', 'title', 'content', 'why'].map((part) => `${id}-${part}`).join(' ')}
        aria-busy=${item.pending} data-comment=${item.id} onClick=${click}>
      <p class="byline">
        <bdi class="name" id=${`${id}-name`}><${Marked} item=${item} field="name" /></bdi>
        <${BadgeTag} item=${item} /><${FeaturedTag} item=${item} />
        ${!isNewsroom(item) && html`<span>${item.maskedPhone ?? say('triage.anonymous')}</span>`}
        <a class="when" href=${`/comments/${item.id}`} tabindex="-1" title=${clock(item.submittedAt)}
          ><time datetime=${item.submittedAt}>${ago(item.submittedAt, state.now.value)}</time></a>
        ${isEverywhere.value && html`<span class="tag queue">${title(placeOf(item))}</span>`}
        ${item.parentId && html`<span class="tag">${say('triage.reply')}</span>`}
        ${item.decision?.masks?.length > 0 && html`<span class="tag">${say('triage.masked')}</span>`}
        <${EditedTag} item=${item} />
        ${item.skipped && html`<span class="tag">${say('triage.skipped')}</span>`}
        ${holder && html`<span class="tag holder">${say('triage.holds', { who: holder })}</span>`}
        <span class="under" title=${item.article.headline}>
          ${item.article.section && html`<b>${item.article.section}</b> · `}
          <bdi>${item.article.headline ?? item.article.id}</bdi></span>
      </p>
      ${item.text.title && html`
        <h3 class="title" id=${`${id}-title`} dir="auto"><${Shown} item=${item} field="title" /></h3>`}
      <p class="content" id=${`${id}-content`} dir="auto"><${Shown} item=${item} field="content" /></p>
      <${Corrected} item=${item} />
      ${item.appeal && html`
        <p class="appeal" dir="auto"><b>${say('triage.appeal')}</b> <q>${reveal(item.appeal.text)}</q></p>`}
      <${Reported} reports=${item.reports} />
      <div class="reasoning" id=${`${id}-why`}><${Why} item=${item} /><${Scores} item=${item} /></div>
      ${(item.refusal || item.gone) && html`<p class="refusal"><span>${(item.refusal ?? item.gone)()}</span>
        <button type="button" class="quiet" onClick=${() => dismiss(item)}>${say('triage.dismiss')}</button></p>`}
    </li>`;
}

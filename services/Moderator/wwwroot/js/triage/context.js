import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect } from '../../lib/preact/hooks.mjs';
import { close, Dialog } from '../frame/dialog.js';
import { Changes } from '../frame/edited.js';
import { isNewsroom, isReaders, reasonName } from '../frame/vocabulary.js';
import { clock, explain, say } from '../frame/words.js';
import { Record } from './author.js';
import * as desk from './desk.js';
import { known, readAgain, unread } from './known.js';
import { narrow } from './narrow.js';
import { Notes } from './notes.js';
import { Other } from './other.js';
import * as state from './state.js';

/** How long the focus rests on a comment before its context is read, in milliseconds. */
const settle = 120;

/** Beside the list; where the columns are folded to one it is a sheet instead, which opens from below. */
export function Context() {
  if (narrow.value) return null;
  return html`<aside class="context" aria-label=${say('context')} tabindex="0"><${Surroundings} /></aside>`;
}

/** @param note Whether it was opened to write a note. */
export function Sheet({ note }) {
  useEffect(() => { if (note) document.getElementById('new-note')?.focus(); }, []);
  useEffect(() => { if (!narrow.value) close(); }, [narrow.value]);
  return html`<${Dialog} title=${say('context')} kind="sheet"><${Surroundings} /></${Dialog}>`;
}

/** Where the comment in focus stands: its article, what it answers, who wrote it, what was decided and said of it. */
function Surroundings() {
  const item = state.selected.value;
  useEffect(() => {
    if (!item) return undefined;
    const reading = new AbortController();
    const timer = setTimeout(readAgain, settle, item.id, reading.signal);
    return () => { clearTimeout(timer); reading.abort(); };
  }, [item?.id, item?.decision?.id, item?.revision]);

  if (!item) return html`<p class="muted">${say('triage.choose')}</p>`;
  const details = known.value?.comment.id === item.id ? known.value : null;
  const problem = !details && unread.value?.id === item.id ? unread.value.error : null;
  return html`
    ${problem && html`
      <p class="problem" role="alert">${explain(problem, 'unreached')}
        ${' '}<button type="button" onClick=${() => readAgain()}>${say('again')}</button></p>`}
    <${Article} article=${item.article} />
    ${!isNewsroom(item) && html`<${Record} item=${item} author=${details?.author} />`}
    ${details?.twin && html`
      <section><h2>${say('triage.twin')}</h2><${Other} item=${details.twin} word="triage.twin" /></section>`}
    <${Thread} item=${item} details=${details} />
    <${Notes} key=${item.id} id=${item.id} notes=${details?.notes} />
    <section>
      <h2>${say('triage.history')}</h2>
      <ol class="history">${details?.history.map((decision) => html`
        <${Line} decision=${decision} comment=${details.comment} />`)}</ol>
    </section>`;
}

function Article({ article }) {
  return html`
    <section>
      <h2>${say('triage.article')}${article.section && html` · <bdi>${article.section}</bdi>`}</h2>
      <p class="headline" dir="auto">${article.headline ?? article.id}</p>
      ${article.lead && html`<p class="lead" dir="auto">${article.lead}</p>`}
      <p class="links">
        ${isWebAddress(article.url) && html`
          <a href=${article.url} target="_blank" rel="noopener noreferrer">${say('triage.openArticle')} ↗</a>`}
        <button type="button" class="quiet" onClick=${() => desk.open({ article: article.id })}>
          ${say('triage.onlyArticle')}</button></p>
    </section>`;
}

/** What it answers, itself, and what stands around it; each can be decided in place. */
function Thread({ item, details }) {
  const siblings = details?.siblings.filter(({ id }) => id !== item.parentId && id !== details.twin?.id) ?? [];
  if (!item.parentId && siblings.length === 0) return null;
  const before = (sibling) => sibling.submittedAt < item.submittedAt;
  const beside = (sibling) => html`
    <${Other} key=${sibling.id} item=${sibling} word=${sibling.parentId === item.id ? 'triage.reply' : 'triage.sibling'} />`;
  return html`
    <section class="thread">
      <h2>${say('triage.around')}</h2>
      ${item.parentId && (details?.parent
        ? html`<${Other} item=${details.parent} word="triage.parent" />`
        : html`<p class="muted">${say(details ? 'triage.parentUnknown' : 'loading')}</p>`)}
      ${siblings.filter(before).map(beside)}
      <p class="here">${say('triage.thisOne')}</p>
      ${siblings.filter((sibling) => !before(sibling)).map(beside)}
    </section>`;
}

function Line({ decision, comment }) {
  return html`
    <li>
      <b>${isReaders(decision.outcome) ? say('reader') : decision.moderator ?? say('policy')}</b>
      ${' '}
      ${say(`triage.did.${decision.outcome}`)}${decision.reason && html` (${reasonName(decision.reason)})`}
      <time datetime=${decision.decidedAt}>${clock(decision.decidedAt)}</time>
      ${decision.note && html`<q dir="auto">${decision.note}</q>`}
      ${decision.edited && html`
        <details><summary>${say('edited')}</summary><${Changes} decision=${decision} comment=${comment} /></details>`}
    </li>`;
}

/** Addresses come from outside: only the web's are made into links. */
const isWebAddress = (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

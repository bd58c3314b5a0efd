import { html } from '../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../lib/preact/hooks.mjs';
import { readComment } from './api.js';
import * as desk from './desk.js';
import { clock, say } from './words.js';

const settle = 120;

/** Where the comment in focus stands: its article, what it answers, what was decided on it. */
export function Context() {
  const item = desk.selected.value;
  const [known, setKnown] = useState(null);
  useEffect(() => {
    if (!item) return undefined;
    const reading = new AbortController();
    const timer = setTimeout(() => readComment(item.id, reading.signal).then(setKnown, () => {}), settle);
    return () => { clearTimeout(timer); reading.abort(); };
  }, [item?.id, item?.decision?.id]);

  if (!item) return html`<aside class="context" aria-label=${say('context')}><p class="muted">${say('choose')}</p></aside>`;
  const details = known?.comment.id === item.id ? known : null;
  return html`
    <aside class="context" aria-label=${say('context')} tabindex="0">
      <${Article} article=${item.article} />
      ${item.parentId && html`<section><h2>${say('parent')}</h2>${details?.parent
        ? html`<${Parent} parent=${details.parent} />`
        : html`<p class="muted">${details ? say('parentUnknown') : say('loading')}</p>`}</section>`}
      <section>
        <h2>${say('history')}</h2>
        <ol class="history">${details?.history.map((decision) => html`<${Line} decision=${decision} />`)}</ol>
      </section>
    </aside>`;
}

function Article({ article }) {
  return html`
    <section>
      <h2>${say('article')}${article.section && html` · <bdi>${article.section}</bdi>`}</h2>
      <p class="headline" dir="auto">${article.headline ?? article.id}</p>
      ${article.lead && html`<p class="lead" dir="auto">${article.lead}</p>`}
      ${isWebAddress(article.url) && html`<p><a href=${article.url} target="_blank" rel="noopener noreferrer">${say('openArticle')} ↗</a></p>`}
    </section>`;
}

function Parent({ parent }) {
  return html`
    <blockquote>
      <p class="byline"><bdi class="name">${parent.text.name}</bdi> <span class="tag">${say(parent.queue === 'awaitingScores' ? 'pending' : parent.queue)}</span></p>
      <p dir="auto"><b>${parent.text.title}</b></p>
      <p class="content" dir="auto">${parent.text.content}</p>
    </blockquote>`;
}

function Line({ decision }) {
  return html`
    <li>
      <b>${decision.moderator ?? say('policy')}</b> ${say(`did.${decision.outcome}`)}${decision.reason && html` (${say(decision.reason)})`}
      <time datetime=${decision.decidedAt}>${clock(decision.decidedAt)}</time>
      ${decision.note && html`<q dir="auto">${decision.note}</q>`}
    </li>`;
}

/** Addresses come from outside: only the web's are made into links. */
const isWebAddress = (url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

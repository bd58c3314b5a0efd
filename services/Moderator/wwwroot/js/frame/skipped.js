import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { readSkipped } from './api.js';
import { reveal } from './marked.js';
import { inline, ruleName } from './vocabulary.js';
import { clock, explain, say, sayOr, whole } from './words.js';

/** What a batch left alone: how many for which cause, then each comment with its cause. `first` is a page of them. */
export function Skipped({ batch: { id, skippedBy, skippedCount, skipped: first } }) {
  const [items, setItems] = useState(first);
  const [problem, setProblem] = useState(null);
  const more = () => readSkipped(id, items.at(-1).commentId).then(
    (page) => { setItems([...items, ...page.items]); setProblem(null); }, setProblem);
  if (skippedCount === 0) return null;
  return html`
    <section class="skipped"><h3>${say('batch.skipped', { n: whole(skippedCount) })}</h3>
      <ul class="causes">${Object.entries(skippedBy).map(([code, n]) => html`<li><b>${whole(n)}</b> ${cause(code)}</li>`)}</ul>
      <ol class="record sample" tabindex="0" aria-label=${say('batch.skipped', { n: whole(skippedCount) })}>
        ${items.map((item) => html`<${Item} key=${item.commentId} ...${item} />`)}</ol>
      ${problem && html`<p class="problem" role="alert">${explain(problem, 'unreached')}</p>`}
      ${items.length < skippedCount && html`<p><button type="button" onClick=${more}>${say('more')}</button></p>`}
    </section>`;
}

const cause = (code) => sayOr(`batch.left.${code}`, code);

function Item({ commentId, code, text, outcome, moderator, rule, decidedAt, holder }) {
  const isDecision = code === 'already-decided' && outcome;
  return html`
    <li><a href=${`/comments/${commentId}`}><bdi class="name">${text ? reveal(text.name) : `…${commentId.slice(-6)}`}</bdi></a>
      ${' '}<b>${cause(code)}</b>
      ${code === 'leased' && holder && html`<span class="muted"> ${say('batch.heldBy', { who: holder })}</span>`}
      ${isDecision && html`
        <span class="muted"> ${moderator ?? inline(ruleName(rule))}: ${say(outcome)}, ${clock(decidedAt)}</span>`}
      ${text && html`<p class="said" dir="auto">${reveal(text.content)}</p>`}</li>`;
}

import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { reveal } from '../frame/marked.js';
import { inline, reasonName } from '../frame/vocabulary.js';
import { ago, clock, say, whole } from '../frame/words.js';
import * as state from './state.js';

/** What somebody said of a comment. */
export const said = ({ outcome, reason }) => (reason ? `${say(outcome)}, ${inline(reasonName(reason))}` : say(outcome));

/** What both said, and whether they differ in the reason alone. */
export const BothSaid = ({ of: { first, second } }) => html`
  <p>${say('agreement.first')}: <b>${said(first)}</b>. ${say('agreement.second')}: <b>${said(second)}</b>.
    ${first.outcome === second.outcome && html` ${say('agreement.sameOutcome')}`}</p>`;

/** What two people disagree on; neither is named. */
export function Disagreements() {
  const { value: items } = state.disagreements;
  const { disagreed, waiting } = state.picture.value;
  return html`
    <section aria-labelledby="disagreements">
      <h2 id="disagreements">${say('agreement.disagreements')}</h2>
      <p class="muted">${say('agreement.waiting', { disagreed: whole(disagreed), waiting: whole(waiting) })}</p>
      ${items.map((of) => html`<${Disagreement} key=${of.id} of=${of} />`)}
    </section>`;
}

const Disagreement = ({ of }) => html`
  <article class="opinion" data-disagreement=${of.id} aria-label=${of.text.name}>
    <p class="byline">${of.section && html`<b>${of.section}</b> · `}<bdi>${of.headline}</bdi>
      ${' '}<time datetime=${of.givenAt} title=${clock(of.givenAt)}>${ago(of.givenAt, Date.now())}</time></p>
    <p><bdi class="name">${reveal(of.text.name)}</bdi>${of.text.title && html` · <b dir="auto">${reveal(of.text.title)}</b>`}</p>
    <p class="content" dir="auto">${reveal(of.text.content)}</p>
    <${BothSaid} of=${of} />
    <p class="choice">
      ${of.isOwn ? html`<span class="muted">${say('agreement.own')}</span>` : html`
        <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'settle', of }; }}>
          ${say('agreement.settle')}<span class="hidden"> ${of.text.name}</span></button>`}
      <a href=${`/comments/${of.commentId}`}>${say('agreement.open')}<span class="hidden"> ${of.text.name}</span></a></p>
  </article>`;

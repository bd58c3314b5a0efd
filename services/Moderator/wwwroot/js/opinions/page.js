import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import { listen, shown } from '../frame/keys.js';
import { reveal } from '../frame/marked.js';
import { openPage } from '../frame/page.js';
import { isOperator } from '../frame/session.js';
import { inline, reasonName, reasons } from '../frame/vocabulary.js';
import { say } from '../frame/words.js';
import * as state from './state.js';

function Opinions() {
  const { value: opinion } = state.opinion;
  useEffect(() => { state.next(); }, []);
  return html`
    <p class="intro">${say('opinions.intro')}</p>
    <p role="status" class="said-well">${state.notice.value?.()}</p>
    ${state.refused.value && html`
      <div role="alert"><p class="problem">${state.refused.value()}</p>
        <button type="button" onClick=${state.next}>${say('again')}</button></div>`}
    ${opinion === undefined && !state.refused.value && html`<p class="muted">${say('loading')}</p>`}
    ${opinion === null && html`
      <p class="muted">${say('opinions.none')}</p>
      <p><button type="button" onClick=${state.next}>${say('opinions.look')}</button></p>`}
    ${opinion && html`<${Read} key=${opinion.id} of=${opinion} />`}`;
}

/** One comment with what readers will see, and nothing of what anybody said of it. */
function Read({ of: { section, headline, text, parent } }) {
  const { value: golden } = state.golden;
  const article = useRef(null);
  useEffect(() => { article.current.focus({ preventScroll: true }); }, []);
  return html`
    <article class="opinion" tabindex="-1" ref=${article} aria-label=${say('opinions.comment')}>
      <p class="byline">${section && html`<b>${section}</b> · `}<bdi>${headline}</bdi></p>
      ${parent && html`
        <blockquote><p class="note">${say('opinions.answers')} <bdi>${reveal(parent.name)}</bdi></p>
          <p dir="auto">${reveal(parent.content)}</p></blockquote>`}
      <p class="byline"><bdi class="name">${reveal(text.name)}</bdi></p>
      ${text.title && html`<h2 dir="auto">${reveal(text.title)}</h2>`}
      <p class="content" dir="auto">${reveal(text.content)}</p>
    </article>
    ${golden ? html`<${Told} golden=${golden} />` : html`<${Acts} />`}`;
}

function Acts() {
  const { value: choosing } = state.choosing;
  return html`
    <p class="choice" role="group" aria-label=${say('opinions.actions')}>
      <button type="button" aria-keyshortcuts=${shown('approve')} onClick=${() => state.give('approve')}>
        ${say('approve')} <kbd aria-hidden="true">${shown('approve')}</kbd></button>
      <button type="button" aria-keyshortcuts=${shown('reject')} aria-expanded=${choosing}
        onClick=${() => { state.choosing.value = !choosing; }}>
        ${say('reject')} <kbd aria-hidden="true">${shown('reject')}</kbd></button></p>
    ${choosing && html`<${Reasons} />`}`;
}

function Reasons() {
  const first = useRef(null);
  useEffect(() => first.current.focus(), []);
  return html`
    <p class="choice" role="group" aria-label=${say('opinions.reasons')}>${reasons.map(({ name, key }, i) => html`
      <button type="button" ref=${i === 0 ? first : undefined} onClick=${() => state.give('reject', name)}>
        <kbd aria-hidden="true">${key}</kbd> ${reasonName(name)}</button>`)}</p>`;
}

/** The comment was golden: whether the person was right, and why. */
function Told({ golden: { isRight, outcome, reason, why } }) {
  const box = useRef(null);
  useEffect(() => box.current.focus(), []);
  const answer = reason ? `${say(outcome)}, ${inline(reasonName(reason))}` : say(outcome);
  return html`
    <section class="golden" tabindex="-1" ref=${box} aria-labelledby="golden">
      <h2 id="golden">${say(isRight ? 'opinions.right' : 'opinions.wrong')}</h2>
      <p>${say('opinions.answer', { answer: inline(answer) })}</p>
      <p dir="auto">${why}</p>
      <p class="muted">${say('opinions.golden')}</p>
      <p><button type="button" class="primary" onClick=${state.next}>${say('opinions.next')}</button></p>
    </section>`;
}

await openPage('opinions', Opinions);
if (!isOperator.value) {
  listen({
    approve: () => { state.give('approve'); },
    reject: () => { if (state.opinion.value && !state.golden.value) state.choosing.value = true; },
    reason: ({ code }) => {
      const reason = reasons.find(({ key }) => key === Number(code.at(-1)));
      if (!state.choosing.value || !reason) return false;
      state.give('reject', reason.name);
      return true;
    },
    cancel: () => { state.choosing.value = false; },
  });
}

import { html } from '../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../lib/preact/hooks.mjs';
import * as desk from './desk.js';
import { shown } from './keys.js';
import { Marked } from './marked.js';
import { Reasons } from './reasons.js';
import { ago, clock, number, say, sayOr } from './words.js';

/** One comment of the list. The text is the largest thing; then why it is here; then what can be done. */
export function Card({ item }) {
  const current = desk.selectedId.value === item.id;
  const element = useRef(null);
  useEffect(() => {
    if (!current) return;
    element.current.scrollIntoView({ block: 'nearest' });
    const focused = document.activeElement;
    if (focused === document.body || focused.closest('.list')) element.current.focus({ preventScroll: true });
  }, [current, current && desk.choosing.value]);

  return html`
    <li class="card" ref=${element} tabindex=${current ? 0 : -1} aria-current=${current ? 'true' : undefined}
        data-comment=${item.id} onClick=${() => desk.select(item.id)}>
      <div class="byline">
        <bdi class="name"><${Marked} text=${item.text.name} spans=${item.spans} field="name" /></bdi>
        <span>${item.maskedPhone ?? say('anonymous')}</span>
        <time datetime=${item.submittedAt} title=${clock(item.submittedAt)}>${ago(item.submittedAt, desk.now.value)}</time>
        ${item.parentId && html`<span class="tag">${say('reply')}</span>`}
        ${current && html`<${Actions} item=${item} />`}
      </div>
      <p class="under">${say('under')}: <bdi>${item.article.headline ?? item.article.id}</bdi></p>
      <h3 class="title" dir="auto"><${Marked} text=${item.text.title} spans=${item.spans} field="title" /></h3>
      <p class="content" dir="auto"><${Marked} text=${item.text.content} spans=${item.spans} field="content" /></p>
      <${Why} item=${item} />
      <${Scores} scores=${item.scores} />
      ${item.refusal && html`<p class="refusal">${say('takenBack')}: ${item.refusal()}
        <button type="button" class="quiet" onClick=${desk.dismiss}>${say('dismiss')}</button></p>`}
      ${current && desk.choosing.value && html`<${Reasons} />`}
    </li>`;
}

function Actions({ item }) {
  if (item.refusal) return null;
  if (desk.isDecided.value)
    return html`<span class="actions"><${Action} name="undo" run=${desk.undo} /></span>`;
  return html`
    <span class="actions">
      <${Action} name="approve" run=${() => desk.decide('approve')} primary />
      <${Action} name="reject" run=${() => { desk.choosing.value = !desk.choosing.value; }} expanded=${desk.choosing.value} />
      <${Action} name="hold" run=${() => desk.decide('hold')} />
    </span>`;
}

function Action({ name, run, primary, expanded }) {
  const click = (event) => { event.stopPropagation(); run(); };
  return html`<button type="button" class=${primary ? 'primary' : ''} aria-expanded=${expanded} onClick=${click}>
    ${say(name)} <kbd aria-hidden="true">${shown(name)}</kbd></button>`;
}

/** The rule that decided, in words, with the score that it saw; or the person who held it. */
function Why({ item }) {
  const { review, decision } = item;
  const held = decision?.outcome === 'hold' && decision;
  const intro = { hold: 'heldFor', approve: 'approvedBy', reject: 'rejectedBy' }[review?.outcome];
  return html`
    <p class="why">
      ${review && html`<span class=${review.rule === 'nothing-found' ? undefined : 'cause'}>${say(intro)} ${causes(review.findings).join('; ')}</span>`}
      ${review?.outcome === 'hold' && review.advice === 'reject' && html`<span class="tag">${say('adviceReject')}</span>`}
      ${item.model && html`<span>${say('model')} ${item.model}</span>`}
      ${held && html`<span>${say('heldBy', { who: held.moderator })}${held.note ? `: ${held.note}` : ''}</span>`}
      ${desk.isDecided.value && decision && html`<span>${decision.moderator}: ${say(`did.${decision.outcome}`)}${decision.reason ? ` (${say(decision.reason)})` : ''}</span>`}
    </p>`;
}

/** A score over both of its thresholds is told once, by the higher. */
const causes = (findings) => findings.filter(({ label }, i) => !label || findings.findIndex((other) => other.label === label) === i).map(cause);

const cause = ({ rule, label, score, threshold }) =>
  (label ? `${say(`score.${label}`)} ${number(score)} ≥ ${number(threshold)}` : sayOr(`rule.${rule}`, rule));

const levels = [[0.9, 'highest'], [0.6, 'high'], [0.3, 'middle'], [0, 'low']];

function Scores({ scores }) {
  if (!scores) return html`<p class="scores"><strong class="tag">${say('notScored')}</strong></p>`;
  return html`
    <ul class="scores" aria-label=${say('scores')}>
      ${['toxicity', 'hate', 'spam', 'constructive'].map((label) => {
        const level = levels.find(([from]) => scores[label] >= from)[1];
        return html`<li class=${`${label} ${level}`}><span class="swatch">${say(`score.${label}`)}</span>: <b>${say(`level.${level}`)}</b> ${number(scores[label])}</li>`;
      })}
    </ul>`;
}

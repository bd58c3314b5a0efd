import { html } from '../../lib/htm/htm-preact.mjs';
import { inline, isReported, isWaiting, labelName, labels, reasonName, ruleName } from '../frame/vocabulary.js';
import { fill, number, say, sayOr } from '../frame/words.js';
import * as desk from './desk.js';
import { view } from './view.js';

/**
 * The rule that decided, in words, with the score that it saw; or the person who did. That no rule minds a comment is no reason
 * to read: it would stand on every other one.
 */
export function Why({ item }) {
  const { review, decision } = item;
  const cluster = view.value.cluster ? null : review?.findings.find((finding) => finding.cluster)?.cluster;
  const intro = { hold: 'triage.heldFor', approve: 'triage.approvedBy', reject: 'triage.rejectedBy' }[review?.outcome];
  const isMinded = review && !(review.rule === 'nothing-found' && review.outcome === 'hold');
  return html`
    <p class="why">
      ${isMinded && html`
        <span class=${review.rule === 'nothing-found' ? undefined : 'cause'}>
          ${say(intro)} ${joined(causes(review.findings.length > 0 ? review.findings : [review]), '; ')}</span>`}
      ${cluster && html`
        <button type="button" class="quiet" onClick=${() => desk.open({ cluster })}>${say('triage.onlyCluster')}</button>`}
      ${review?.outcome === 'hold' && review.advice === 'reject' && html`<span class="tag">${say('triage.adviceReject')}</span>`}
      ${decision?.outcome === 'hold' && html`
        <span>${say('triage.heldBy', { who: decision.moderator })}${decision.note ? `: ${decision.note}` : ''}</span>`}
      ${decision && (!isWaiting(item) || isReported(item) || decision.outcome === 'reject') && html`
        <span>${decision.moderator}: ${say(`triage.did.${decision.outcome}`)}${because(decision)}</span>`}
    </p>`;
}

const because = ({ reason }) => (reason ? ` (${reasonName(reason)})` : '');

/** A score over both of its thresholds is told once, by the higher. */
const causes = (findings) => findings
  .filter(({ label }, i) => !label || findings.findIndex((other) => other.label === label) === i)
  .map(cause);

function cause({ rule, label, score, threshold, spans, count, limit }) {
  if (label) return `${labelName(label)} ${number(score)} ≥ ${number(threshold)}`;
  const text = fill(sayOr(`triage.cause.${rule}`, inline(ruleName(rule))), { count, limit });
  const found = [...new Map(spans?.map((span) => [span.term ?? span.kind, span])).values()].map(named);
  return found.length > 0 ? [text, ': ', joined(found, ', ')] : text;
}

/** A list's term is an offensive word, and is blurred as it is in the text. */
const named = ({ term, kind }) => (term ? html`<span class="term">${term}</span>` : say(`found.${kind}`));

const joined = (parts, between) => parts.flatMap((part, i) => (i > 0 ? [between, part] : [part]));

const levels = [[0.9, 'highest'], [0.6, 'high'], [0.3, 'middle'], [0, 'low']];

const level = (score) => levels.find(([from]) => score >= from)[1];

/** Words first, numbers second, the highest first. Low ones are one word together. */
export function Scores({ item: { scores, review, blind } }) {
  if (blind) return null;
  const isUnreadable = review?.findings.some(({ rule }) => rule === 'other-language');
  if (!scores || isUnreadable) return html`
    <p class="scores"><strong class="tag">${say(isUnreadable ? 'triage.notReadable' : 'triage.notScored')}</strong></p>`;
  const sorted = labels.map(({ name }) => name).sort((a, b) => scores[b] - scores[a]);
  const isLow = (label) => level(scores[label]) === 'low';
  const [seen, rest] = [sorted.filter((label) => !isLow(label)), sorted.filter(isLow)];
  return html`
    <ul class="scores" aria-label=${say('triage.scores')}>
      ${seen.map((label) => html`
        <li class=${`${label} ${level(scores[label])}`}><span class="swatch">${labelName(label)}</span>
          ${' '}<b>${say(`triage.level.${level(scores[label])}`)}</b> ${number(scores[label])}</li>`)}
      ${rest.length > 0 && html`
        <li class="rest" title=${rest.map((label) => `${labelName(label)} ${number(scores[label])}`).join(', ')}>
          ${say(seen.length ? 'triage.restLow' : 'triage.allLow')}</li>`}
    </ul>`;
}

import { html } from '../../lib/htm/htm-preact.mjs';
import { capital, labelName } from '../frame/vocabulary.js';
import { say, whole } from '../frame/words.js';
import { percent } from './figures.js';
import * as state from './state.js';

const columns = ['client', 'label', 'count', 'inUse', 'shadow'];

/** What clients of Perspective's interface say that scores should have been. Nothing is shown while nobody suggests anything. */
export function Feedback() {
  const { value: feedback } = state.feedback;
  if (!feedback?.count) return null;
  return html`
    <section aria-labelledby="feedback">
      <h2 id="feedback">${say('models.feedback')}</h2>
      <p class="muted">${say('models.feedback.means', { n: whole(feedback.count), looked: whole(feedback.looked) })}
        ${' '}${say(feedback.learned ? 'models.feedback.teaches' : 'models.feedback.evaluates')}</p>
      ${feedback.groups.length > 0 && html`
        <table class="stacked">
          <caption class="hidden">${say('models.feedback')}</caption>
          <thead><tr>${columns.map((name) => html`<th scope="col">${say(`models.feedback.column.${name}`)}</th>`)}</tr></thead>
          <tbody>${feedback.groups.map(({ community, label, count, yes, inUse, shadow }) => html`
            <tr>
              <th scope="row" class="wide"><bdi>${community || say('models.feedback.nameless')}</bdi></th>
              <td>${capital(labelName(label))}</td>
              <td>${say('models.feedback.counts', { n: whole(count), yes: whole(yes) })}</td>
              <td data-label=${say('models.used')}>${percent(inUse / count)}</td>
              <td data-label=${say('models.tried')}>${shadow === undefined ? '–' : percent(shadow / count)}</td>
            </tr>`)}</tbody>
        </table>`}
    </section>`;
}

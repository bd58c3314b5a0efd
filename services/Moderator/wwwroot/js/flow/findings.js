import { html } from '../../lib/htm/htm-preact.mjs';
import { partOf } from '../frame/pauses.js';
import { fill, say, sayOr, whole } from '../frame/words.js';
import { moment, serviceName } from './figures.js';

const services = ['intake', 'classifier', 'moderator', 'publisher', 'site'];

/** What is wrong, with what it means and what to do. @param look Shows the station that a finding is about. */
export function Findings({ of, look }) {
  if (of.length === 0) return html`<p class="all-well"><span class="sign" aria-hidden="true">✓</span> ${say('flow.allWell')}</p>`;
  return html`<ul class="findings">${of.map((finding) => html`
    <${Finding} key=${`${finding.kind} ${finding.subject}`} finding=${finding} look=${look} />`)}</ul>`;
}

function Finding({ finding, look }) {
  const { kind, station, isBroken, pause } = finding;
  const values = valuesOf(finding);
  const what = pause ? say(`pauses.what.${partOf(pause)}`) : say(`flow.found.${kind}`, values);
  const meaning = pause ? meaningOf(pause) : sayOr(`flow.means.${kind}.${serviceOf(finding)}`, null) ?? say(`flow.means.${kind}`);
  return html`
    <li class=${isBroken ? 'broken' : 'warning'} data-finding=${kind}>
      <p class="what"><span class="sign" aria-hidden="true">${isBroken ? '✕' : '!'}</span>
        <span class="hidden">${say(`flow.state.${isBroken ? 'broken' : 'warning'}`)}: </span>
        ${what}
        ${values.since && html` <span class="muted">${say('flow.sinceFor', values)}</span>`}</p>
      <p>${pause ? meaning : fill(meaning, values)}</p>
      <p><b>${say('flow.do')}</b> ${say(`flow.do.${kind}`, values)}
        ${look && html` <button type="button" class="quiet" aria-haspopup="dialog" onClick=${() => look(station)}>
          ${say('flow.look', { station: say(`flow.station.${station}`) })}</button>`}</p>
    </li>`;
}

const meaningOf = (pause) =>
  `${say(`pauses.means.${partOf(pause)}`)} ${say('pauses.by', { ...pause, since: moment(pause.since) })}`;

function valuesOf({ subject = '', count, since }) {
  return {
    subject: services.includes(subject) ? serviceName(subject)
      : sayOr(`flow.backlog.${subject}`, null) ?? sayOr(`flow.lane.${subject}`, subject),
    n: count === undefined ? '' : whole(count),
    since: since ? moment(since) : '',
  };
}

/** A queue is named after the service that reads it. */
const serviceOf = ({ subject = '' }) => services.find((service) => subject.startsWith(service)) ?? '';

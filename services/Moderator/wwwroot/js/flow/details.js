import { html } from '../../lib/htm/htm-preact.mjs';
import { Dialog } from '../frame/dialog.js';
import { clock, say, sayOr, whole } from '../frame/words.js';
import { Chart } from './chart.js';
import { countOf, dash, lasting, moment, rateOf, serviceName } from './figures.js';
import { Findings } from './findings.js';
import { Pausing } from './pause.js';
import { signs } from './station.js';
import * as state from './state.js';

/** All that is known of one station. */
export function Details({ name }) {
  const { stations, services, nodes, findings } = state.picture.value;
  const index = stations.findIndex((station) => station.name === name);
  const station = stations[index];
  const own = services.filter(({ service }) => station.services.includes(service));
  return html`
    <${Dialog} title=${say(`flow.station.${name}`)} kind="station-details">
      <p class=${`how ${station.state}`}><span class="sign" aria-hidden="true">${signs[station.state]}</span>
        ${say(`flow.state.${station.state}`)} · ${rateOf(station)}</p>
      <p class="muted">${say(`flow.about.${name}`)}</p>
      <${Pausing} station=${station} />
      ${findings.some(isOf(name)) && html`<${Findings} of=${findings.filter(isOf(name))} />`}
      <${Chart} index=${index} name=${name} />
      ${station.backlogs?.length > 0 && html`<${Backlogs} of=${station.backlogs} />`}
      ${station.queues?.length > 0 && html`<${Queues} of=${station.queues} />`}
      ${name === 'broker' && nodes && html`<${Nodes} of=${nodes} />`}
      ${own.map((service) => html`<${Copies} key=${service.service} of=${service} />`)}
      ${name === 'webhooks' && html`<p><a href="/webhooks">${say('place.webhooks')}</a></p>`}
    </${Dialog}>`;
}

/** That it is paused is told where it is resumed. */
const isOf = (name) => ({ station, kind }) => station === name && kind !== 'paused';

const Backlogs = ({ of }) => html`
  <table class="stacked"><caption>${say('flow.waiting')}</caption>
    <thead><tr><th scope="col">${say('flow.where')}</th><th scope="col" class="number">${say('flow.figure.depth')}</th>
      <th scope="col">${say('flow.figure.oldest')}</th></tr></thead>
    <tbody>${of.map(({ service, name, depth, oldest }) => html`
      <tr><th scope="row">${backlogName(service, name)}</th>
        <td class="number"><${Label} of="depth" />${whole(depth)}</td>
        <td><${Label} of="oldest" />${oldest ? lasting(oldest, state.now.value) : say('flow.nothing')}</td></tr>`)}</tbody>
  </table>`;

/** On a phone the head of a table is not seen, so each cell says what it is. */
const Label = ({ of }) => html`<span class="label" aria-hidden="true">${say(`flow.figure.${of}`)} </span>`;

const backlogName = (service, name) =>
  (name === 'outbox' ? say('flow.outboxOf', { service: serviceName(service) }) : sayOr(`flow.backlog.${name}`, name));

const columns = ['depth', 'unacknowledged', 'in', 'out', 'consumers'];

const Queues = ({ of }) => html`
  <table class="stacked"><caption>${say('flow.queues')}</caption>
    <thead><tr><th scope="col">${say('flow.queue')}</th>
      ${columns.map((column) => html`<th scope="col" class="number">${say(`flow.figure.${column}`)}</th>`)}</tr></thead>
    <tbody>${of.filter(isShown).map((queue) => html`
      <tr class=${isAside(queue) ? 'wrong' : undefined}><th scope="row" class="wide"><code>${queue.name}</code></th>
        <td class="number"><${Label} of="depth" />${whole(queue.ready)}</td>
        <td class="number"><${Label} of="unacknowledged" />${whole(queue.unacknowledged)}</td>
        <td class="number"><${Label} of="in" />${rateOf({ rate: queue.in })}</td>
        <td class="number"><${Label} of="out" />${rateOf({ rate: queue.out })}</td>
        <td class="number"><${Label} of="consumers" />${isAside(queue) ? dash : whole(queue.consumers)}</td></tr>`)}</tbody>
  </table>`;

const isAside = ({ name }) => /_(error|skipped)$/.test(name);

/** Queues of what was set aside are there when something is in them. */
const isShown = (queue) => !isAside(queue) || queue.ready + queue.unacknowledged > 0;

const Nodes = ({ of }) => html`
  <ul class="copies">${of.map((node) => html`
    <li><b>${node.name}</b> ${say(`flow.node.${stateOf(node)}`, { lost: node.lost?.join(', ') })}</li>`)}</ul>`;

const stateOf = ({ isRunning, lost, lacksDisk, lacksMemory }) =>
  !isRunning ? 'down' : lost ? 'apart' : lacksDisk ? 'lacksDisk' : lacksMemory ? 'lacksMemory' : 'running';

function Copies({ of: { service, isWatched, copies } }) {
  return html`
    <section aria-labelledby=${`copies-${service}`}>
      <h3 id=${`copies-${service}`}>${say('flow.copiesOf', { service: serviceName(service) })}</h3>
      ${!isWatched && html`<p class="muted">${say('flow.unwatched', { key: `Flow:${keys[service]}` })}</p>`}
      <ul class="copies">${(copies ?? []).map((copy) => html`<${Copy} key=${copy.address} copy=${copy} />`)}</ul>
    </section>`;
}

const keys = { intake: 'Intake', classifier: 'Classifier', moderator: 'Moderator', publisher: 'Publisher', site: 'Site' };

function Copy({ copy: { address, report, silence, silentSince } }) {
  const ill = Object.entries(report?.checks ?? {}).filter(([, how]) => how !== 'Healthy');
  return html`
    <li class=${silence ? 'away' : undefined}>
      <p><b>${report?.copy ?? address}</b> <span class="muted">${address}</span></p>
      ${silence && html`<p class="problem"><span class="sign" aria-hidden="true">✕</span>
        ${say(`flow.silence.${silence}`, { when: moment(silentSince) })}</p>`}
      ${report && html`<p class="muted">${say('flow.started', { when: clock(report.startedAt) })} · ${report.version}</p>`}
      ${!silence && report && html`<p>${ill.length === 0
        ? say('flow.checksWell', { n: countOf(Object.keys(report.checks).length) })
        : ill.map(([check, how]) => `${sayOr(`flow.check.${check}`, check)}: ${say(`flow.how.${how}`)}`).join(' · ')}</p>`}
    </li>`;
}

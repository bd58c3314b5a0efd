import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { Problem, useSending } from '../frame/form.js';
import { language, say, whole } from '../frame/words.js';
import { examine } from './api.js';
import { moment, serviceName } from './figures.js';

/** The verdicts as the server names them, the worst first, with their signs: colour is never alone. */
const signs = { bad: '✕', doubtful: '!', good: '✓' };
const worst = Object.keys(signs);

/** Has all services examine what they need, and shows what they found until it is done anew. */
export function Doctor() {
  const [found, setFound] = useState(null);
  const told = useRef(null);
  const { form, submit, sending, refusal } = useSending(async () => setFound(await examine()));
  useEffect(() => { if (found) told.current.focus(); }, [found]);
  return html`
    <section class="doctor" aria-labelledby="doctor">
      <h2 id="doctor">${say('flow.doctor')}</h2>
      <form ref=${form} onSubmit=${submit}>
        <p>${say('flow.doctor.about')}</p>
        <p><button type="submit" class="primary" aria-disabled=${sending}>${say('flow.doctor.run')}</button></p>
        <p role="status">${sending && say('flow.doctor.running')}</p>
        <${Problem} of=${refusal} />
      </form>
      ${found && html`
        <p class="stands" tabindex="-1" ref=${told}>${summaryOf(found)}</p>
        ${found.services.map((service) => html`<${Service} key=${service.service} of=${service} />`)}`}
    </section>`;
}

function summaryOf({ at, services }) {
  const copies = services.flatMap((service) => service.copies);
  const parts = copies.flatMap((copy) => copy.parts ?? []);
  const bad = parts.filter(({ verdict }) => verdict === 'bad').length + copies.filter(({ silence }) => silence).length;
  const doubtful = parts.filter(({ verdict }) => verdict === 'doubtful').length;
  return say('flow.doctor.summary', { when: moment(at), bad: whole(bad), doubtful: whole(doubtful) });
}

const Service = ({ of: { service, isWatched, copies } }) => html`
  <section aria-labelledby=${`doctor-${service}`} data-examined=${service}>
    <h3 id=${`doctor-${service}`}>${serviceName(service)}</h3>
    ${!isWatched && html`<p class="muted">${say('flow.doctor.unwatched')}</p>`}
    ${copies.map((copy) => html`<${Copy} key=${copy.address} of=${copy} />`)}
  </section>`;

function Copy({ of: { address, parts, silence } }) {
  if (silence) return html`
    <p class="how broken"><span class="sign" aria-hidden="true">✕</span>
      <b>${address}</b> ${say(`flow.doctor.silence.${silence}`)}</p>`;
  const sorted = parts.toSorted((one, other) => worst.indexOf(one.verdict) - worst.indexOf(other.verdict));
  return html`
    <p class="muted">${address}</p>
    <ul class="copies">${sorted.map(({ part, verdict, found, remedy }) => html`
      <li class=${verdict}><span class="sign" aria-hidden="true">${signs[verdict]}</span>
        <span class="hidden">${say(`flow.doctor.verdict.${verdict}`)}: </span>
        <b>${part}</b> ${found[language.value]}
        ${remedy && html`<p><b>${say('flow.do')}</b> ${remedy[language.value]}</p>`}</li>`)}</ul>`;
}

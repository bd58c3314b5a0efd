/** Settings that judge beside those in force, without effect. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { signal } from '../../lib/signals/signals.mjs';
import { Confirm } from '../frame/confirm.js';
import { dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { More } from '../frame/more.js';
import { Notice } from '../frame/notice.js';
import { ruleName } from '../frame/vocabulary.js';
import { ago, clock, explain, say, whole } from '../frame/words.js';
import { promoteShadow, readDifferences, readShadow, startShadow, stopShadow } from './api.js';
import { numberOf } from './settings.js';
import { changes, open, policy, settings } from './state.js';
import { Differences } from './versions.js';

/** How often it is read again while it runs, in milliseconds. */
const every = 5_000;

/** The one that runs, or else the latest; null when there was none, undefined until it is read. */
const shadow = signal(undefined);
const refused = signal(null);

async function load() {
  try {
    shadow.value = (await readShadow()).shadow ?? null;
    refused.value = null;
  } catch (error) {
    refused.value = () => explain(error, 'unreached');
  }
}

export function Shadow() {
  const [notice, setNotice] = useState(null);
  useEffect(() => {
    load();
    const timer = setInterval(() => { if (!document.hidden && shadow.value?.status === 'running') load(); }, every);
    return () => clearInterval(timer);
  }, []);
  const done = (name) => (answer) => {
    shadow.value = answer.shadow;
    setNotice(() => () => say(`policy.shadow.did.${name}`));
  };
  const { value: latest } = shadow;
  return html`
    <section class="shadow" aria-labelledby="shadow">
      <h2 id="shadow">${say('policy.shadow')}</h2>
      <p class="intro">${say('policy.shadow.how')}</p>
      <${Notice} of=${notice} />
      ${refused.value && html`<p class="problem" role="alert">${refused.value()}</p>`}
      ${latest !== undefined && latest?.status !== 'running' && html`<${Start} done=${done('started')} />`}
      ${latest && html`<${Standing} of=${latest} />`}
    </section>
    <${Asked} done=${done} />`;
}

function Start({ done }) {
  const { form, submit, sending, refusal, errors } = useSending(async ({ days, reason }) => {
    done(await startShadow(policy.value.version, settings.value, numberOf(days), reason));
  });
  if (changes.value.length === 0) return html`<p class="muted">${say('policy.shadow.nothing')}</p>`;
  return html`
    <form ref=${form} onSubmit=${submit} noValidate>
      <${Field} label=${say('policy.shadow.days')} error=${errors.days} control=${(attributes) => html`
        <input ...${attributes} type="number" name="days" inputmode="numeric" min="1" max="30" value="7" />`} />
      <${Field} label=${say('policy.shadow.reason')} error=${errors.reason} control=${(attributes) => html`
        <textarea ...${attributes} name="reason" rows="2"></textarea>`} />
      <${Problem} of=${refusal} />
      ${Object.keys(errors).some((path) => path !== 'days' && path !== 'reason')
        && html`<p class="problem" role="alert">${say('policy.invalid')}</p>`}
      <p><button type="submit" aria-disabled=${sending}>${say('policy.shadow.start')}</button></p>
    </form>`;
}

function Standing({ of }) {
  const { status, beside, startedBy, reason, startedAt, endsAt, endedAt, examined, differing, cells, people, id } = of;
  return html`
    <p data-shadow=${status}><b>${say(`policy.shadow.is.${status}`)}</b> · ${say('policy.shadow.beside', { n: beside })} ·
      ${' '}<bdi>${startedBy}</bdi> · <time datetime=${startedAt}>${clock(startedAt)}</time> –
      ${' '}<time datetime=${endedAt ?? endsAt}>${clock(endedAt ?? endsAt)}</time></p>
    <p><bdi>${reason}</bdi></p>
    <${Differences} changes=${of.changes} />
    <p><b>${say('policy.shadow.examined', { n: whole(examined), differing: whole(differing) })}</b>
      ${people.decided > 0 && html` ${say('policy.shadow.people', {
        decided: whole(people.decided), inForceRight: whole(people.inForceRight), inForceWrong: whole(people.inForceWrong),
        besideRight: whole(people.besideRight), besideWrong: whole(people.besideWrong),
      })}`}</p>
    ${examined > 0 && html`<${Cells} cells=${cells} />`}
    ${differing > 0 && html`<${Comments} key=${id} id=${id} differing=${differing} />`}
    <p class="choice">
      ${status !== 'promoted' && html`<${Ask} kind="promote" of=${of} />`}
      ${status === 'running' && html`<${Ask} kind="stop" of=${of} />`}</p>`;
}

const Ask = ({ kind, of }) => html`
  <button type="button" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: `shadow-${kind}`, of }; }}>
    ${say(`policy.shadow.${kind}`)}</button>`;

const outcomes = ['approve', 'reject', 'hold'];

/** What the settings in force did, by what those in shadow would have done. */
const Cells = ({ cells }) => html`
  <table class="matrix">
    <caption>${say('policy.shadow.matrix')}</caption>
    <thead><tr><td></td>${outcomes.map((beside) => html`
      <th scope="col" class="number">${say(`policy.would.${beside}`)}</th>`)}</tr></thead>
    <tbody>${outcomes.map((inForce) => html`
      <tr><th scope="row">${say(`policy.out.${inForce}`)}</th>${outcomes.map((beside) => {
        const { count } = cells.find((cell) => cell.inForce === inForce && cell.beside === beside);
        return html`<td class="number" data-cell=${`${inForce}-${beside}`}>${whole(count)}
          ${inForce !== beside && count > 0 && html` <span class="tag">${say('policy.shadow.differs')}</span>`}</td>`;
      })}</tr>`)}</tbody>
  </table>`;

function Comments({ id, differing }) {
  const list = useRef(null);
  const [page, setPage] = useState(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => { readDifferences(id).then(setPage, setProblem); }, [differing]);
  const more = async () => {
    const { items, next } = await readDifferences(id, page.next);
    setPage({ items: [...page.items, ...items], next });
  };
  return html`
    <h3>${say('policy.shadow.comments')}</h3>
    ${problem && html`<p class="problem" role="alert">${explain(problem, 'unreached')}</p>`}
    ${page && html`
      <ol class="sides" ref=${list}>${page.items.map((item) => html`<${Comment} key=${item.id} of=${item} />`)}</ol>`}
    ${page?.next && html`<${More} list=${list} load=${more} />`}`;
}

const Comment = ({ of: { id, text, inForce, inForceRule, beside, besideRule, person } }) => html`
  <li tabindex="-1" data-differs=${id}>
    <p class="turn"><b>${say(`policy.out.${inForce}`)} → ${say(`policy.out.${beside}`)}</b>
      <span class="muted">${ruleName(inForceRule)} → ${ruleName(besideRule)}</span>
      ${person && html`<span class=${beside !== 'hold' && beside !== person ? 'tag against' : 'muted'}>
        ${say(`policy.person.${person}`)}</span>`}</p>
    <p dir="auto"><a href=${`/comments/${id}`} target="_blank" rel="noopener">
      <bdi>${text.name}</bdi><span class="hidden"> (${say('newTab')})</span></a></p>
    <p class="said" dir="auto"><b>${text.title}</b> ${text.content}</p>
  </li>`;

function Asked({ done }) {
  const [reason, setReason] = useState('');
  const { kind, of } = dialog.value ?? {};
  if (kind !== 'shadow-promote' && kind !== 'shadow-stop') return null;
  const name = kind.slice('shadow-'.length);
  const act = name === 'stop'
    ? () => stopShadow(of.id, reason)
    : async () => {
      const answer = await promoteShadow(of.id, policy.value.version, reason);
      await open();
      return answer;
    };
  return html`
    <${Confirm} title=${say(`policy.shadow.${name}.ask`)} yes=${say(`policy.shadow.${name}`)} blocked=${!reason.trim()}
        act=${act} done=${(answer) => { setReason(''); done(name === 'stop' ? 'stopped' : 'promoted')(answer); }}>
      <p>${say(`policy.shadow.${name}.means`, { when: ago(of.startedAt, Date.now()) })}</p>
      <${Differences} changes=${of.changes} />
      <p><label>${say('policy.shadow.reason')}
        <textarea rows="2" value=${reason} onInput=${({ target }) => setReason(target.value)}></textarea></label></p>
    </${Confirm}>`;
}

import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { readComment } from '../frame/api.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Shown } from '../frame/edited.js';
import { shown } from '../frame/keys.js';
import { ago, explain, say } from '../frame/words.js';
import { readAuthor } from './api.js';
import { Bans, kindOf } from './ban.js';
import * as desk from './desk.js';
import { placeOf, title } from './queues.js';
import * as state from './state.js';

/** The author in two lines, beside the comment. */
export function Record({ item, author }) {
  return html`
    <section>
      <h2>${say('author')}</h2>
      <p class="links"><span><bdi class="name">${item.text.name}</bdi> · ${item.maskedPhone ?? say('triage.anonymous')}</span>
        <button type="button" class="quiet" aria-haspopup="dialog" onClick=${() => { dialog.value = { kind: 'author', item }; }}>
          ${say('record')} <kbd aria-hidden="true">${shown('author')}</kbd></button></p>
      <p>${author ? html`<${Counts} of=${author} />` : html`<span class="muted">${say('loading')}</span>`}</p>
      ${author && html`<${Namesakes} of=${author} />`}
    </section>`;
}

function Counts({ of }) {
  if (of.approved + of.rejected + of.waiting === 0) return say('triage.firstTime');
  const { approved, rejected, waiting } = of;
  return html`<b>${approved}</b> ${say('triage.approvedOnes')} · <b>${rejected}</b> ${say('triage.rejectedOnes')} ·
    ${' '}<b>${waiting}</b> ${say('triage.waitingOnes')}`;
}

/** A name alone tells nobody from others of that name. */
function Namesakes({ of }) {
  return kindOf(of.key) === 'name' && html`<p class="muted">${say('triage.namesakes')}</p>`;
}

/** The drawer: the whole record, by each way to know its author again, and what can be done about them. */
export function Author({ item, ban }) {
  const [keys, setKeys] = useState([]);
  const [author, setAuthor] = useState(null);
  const [problem, setProblem] = useState(null);
  const toBan = useRef(ban);
  const read = (reading, take) => reading.then((known) => {
    setProblem(null);
    take(known);
  }, setProblem);
  const open = () => {
    read(readComment(item.id), (known) => {
      setKeys(known.author.keys);
      setAuthor(known.author);
    });
  };
  useEffect(open, [item.id]);
  const only = () => {
    close();
    desk.open({ author: author.key });
  };
  return html`
    <${Dialog} title=${html`${say('author')}: <bdi>${item.text.name}</bdi>`} kind="drawer">
      <p>${item.maskedPhone ?? say('triage.anonymous')}</p>
      ${problem && html`
        <p class="problem" role="alert">${explain(problem, 'unreached')}
          ${' '}<button type="button" onClick=${open}>${say('again')}</button></p>`}
      ${!author ? !problem && html`<p class="muted">${say('loading')}</p>` : html`
        <fieldset><legend>${say('triage.banBy')}</legend>${keys.map((key) => html`
          <label>
            <input type="radio" name="key" checked=${author.key === key} onChange=${() => read(readAuthor(key), setAuthor)} />
            ${' '}
            ${say(`by.${kindOf(key)}`)}</label>`)}</fieldset>
        <p class="links"><span><${Counts} of=${author} /></span>
          <button type="button" class="quiet" onClick=${only}>${say('triage.onlyAuthor')}</button></p>
        <${Namesakes} of=${author} />
        <section><h3>${say('triage.lastOnes')}</h3>
          <ol class="record">${author.latest.map((other) => html`
            <li><span class="tag">${title(placeOf(other))}</span>
              <a href=${`/comments/${other.id}`}>
                <time datetime=${other.submittedAt}>${ago(other.submittedAt, state.now.value)}</time></a>
              <p class="said" dir="auto"><b><${Shown} item=${other} field="title" /></b>
                ${' '}<${Shown} item=${other} field="content" /></p></li>`)}</ol></section>
        <${Bans} key=${author.key} item=${item} author=${author} keys=${keys} toBan=${toBan}
          decided=${() => read(readAuthor(author.key), setAuthor)} />`}
    </${Dialog}>`;
}

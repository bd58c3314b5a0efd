import { html } from '../../lib/htm/htm-preact.mjs';
import { dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { Notice } from '../frame/notice.js';
import { Operations } from '../frame/operations.js';
import { openPage } from '../frame/page.js';
import { clock, explain, say } from '../frame/words.js';
import { Settings } from './settings.js';
import * as state from './state.js';

const did = (kind) => say(`articles.did.${kind}`);
const columns = ['article', 'status', 'slow', 'days', 'people', 'acts'];

function Articles() {
  const { value: articles } = state.articles;
  const { value: notice } = state.notice;
  return html`
    <p class="intro">${say('articles.intro')}</p>
    <${Notice} of=${notice} />
    <${Find} />
    ${state.refusal.value && html`
      <div role="alert"><p class="problem">${explain(state.refusal.value, 'unreached')}</p>
        <button type="button" onClick=${state.load}>${say('again')}</button></div>`}
    ${!articles && !state.refusal.value && html`<p class="muted">${say('loading')}</p>`}
    ${articles?.length === 0 && html`<p class="empty">${say('articles.none')}</p>`}
    ${articles?.length > 0 && html`
      <section><h2>${say('articles.set')}</h2>
        <table class="stacked">
          <caption class="hidden">${say('articles.set')}</caption>
          <thead><tr>${columns.map((name) => html`<th scope="col">${say(`articles.column.${name}`)}</th>`)}</tr></thead>
          <tbody>${articles.map((one) => html`<${Row} key=${one.articleId} article=${one} />`)}</tbody>
        </table>
      </section>`}
    ${articles && html`<${Operations} path="/api/articles/log" wordOf=${did} done=${articles} />`}
    ${dialog.value?.kind === 'settings' && html`<${Settings} article=${dialog.value.article} />`}`;
}

function Find() {
  const { form, submit, sending, refusal, errors } = useSending(({ article }) => state.open(article.trim()));
  return html`
    <form class="narrow" ref=${form} onSubmit=${submit} noValidate>
      <${Field} label=${say('articles.id')} hint=${say('articles.idHint')} error=${errors.article} control=${(attributes) => html`
        <input ...${attributes} name="article" required autocomplete="off" autocapitalize="none" spellcheck=${false} />`} />
      <${Problem} of=${refusal} />
      <p><button type="submit" class="primary" disabled=${sending} aria-haspopup="dialog">${say('articles.find')}</button></p>
    </form>`;
}

const Row = ({ article: { articleId, status, slowMinutes, closeAfterDays, closesAt, preModerated } }) => html`
  <tr data-article=${articleId}>
    <td class="wide"><bdi>${articleId}</bdi></td>
    <td>${say(`articles.status.${status}`)}</td>
    <td>${slowMinutes > 0 ? say('articles.minutes', { n: slowMinutes }) : '–'}</td>
    <td>${closesAt ? html`<time datetime=${closesAt}>${clock(closesAt)}</time>` : closeAfterDays ?? '–'}</td>
    <td>${say(preModerated ? 'articles.people.yes' : 'articles.people.no')}</td>
    <td class="acts"><button type="button" aria-haspopup="dialog" onClick=${() => state.open(articleId)}>
      ${say('articles.change')}<span class="hidden"> ${articleId}</span></button></td>
  </tr>`;

await openPage('articles', Articles);
await state.load();

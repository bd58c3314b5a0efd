/** The switches of single articles. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { say } from '../frame/words.js';
import { focusSoon } from './focus.js';
import { switches } from './settings.js';
import { draft, errorAt, set } from './state.js';

const states = { '': undefined, true: true, false: false };

export function Articles() {
  const ids = Object.keys(draft.value.articles).sort();
  const add = (event) => {
    event.preventDefault();
    const id = event.currentTarget.elements.article.value.trim();
    if (!id) return;
    if (!draft.value.articles[id]) set(['articles', id], {});
    event.currentTarget.reset();
    focusSoon(`[data-article="${CSS.escape(id)}"] select`);
  };
  const fault = errorAt('articles');
  return html`
    <h3>${say('policy.articles')}</h3>
    <p class="muted">${say('policy.articles.how')}</p>
    ${ids.map((id) => html`<${Article} key=${id} id=${id} own=${draft.value.articles[id]} />`)}
    <form class="row" onSubmit=${add}>
      <label>${say('policy.articleId')}<input id="new-article" name="article" required autocomplete="off"
        aria-invalid=${fault ? 'true' : undefined} aria-describedby=${fault ? 'articles-fault' : undefined} /></label>
      <button type="submit">${say('policy.addArticle')}</button>
      ${fault && html`<p class="problem" id="articles-fault">${fault}</p>`}
    </form>`;
}

const Article = ({ id, own }) => html`
  <div class="own row" role="group" aria-label=${say('policy.articles.of', { name: id })} data-article=${id}>
    <b class="name">${id}</b>
    ${switches.map((name) => html`
      <label>${say(`setting.${name}`)}<select value=${String(own[name] ?? '')}
          onChange=${(event) => set(['articles', id, name], states[event.currentTarget.value])}>
        <option value="">${say('policy.asSection')}</option>
        <option value="true">${say('setting.on')}</option>
        <option value="false">${say('setting.off')}</option></select></label>`)}
    <button type="button" class="quiet" onClick=${() => { set(['articles', id], undefined); focusSoon('#new-article'); }}>
      ${say('policy.removeArticle')}<span class="hidden"> ${id}</span></button>
    <${Warning} of=${switches.filter((name) => own[name])} />
  </div>`;

const Warning = ({ of }) => of.length > 0 && html`
  <p class="warning">${of.map((name) => say(`setting.${name}.warning`)).join(' ')}</p>`;

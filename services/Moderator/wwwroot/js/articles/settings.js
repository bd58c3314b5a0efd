import { html } from '../../lib/htm/htm-preact.mjs';
import { close, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { say } from '../frame/words.js';
import * as state from './state.js';

const statuses = ['open', 'readOnly', 'closed'];
const numberOf = (text) => (text.trim() ? Number(text) : null);

/** What one article takes from now on. */
export function Settings({ article }) {
  const { articleId, status, slowMinutes, closeAfterDays, preModerated, publishedAt } = article;
  const { form, submit, sending, refusal, errors } = useSending(async (values) => {
    await state.set(articleId, {
      status: values.status,
      slowMinutes: numberOf(values.slowMinutes) ?? 0,
      closeAfterDays: numberOf(values.closeAfterDays),
      preModerated: values.preModerated === 'on',
      publishedAt,
    }, close);
  });
  const number = (name, value) => (attributes) => html`
    <input ...${attributes} name=${name} type="number" min="0" step="1" inputmode="numeric" defaultValue=${value} />`;
  return html`
    <${Dialog} title=${say('articles.title', { id: articleId })}>
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('articles.column.status')} hint=${say('articles.statusHint')} error=${errors.status}
          control=${(attributes) => html`
            <select ...${attributes} name="status">${statuses.map((one) => html`
              <option value=${one} selected=${one === status}>${say(`articles.status.${one}`)}</option>`)}</select>`} />
        <${Field} label=${say('articles.slowMinutes')} hint=${say('articles.slowHint')} error=${errors.slowMinutes}
          control=${number('slowMinutes', slowMinutes)} />
        <${Field} label=${say('articles.closeAfterDays')} hint=${say('articles.daysHint')} error=${errors.closeAfterDays}
          control=${number('closeAfterDays', closeAfterDays ?? '')} />
        <p><label><input type="checkbox" name="preModerated" defaultChecked=${preModerated} />
          ${' '}${say('articles.preModerated')}</label></p>
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>${say('save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

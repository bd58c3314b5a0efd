import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { dialog } from '../frame/dialog.js';
import { language, say } from '../frame/words.js';
import * as api from './api.js';
import { Find } from './find.js';
import { act, open } from './letters.js';

/** What is done about one request. */
export function Handling() {
  const { kind, letter } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} letter=${letter} />` : null;
}

const Asking = (word, doing) => ({ letter }) => html`
  <${Confirm} title=${say(`letters.${word}.title`, letter)} yes=${say(`letters.${word}.yes`)}
      act=${() => act(doing(letter.id), `letters.${word}.done`, letter)}>
    <p>${say(`letters.${word}.means`)}</p>
  </${Confirm}>`;

function Refuse({ letter }) {
  const { refusals } = open.value;
  const [reason, setReason] = useState(refusals[0].name);
  return html`
    <${Confirm} title=${say('letters.refuse.title', letter)} yes=${say('letters.refuse.yes')}
        act=${() => act(api.refuse(letter.id, reason), 'letters.refuse.done', letter)}>
      <p>${say('letters.refuse.means')}</p>
      <p><label>${say('letters.refuse.reason')} <select value=${reason} onChange=${({ target }) => setReason(target.value)}>
        ${refusals.map(({ name, words }) => html`<option value=${name}>${words[language.value]}</option>`)}</select></label></p>
    </${Confirm}>`;
}

const kinds = {
  find: Find,
  answer: Asking('answer', api.answer),
  complete: Asking('complete', api.complete),
  refuse: Refuse,
};

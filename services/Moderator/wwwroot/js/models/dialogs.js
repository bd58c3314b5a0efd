/** What is asked before something is done about models. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { dialog } from '../frame/dialog.js';
import { capital, labelName } from '../frame/vocabulary.js';
import { explain, number, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { gain } from './figures.js';
import * as state from './state.js';

export function Dialogs() {
  const { kind } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} ...${dialog.value} />` : null;
}

const Why = ({ value, set, hint }) => html`
  <p><label>${say('models.why')} ${hint && html`<span class="muted">${hint}</span>`}
    <textarea rows="2" maxlength="500" value=${value} onInput=${({ target }) => set(target.value)}></textarea></label></p>`;

const Asking = (kind, act) => ({ id, name }) => {
  const [why, setWhy] = useState('');
  return html`
    <${Confirm} title=${say(`models.${kind}.title`, { name })} yes=${say(`models.${kind}.yes`)} blocked=${!why.trim()}
        act=${() => state.act(act(id, why), () => say(`models.${kind}.done`, { name }))}>
      <p>${say(`models.${kind}.means`)}</p>
      <${Why} value=${why} set=${setWhy} />
    </${Confirm}>`;
};

/** Shows what is known and how the thresholds would change, before the model is put in use. */
function Promote({ id, comparison: { candidate: name, all, isNoWorse } }) {
  const [why, setWhy] = useState('');
  const [fit, setFit] = useState(null);
  const [fits, setFits] = useState(true);
  const [problem, setProblem] = useState(null);
  useEffect(() => { api.readThresholds(id).then(setFit, (error) => setProblem(() => () => explain(error, 'unreached'))); }, [id]);
  const changed = fit?.rows.filter(({ before, after }) => before !== after) ?? [];
  const policy = fits && changed.length > 0 ? { version: fit.version, settings: fit.settings } : undefined;
  return html`
    <${Confirm} title=${say('models.promote.title', { name })} kind="policy" yes=${say('models.promote.yes')}
        blocked=${!(isNoWorse || why.trim()) || !(fit || problem)}
        act=${() => state.act(api.promote(id, why.trim() || undefined, policy), () => say('models.promote.done', { name }))}>
      <p>${all.gain ? gain(all.gain) : say('models.tooFew')}
        ${' '}${say(isNoWorse ? 'models.promote.noWorse' : 'models.promote.maybeWorse')}</p>
      <${Why} value=${why} set=${setWhy} hint=${isNoWorse && say('models.optional')} />
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      ${fit && changed.length === 0 && html`<p class="muted">${fit.missing > 0
        ? say('models.fit.missing', { n: whole(fit.missing) })
        : say('models.fit.same')}</p>`}
      ${changed.length > 0 && html`
        <p><label class="tick"><input type="checkbox" checked=${fits} onChange=${({ target }) => setFits(target.checked)} />
          ${' '}${say('models.fit')}</label></p>
        <p class="muted">${say('models.fit.means', { n: whole(fit.comments) })}</p>
        <${Thresholds} rows=${fit.rows} />`}
    </${Confirm}>`;
}

const columns = ['threshold', 'before', 'taken', 'unchanged', 'after', 'fitted'];

const Thresholds = ({ rows }) => html`
  <div class="scroll" tabindex="0" role="region" aria-label=${say('models.fit')}>
    <table>
      <thead><tr>${columns.map((name) => html`
        <th scope="col" class=${name === 'threshold' ? undefined : 'number'}>${say(`models.fit.${name}`)}</th>`)}</tr></thead>
      <tbody>${rows.map(({ section, label, level, before, after, taken, takenUnchanged, takenFitted }) => html`
        <tr><th scope="row"><bdi>${section && `${section}: `}</bdi>${capital(labelName(label))}, ${say(`setting.${level}`)}</th>
          <td class="number">${number(before, 3)}</td><td class="number">${whole(taken)}</td>
          <td class="number">${whole(takenUnchanged)}</td>
          <td class="number"><b>${before === after ? say('models.fit.kept') : number(after, 3)}</b></td>
          <td class="number">${whole(takenFitted)}</td></tr>`)}</tbody>
    </table></div>`;

const kinds = {
  train: Asking('train', (_, why) => api.train(why)),
  shadow: Asking('shadow', (id, why) => api.change(id, 'shadow', why)),
  retire: Asking('retire', (id, why) => api.change(id, 'retire', why)),
  promote: Promote,
};

/** What is asked before a lane is changed. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { Confirm } from '../frame/confirm.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { number, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { bound, percent } from './figures.js';
import * as state from './state.js';

export function Dialogs() {
  const { kind, of } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} of=${of} />` : null;
}

const Asking = (kind, act) => ({ of }) => {
  const [reason, setReason] = useState('');
  const { lane: { name, auditShare }, latest } = of;
  const lane = say(`lanes.${name}`);
  const values = { lane, audits: percent(auditShare), share: percent(latest?.share ?? 0), bound: bound(latest?.bound ?? 1),
    decisions: whole(latest?.decisions ?? 0) };
  return html`
    <${Confirm} title=${say(`lanes.${kind}.title`, values)} yes=${say(`lanes.act.${kind}`)} blocked=${!reason.trim()}
        act=${() => state.act(act(name, reason, of))} done=${() => state.tell(() => say(`lanes.${kind}.done`, { lane }))}>
      <p>${say(`lanes.${kind}.means`, values)}</p>
      <p><label>${say('lanes.reason')}
        <textarea rows="2" value=${reason} onInput=${({ target }) => setReason(target.value)}></textarea></label></p>
    </${Confirm}>`;
};

/** Percent as people write them, with a comma or a point. */
const share = (text) => Number.parseFloat(text.replace(',', '.')) / 100 || null;

function Budget({ of: { lane: { name, budget, auditShare, isOpen } } }) {
  const lane = say(`lanes.${name}`);
  const { form, submit, sending, refusal, errors } = useSending(async (values) => {
    await state.act(api.setBudget(name, share(values.budget), share(values.auditShare), values.reason));
    close();
    state.tell(() => say('lanes.budgetSet', { lane }));
  });
  const percentField = (member, value) => html`
    <${Field} label=${say(`lanes.field.${member}`)} hint=${say(`lanes.hint.${member}`)} error=${errors[member]}
      control=${(attributes) => html`<input ...${attributes} name=${member} inputmode="decimal" autocomplete="off"
        value=${number(value * 100, 2)} />`} />`;
  return html`
    <${Dialog} title=${say('lanes.budget.title', { lane })}>
      <form ref=${form} onSubmit=${submit} noValidate>
        ${isOpen && html`<p>${say('lanes.budget.shuts')}</p>`}
        ${percentField('budget', budget)}
        ${percentField('auditShare', auditShare)}
        <${Field} label=${say('lanes.reason')} error=${errors.reason}
          control=${(attributes) => html`<textarea ...${attributes} name="reason" rows="2"></textarea>`} />
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>${say('lanes.save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

const kinds = {
  open: Asking('open', (name, reason, { latest }) => api.open(name, latest.id, reason)),
  shut: Asking('shut', (name, reason) => api.shut(name, reason)),
  forbid: Asking('forbid', (name, reason) => api.forbid(name, true, reason)),
  allow: Asking('allow', (name, reason) => api.forbid(name, false, reason)),
  budget: Budget,
};

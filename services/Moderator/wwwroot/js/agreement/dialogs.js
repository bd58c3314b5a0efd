/** What is asked before something is set, settled, made or withdrawn. */
import { html } from '../../lib/htm/htm-preact.mjs';
import { Confirm } from '../frame/confirm.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { reasonName, reasons } from '../frame/vocabulary.js';
import { number, say } from '../frame/words.js';
import * as api from './api.js';
import { BothSaid } from './disagreements.js';
import * as state from './state.js';

export function Dialogs() {
  const { kind, of } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} of=${of} />` : null;
}

/** Percent as people write them, with a comma or a point; null is none. */
const share = (text) => {
  const read = Number.parseFloat(text.replace(',', '.')) / 100;
  return Number.isNaN(read) ? null : read;
};

/** What a form says of a comment: `reject spam` is a rejection for that reason. */
const saidOf = (answer) => {
  const [outcome, reason] = answer.split(' ');
  return { outcome, reason };
};

const Answer = ({ label, error }) => html`
  <${Field} label=${label} error=${error} control=${(attributes) => html`
    <select ...${attributes} name="answer">
      <option value="approve">${say('approve')}</option>
      ${reasons.map(({ name }) => html`<option value=${`reject ${name}`}>${say('reject')}: ${reasonName(name)}</option>`)}
    </select>`} />`;

/** A form in a dialog. `send` gets its values; `done` says that it was taken. */
function Form({ title, yes, send, done, fields, children }) {
  const { form, submit, sending, refusal, errors } = useSending(async (values) => {
    await state.act(send(values));
    close();
    state.tell(done);
  });
  return html`
    <${Dialog} title=${title}>
      <form ref=${form} onSubmit=${submit} noValidate>
        ${children}
        ${fields(errors)}
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" aria-disabled=${sending}>${yes}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

const Line = ({ name, label, error, value, decimal }) => html`
  <${Field} label=${label} error=${error} control=${(attributes) => html`
    <input ...${attributes} name=${name} autocomplete="off" inputmode=${decimal ? 'decimal' : undefined}
      defaultValue=${value ?? ''} />`} />`;

const Lines = ({ name, label, error }) => html`
  <${Field} label=${label} error=${error} control=${(attributes) => html`
    <textarea ...${attributes} name=${name} rows="3"></textarea>`} />`;

const Shares = ({ of }) => html`
  <${Form} title=${say('agreement.change')} yes=${say('save')} done=${() => say('agreement.changed')}
    send=${(values) => api.setShares(share(values.share), share(values.goldenShare), values.reason)}
    fields=${(errors) => html`
      ${['share', 'goldenShare'].map((name) => html`
        <${Line} key=${name} name=${name} label=${say(`agreement.field.${name}`)} error=${errors[name]} decimal
          value=${number(of[name] * 100, 1)} />`)}
      <${Lines} name="reason" label=${say('agreement.reason')} error=${errors.reason} />`} />`;

const Settle = ({ of }) => html`
  <${Form} title=${say('agreement.settleTitle')} yes=${say('agreement.settle')} done=${() => say('agreement.settled')}
    send=${({ answer, note }) => api.settle(of.id, { ...saidOf(answer), note: note.trim() || undefined })}
    fields=${(errors) => html`
      <${Answer} label=${say('agreement.yours')} error=${errors.outcome ?? errors.reason} />
      <${Lines} name="note" label=${say('note')} error=${errors.note} />`}>
    <p dir="auto">${of.text.content}</p>
    <${BothSaid} of=${of} />
    <p class="muted">${say('agreement.settleMeans')}</p>
  </${Form}>`;

/** The id of a comment, or its address. */
const idIn = (text) => /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0];

function GoldenOf() {
  return html`
    <${Form} title=${say('agreement.goldenOf')} yes=${say('agreement.make')} done=${() => say('agreement.made')}
      send=${({ comment, why }) => api.addGolden({ comment: idIn(comment) ?? '00000000-0000-0000-0000-000000000000', why })}
      fields=${(errors) => html`
        <${Line} name="comment" label=${say('agreement.field.comment')} />
        <${Lines} name="why" label=${say('agreement.field.why')} error=${errors.why} />`}>
      <p class="muted">${say('agreement.goldenOfMeans')}</p>
    </${Form}>`;
}

const typed = ['section', 'headline', 'name', 'title'];

const Typed = () => html`
  <${Form} title=${say('agreement.typed')} yes=${say('agreement.make')} done=${() => say('agreement.made')}
    send=${({ answer, ...text }) => api.addGolden({ ...text, ...saidOf(answer) })}
    fields=${(errors) => html`
      ${typed.map((name) => html`
        <${Line} key=${name} name=${name} label=${say(`agreement.field.${name}`)} error=${errors[name]} />`)}
      <${Lines} name="content" label=${say('agreement.field.content')} error=${errors.content} />
      <${Answer} label=${say('agreement.field.answer')} error=${errors.outcome ?? errors.reason} />
      <${Lines} name="why" label=${say('agreement.field.why')} error=${errors.why} />`} />`;

const Withdraw = ({ of }) => html`
  <${Confirm} title=${say('agreement.withdrawTitle')} yes=${say('agreement.withdraw')}
      act=${() => state.act(api.withdrawGolden(of.id))} done=${() => state.tell(() => say('agreement.withdrawn'))}>
    <p dir="auto">${of.text.content}</p>
    <p>${say('agreement.withdrawMeans')}</p>
  </${Confirm}>`;

const kinds = { shares: Shares, settle: Settle, goldenOf: GoldenOf, typed: Typed, withdraw: Withdraw };

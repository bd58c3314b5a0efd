import { html } from '../../lib/htm/htm-preact.mjs';
import { Confirm } from '../frame/confirm.js';
import { close, dialog, Dialog } from '../frame/dialog.js';
import { Problem, useSending } from '../frame/form.js';
import { say } from '../frame/words.js';
import { Rights } from './fields.js';
import { focusOnCopy } from '../frame/copy.js';
import { change, invite, resetSecondFactor, sectionsOf } from './state.js';
import { focusOn, isOwn } from './table.js';

const kinds = { edit: Edit, disable: Disable, invite: Invite, reset: Reset };

/** What is asked about one person. */
export function Dialogs() {
  const { kind, person } = dialog.value ?? {};
  const Asked = kinds[kind];
  return Asked ? html`<${Asked} person=${person} />` : null;
}

function Edit({ person }) {
  const { form, submit, sending, refusal, errors } = useSending(async ({ role, sections }) => {
    await change(person, { role, sections: sectionsOf(sections) }, 'people.changed');
    close();
  });
  return html`
    <${Dialog} title=${say('people.editOf', person)}>
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Rights} person=${person} errors=${errors} />
        <p class="muted">${say(isOwn(person) ? 'people.endsOwn' : 'people.ends')}</p>
        <${Problem} of=${refusal} />
        <p class="row"><button type="submit" class="primary" disabled=${sending}>${say('save')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
    </${Dialog}>`;
}

function Disable({ person }) {
  const act = async () => {
    await change(person, { status: 'disabled' }, 'people.disabled');
    focusOn(person);
  };
  return html`
    <${Confirm} title=${say('people.disableOf', person)} yes=${say('people.disable')} act=${act}>
      <p>${say('people.disableEffect')}</p>
    </${Confirm}>`;
}

function Invite({ person }) {
  const act = async () => {
    await invite(person);
    focusOnCopy();
  };
  return html`
    <${Confirm} title=${say('people.inviteOf', person)} yes=${say('people.makeLink')} act=${act}>
      <p>${say('people.inviteEffect')}</p>
    </${Confirm}>`;
}

function Reset({ person }) {
  const act = async () => {
    await resetSecondFactor(person);
    focusOn(person);
  };
  return html`
    <${Confirm} title=${say('people.resetOf', person)} yes=${say('people.reset')} act=${act}>
      <p>${say('people.resetEffect')}</p>
    </${Confirm}>`;
}

import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef, useState } from '../../lib/preact/hooks.mjs';
import { close, Dialog } from '../frame/dialog.js';
import { Field, Problem, useSending } from '../frame/form.js';
import { clock, say, whole } from '../frame/words.js';
import * as api from './api.js';
import { act } from './letters.js';

/** Finds the comments that a letter means, has them looked through, and erases those that stay ticked. */
export function Find({ letter }) {
  const [found, setFound] = useState(null);
  const { form, submit, sending, refusal, errors } = useSending(async (values) => {
    setFound(null);
    const sought = Object.fromEntries(Object.entries(values).filter(([, text]) => text.trim()));
    setFound(await api.find(letter.id, sought));
  });
  return html`
    <${Dialog} title=${say('letters.find.title', letter)} kind="wide">
      <p class="muted">${say('letters.find.means')}</p>
      <form ref=${form} onSubmit=${submit} noValidate>
        <${Field} label=${say('letters.find.comments')} hint=${say('letters.find.commentsHint')} error=${errors.comments}
          control=${(attributes) => html`
            <textarea ...${attributes} name="comments" rows="2" autocapitalize="none" spellcheck=${false} />`} />
        <${Field} label=${say('letters.find.phone')} hint=${say('letters.find.phoneHint')} error=${errors.phone}
          control=${(attributes) => html`<input ...${attributes} name="phone" type="tel" autocomplete="off" />`} />
        <${Field} label=${say('letters.find.name')} hint=${say('letters.find.nameHint')} error=${errors.name}
          control=${(attributes) => html`<input ...${attributes} name="name" autocomplete="off" />`} />
        <${Problem} of=${refusal} />
        <p class="choice"><button type="submit" class="primary" disabled=${sending}>${say('letters.find.yes')}</button>
          <button type="button" onClick=${close}>${say('cancel')}</button></p>
      </form>
      ${found && html`<${Found} letter=${letter} found=${found} />`}
    </${Dialog}>`;
}

/** A name alone is many people's: such a comment is ticked only by who has read it. */
const isSure = ({ isNamed, hasPhone }) => isNamed || hasPhone;

function Found({ letter, found: { items, hasMore, unknown } }) {
  const heading = useRef(null);
  const [ticked, setTicked] = useState(() => items.filter(isSure).map(({ commentId }) => commentId));
  const { submit, sending, refusal } = useSending(async () => {
    await act(api.erase(letter.id, ticked), 'letters.erased', { n: whole(ticked.length), ...letter });
    close();
  });
  useEffect(() => { heading.current.focus(); }, []);
  const toggle = (id) => setTicked(ticked.includes(id) ? ticked.filter((one) => one !== id) : [...ticked, id]);
  return html`
    <form onSubmit=${submit}>
      <p tabindex="-1" ref=${heading} role="status">
        ${say(items.length === 0 ? 'letters.found.none' : 'letters.found', { n: whole(items.length) })}
        ${' '}${hasMore && say('letters.found.more')}</p>
      ${unknown.length > 0 && html`<p class="warning">${say('letters.found.unknown', { what: unknown.join(', ') })}</p>`}
      ${items.map((one) => html`
        <label class="tick" key=${one.commentId}>
          <input type="checkbox" checked=${ticked.includes(one.commentId)} onChange=${() => toggle(one.commentId)} />
          ${' '}<${Comment} of=${one} /></label>`)}
      <${Problem} of=${refusal} />
      ${items.length > 0 && html`
        <p class="problem">${say('letters.erase.means')}</p>
        <p><button type="submit" class="primary" disabled=${sending || ticked.length === 0}>
          ${say('letters.erase.yes', { n: whole(ticked.length) })}</button></p>`}
    </form>`;
}

const ways = ['isNamed', 'hasPhone', 'hasName'];

function Comment({ of }) {
  const { commentId, articleHeadline, articleId, submittedAt, erasureAskedAt } = of;
  const why = ways.filter((way) => of[way]).map((way) => say(`letters.found.${way}`));
  if (erasureAskedAt) why.push(say('letters.found.erased', { when: clock(erasureAskedAt) }));
  return html`
    <span><a href=${`/comments/${commentId}`} target="_blank" rel="noopener"><code>${commentId.slice(-12)}</code></a>
      ${' '}<bdi>${articleHeadline ?? articleId}</bdi> · <time datetime=${submittedAt}>${clock(submittedAt)}</time>
      ${' '}<span class="muted">${why.join(', ')}</span></span>`;
}

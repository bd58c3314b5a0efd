import { html } from '../../lib/htm/htm-preact.mjs';
import { useLayoutEffect, useState } from '../../lib/preact/hooks.mjs';
import { Dialog } from './dialog.js';
import { bindings, rebind, resetKeys, shown } from './keys.js';
import { ownKeys } from './personal.js';
import { say } from './words.js';

/** Every key, from the table that binds them; each can be changed. */
export function Help() {
  const [changing, setChanging] = useState(null);
  const [problem, setProblem] = useState(null);
  useLayoutEffect(() => {
    if (!changing) return undefined;
    const press = (event) => {
      if (event.isComposing || event.key === 'Tab' || event.key === 'Shift') return;
      event.preventDefault();
      event.stopPropagation();
      const conflict = event.code === 'Escape' ? null : rebind(changing, event.code);
      setProblem(conflict);
      if (!conflict) setChanging(null);
    };
    document.addEventListener('keydown', press, true);
    return () => document.removeEventListener('keydown', press, true);
  }, [changing]);

  const ask = (action) => { setProblem(null); setChanging(changing === action ? null : action); };
  return html`
    <${Dialog} title=${say('keys')} kind="help">
      <dl>${bindings.map(({ action, fixed }) => html`
        <div><dt>${fixed
          ? html`<kbd>${shown(action)}</kbd>`
          : html`<button type="button" aria-label=${`${say(`key.${action}`)}: ${shown(action)}. ${say('keys.change')}`}
              aria-pressed=${changing === action} onClick=${() => ask(action)}>
              <kbd>${changing === action ? '…' : shown(action)}</kbd></button>`}</dt>
          <dd>${say(`key.${action}`)}</dd></div>`)}</dl>
      <p role="status" class="problem">${problem
        ? refused(problem)
        : changing && say('keys.press', { what: say(`key.${changing}`) })}</p>
      <p class="muted">${say('keys.note')}</p>
      ${Object.keys(ownKeys.value).length > 0 && html`<button type="button" onClick=${resetKeys}>${say('keys.reset')}</button>`}
    </${Dialog}>`;
}

/** Why an action cannot have the key: the browser needs it, or another action has it. */
const refused = (by) => (by === 'taken' ? say('keys.taken') : say('keys.used', { what: say(`key.${by}`) }));

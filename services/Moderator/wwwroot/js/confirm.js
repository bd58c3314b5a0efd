import { html } from '../lib/htm/htm-preact.mjs';
import { useEffect, useState } from '../lib/preact/hooks.mjs';
import { close, dialog, Dialog } from './dialog.js';
import { explain, say } from './words.js';

/** Asks before `act` is done, says why it was refused, and closes when it is done. While it is `blocked` it cannot be done. */
export function Confirm({ title, kind, yes, act, blocked = false, children }) {
  const [problem, setProblem] = useState(null);
  const [running, setRunning] = useState(false);
  useEffect(() => setProblem(null), [dialog.value]);
  const run = async () => {
    setRunning(true);
    setProblem(null);
    try {
      await act();
      close();
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setRunning(false);
    }
  };
  return html`
    <${Dialog} title=${title} kind=${kind}>
      ${children}
      ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
      <p class="choice"><button type="button" class="primary" disabled=${running || blocked} onClick=${run}>${running ? say('wait') : yes}</button>
        <button type="button" onClick=${close}>${say('cancel')}</button></p>
    </${Dialog}>`;
}

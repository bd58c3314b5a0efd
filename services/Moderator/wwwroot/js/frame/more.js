import { html } from '../../lib/htm/htm-preact.mjs';
import { useState } from '../../lib/preact/hooks.mjs';
import { explain, say } from './words.js';

/** The way to the next page of a list, whose items can take the focus: it goes on to the first that is new. */
export function More({ list, load }) {
  const [problem, setProblem] = useState(null);
  const [waiting, setWaiting] = useState(false);
  const more = async () => {
    if (waiting) return;
    const shown = list.current.children.length;
    setWaiting(true);
    setProblem(null);
    try {
      await load();
      requestAnimationFrame(() => list.current?.children[shown]?.focus());
    } catch (error) {
      setProblem(() => () => explain(error, 'unreached'));
    } finally {
      setWaiting(false);
    }
  };
  return html`
    ${problem && html`<p class="problem" role="alert">${problem()}</p>`}
    <p><button type="button" aria-disabled=${waiting} onClick=${more}>${say(waiting ? 'loading' : 'more')}</button></p>`;
}

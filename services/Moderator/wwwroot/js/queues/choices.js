import { html } from '../../lib/htm/htm-preact.mjs';

/** Values of which any number can be chosen, folded away; what is chosen is told beside the title. */
export function Choices({ title, none, choices, chosen, wordOf, choose }) {
  const shown = [...new Set([...choices, ...chosen])];
  const toggle = (value) => () =>
    choose(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
  return html`
    <details class="choices">
      <summary>${title}: <b>${chosen.length > 0 ? chosen.map(wordOf).join(', ') : none}</b></summary>
      <ul>${shown.map((value) => html`
        <li key=${value}><label><input type="checkbox" checked=${chosen.includes(value)} onChange=${toggle(value)} />
          ${' '}<bdi>${wordOf(value)}</bdi></label></li>`)}</ul>
    </details>`;
}

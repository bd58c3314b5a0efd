import { html } from '../../lib/htm/htm-preact.mjs';
import { useEffect, useRef } from '../../lib/preact/hooks.mjs';
import uPlot from '../../lib/uplot/uplot.mjs';
import { language } from './words.js';

const tall = 190;

/**
 * Lines over time, for who sees them: what they say stands beside them in words.
 * @param data What uPlot takes: moments in seconds, then the values of each line, null where there is none.
 * @param named Changes with what the chart shows and how it calls it.
 * @param partsOf From `{ axis, lines }`, the look of any axis and of each line, to uPlot's `scales`, `axes`, `series`, `bands`.
 */
export function Chart({ data, named, partsOf }) {
  const place = useRef(null);
  const chart = useRef(null);
  useEffect(() => {
    chart.current = new uPlot(optionsFor(place.current, partsOf), data, place.current);
    const fit = new ResizeObserver(() => chart.current.setSize({ width: place.current.clientWidth, height: tall }));
    fit.observe(place.current);
    return () => { fit.disconnect(); chart.current.destroy(); };
  }, [named, language.value]);
  useEffect(() => chart.current?.setData(data), [data]);
  return html`<div class="chart" aria-hidden="true" ref=${place}></div>`;
}

/** The style sheet gives the colours, those of lines as colours of what the element itself does not show. */
function optionsFor(element, partsOf) {
  const style = getComputedStyle(element);
  const grid = { stroke: style.borderTopColor, width: 1 };
  const axis = { stroke: style.color, grid, ticks: grid, font: `12px ${style.fontFamily}` };
  const lines = [{ stroke: style.outlineColor, width: 2 }, { stroke: style.columnRuleColor, width: 2, dash: [6, 4] }];
  return {
    width: element.clientWidth,
    height: tall,
    legend: { live: false },
    cursor: { drag: { x: false, y: false } },
    ...partsOf({ axis, lines }),
  };
}

/** A moment, in seconds, as the language of the moment writes it. */
export const timeOf = (seconds, format) => new Intl.DateTimeFormat(language.value, format).format(new Date(seconds * 1000));

/** A scale on which little looks little, and a line of nothing has its place. */
export const fromZero = (_, least, most) => [0, Math.max(1, (most ?? 0) * 1.1)];

/** Puts the focus on what a change brings, as soon as it is there. */
export const focusSoon = (selector) => requestAnimationFrame(() => document.querySelector(selector)?.focus());

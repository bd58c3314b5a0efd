// Elements with texts: nothing that a reader wrote is ever parsed as HTML.

/**
 * @param {string} name of the element
 * @param {Object} [set] attributes; a function is a listener of that event, and what is null or false is left out
 * @param {...(Node|string|null)} children
 */
export function el(name, set = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(set)) {
    if (typeof value === 'function') element.addEventListener(key, value);
    else if (value != null && value !== false) element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.filter((child) => child != null));
  return element;
}

/** Kept in this browser for this site; null where a browser keeps nothing. */
export const stored = (use) => {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
};

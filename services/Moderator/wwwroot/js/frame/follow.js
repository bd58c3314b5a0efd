/** What a page shows is read again for as long as it is seen. */

/**
 * Does something again and again while the page is seen, never twice at once.
 * @param act What is done; may be a promise.
 * @param wait Answers how long to wait after it, in milliseconds.
 * @returns How to stop.
 */
export function repeat(act, wait) {
  let timer;
  let stopped = false;
  const next = () => { if (!stopped) timer = setTimeout(look, wait()); };
  const look = async () => {
    try {
      if (!document.hidden) await act();
    } finally {
      next();
    }
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Does it now, and then repeats it. */
export function follow(act, wait) {
  act();
  return repeat(act, wait);
}

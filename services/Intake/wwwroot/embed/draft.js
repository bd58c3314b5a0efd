import { stored } from './dom.js';

const maxAge = 7 * 24 * 60 * 60 * 1000;

/** What is being written, in this browser alone, without the phone number, until it is sent or a week old. */
export const draftOf = (article) => {
  const key = `moderation-draft:${article}`;
  const forget = () => stored((storage) => storage.removeItem(key));
  return {
    forget,
    keep: (texts) =>
      texts.title.trim() || texts.content.trim()
        ? stored((storage) => storage.setItem(key, JSON.stringify({ at: Date.now(), texts })))
        : forget(),
    read: () => {
      const draft = stored((storage) => JSON.parse(storage.getItem(key)));
      return draft && Date.now() - draft.at < maxAge ? draft.texts : null;
    },
  };
};

/** The API keeps thresholds by label in one member of the settings; the pages read each label's as a group beside the others. */
const over = (value, change) => Object.fromEntries(Object.entries(value).map(([name, own]) => [name, change(own)]));

/** Settings as the pages read them. */
export function beside({ thresholds, sections, ...rest }) {
  return { ...rest, ...thresholds, ...(sections && { sections: over(sections, beside) }) };
}

/** Settings as the API takes them. */
export function under({ sections, ...rest }) {
  const isThresholds = ([, value]) => value !== null && typeof value === 'object' && 'hold' in value;
  const entries = Object.entries(rest);
  const thresholds = Object.fromEntries(entries.filter(isThresholds));
  return {
    ...Object.fromEntries(entries.filter((entry) => !isThresholds(entry))),
    ...((sections || Object.keys(thresholds).length > 0) && { thresholds }),
    ...(sections && { sections: over(sections, under) }),
  };
}

/** A path in the API's settings, such as `sections.Thể thao.thresholds.spam.hold`, in those of the pages. */
export const pathBeside = (path) => path.replace(/(^|\.)thresholds\.(\w+(?:\.(?:hold|reject))?)$/, '$1$2');

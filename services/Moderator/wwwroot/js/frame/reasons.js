export const reasons = ['spam', 'personalAttack', 'hateSpeech', 'obscenity', 'misinformation', 'offTopic', 'personalData', 'illegal'];

/** UTF-16 units; the server counts what people count, which is no more. */
export const maxNote = 1_000;

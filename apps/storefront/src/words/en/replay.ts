/** What is said beside the recording of a show, in English. */
export const words = {
  'replay.title': 'Recording',
  'replay.note': 'Prices and stock are today’s.',
  'replay.chapters': 'Chapters of the recording',
  'replay.chapter': '{title}, from {time} on',
  'replay.price': 'Today’s price',
} as const;

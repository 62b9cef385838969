/** An instant by the clocks of another place, with its day; null where the place is not known. */
export function zonedText(instant: string, timeZone: string): string | null {
  try {
    return new Intl.DateTimeFormat('en-GB', {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    }).format(new Date(instant));
  } catch {
    return null;
  }
}

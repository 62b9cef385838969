/** A day as letters and stories say it: `Monday, 7 December`. */
export const dayText = (at: Date): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);

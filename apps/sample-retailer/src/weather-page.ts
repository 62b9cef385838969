import { FAULTS, MOST_MESSAGES, type Fault, type Weather } from './bad-weather.ts';
import { pageOf } from './page-frame.ts';

const FAULT_WORDS: Record<Fault, { readonly title: string; readonly sequel: string }> = {
  fails: { title: 'Answers 500', sequel: 'Sidestall tries again, later each time.' },
  is_busy: { title: 'Answers 429, Retry-After: 30', sequel: 'Sidestall waits as long as it is told to.' },
  is_late: { title: 'Answers after 20 seconds', sequel: 'Sidestall has given up by then and tries again.' },
  hangs_up: { title: 'Cuts the connection', sequel: 'Sidestall tries again at once, then later.' },
  says_nothing: { title: 'Takes the message and says nothing', sequel: 'Sidestall gives up after 15 seconds.' },
  talks_without_end: { title: 'Answers without end', sequel: 'Sidestall reads a little of it and hangs up.' },
  has_moved: { title: 'Sends it elsewhere with 302', sequel: 'Sidestall follows nobody; the try has failed.' },
  forgets: {
    title: 'Answers 200 and forgets',
    sequel: 'Nobody can see this from outside. Have the message said again under Connection.',
  },
  mistrusts: {
    title: 'Has the wrong secret',
    sequel: 'No signature fits, so it refuses each message; Sidestall tries again until somebody sets that right.',
  },
  is_gone: {
    title: 'Answers 410: gone',
    sequel: 'Sidestall switches the endpoint off until somebody switches it on again.',
  },
};

/** The page where this house is told to misbehave. */
export function weatherPage(house: string, weather: Weather | null, said?: string): string {
  const now = weather
    ? `<div class="storm" role="status"><span><b>${FAULT_WORDS[weather.fault].title}</b><br>for the next ${weather.left === 1 ? 'message' : `${weather.left} messages`}</span>
<form method="post" action="/weather/end"><button class="plain">Behave again</button></form></div>`
    : '';
  const choices = FAULTS.map(
    (fault, at) =>
      `<label class="choice"><input type="radio" name="fault" value="${fault}"${at === 0 ? ' checked' : ''}><span>${FAULT_WORDS[fault].title}</span><small>${FAULT_WORDS[fault].sequel}</small></label>`,
  ).join('');
  const body = `${now}<section aria-labelledby="faults"><h2 id="faults">Let the webhook door misbehave</h2>
<p class="soft">To see what Sidestall makes of it: nothing is lost, except by a house that says it has something and has not. It ends after so many messages, with a button, or when this house restarts.</p>
<form class="sheet" method="post" action="/weather">${choices}
<label class="field" for="messages" style="margin-top:12px">For how many messages<input id="messages" type="number" name="messages" min="1" max="${MOST_MESSAGES}" value="3" required></label>
<button class="first">Begin</button></form></section>`;
  const subtitle = weather ? 'Misbehaves on purpose' : 'All is well';
  return pageOf({ house, here: '/weather', isStormy: weather !== null, title: 'bad weather', subtitle, body, said });
}

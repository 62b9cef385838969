import { CHALLENGE_STYLES } from './challenge-styles.ts';
import { adoptStyles, el } from './dom.ts';

interface State {
  error?: string;
  name: string;
  email: string;
  country: string;
  returnUrl: string;
}

adoptStyles(
  CHALLENGE_STYLES.replaceAll('#14532d', '#4f46e5')
    .replaceAll('#0f4324', '#3d35c4')
    .replaceAll('#ecf5ef', '#f0effd')
    .replaceAll('#86c79d', '#b9b4ff'),
);
document.body.classList.add('page');
const stateUrl = `${location.pathname}/state`;

function show(state: State): void {
  if (state.error) {
    document.body.replaceChildren(
      el('main', {}, el('section', {}, el('h1', {}, 'This link no longer works'), el('p', {}, state.error))),
    );
    return;
  }
  const row = (term: string, text: string): HTMLElement[] => (text ? [el('dt', {}, term), el('dd', {}, text)] : []);
  const go = el('button', { class: 'go', type: 'button' }, 'Connect this account');
  const back = el('button', { class: 'stop', type: 'button' }, 'Not now');
  go.addEventListener('click', () => {
    go.disabled = true;
    void fetch(stateUrl, { method: 'POST' }).then(() => location.replace(state.returnUrl));
  });
  back.addEventListener('click', () => location.replace(state.returnUrl));
  document.body.replaceChildren(
    el(
      'main',
      {},
      el(
        'header',
        {},
        el(
          'span',
          { class: 'bank' },
          'Get paid through Stripe',
          el('small', {}, 'Test page – no real account is opened'),
        ),
      ),
      el(
        'section',
        {},
        el('h1', {}, 'Connect your account'),
        el('p', {}, 'Stripe would ask here who you are and where your money goes. In the sandbox one click is enough.'),
        el(
          'dl',
          {},
          ...row('Name', state.name),
          ...row('Email', state.email),
          ...row('Country', state.country.toUpperCase()),
          ...row('Bank account', 'Test bank •••• 6789'),
        ),
        el('div', { class: 'actions' }, go, back),
      ),
    ),
  );
}

void fetch(stateUrl)
  .then((answer) => answer.json() as Promise<State>)
  .then(show);

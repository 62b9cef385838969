import { ApiError } from './api-error.ts';
import { parseForm } from './form.ts';
import { checkParameters } from './parameter-check.ts';

function refusal(
  method: string,
  path: string,
  encoded: string,
): [code: string | undefined, param: string | undefined, message: string] | undefined {
  try {
    checkParameters(method, path, parseForm(encoded), false);
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return [error.body.code, error.body.param, error.body.message];
    throw error;
  }
}

const intent = (more: string) => refusal('POST', '/v1/payment_intents', `amount=1000&currency=usd&${more}`);

describe('parameters', () => {
  it('pass when the SDK declares them', () => {
    expect(intent('capture_method=manual&metadata[order]=7&metadata[n]=&expand[0]=latest_charge')).toBeUndefined();
    expect(intent('payment_method_options[card][request_three_d_secure]=any&off_session=true')).toBeUndefined();
    expect(intent('off_session=recurring&payment_method_options[card][setup_future_usage]=')).toBeUndefined();
    expect(refusal('GET', '/v1/charges', 'limit=3&created[gte]=1700000000')).toBeUndefined();
    expect(refusal('GET', '/v1/charges', 'created=1700000000')).toBeUndefined();
  });

  it('are refused by name at any depth when it does not', () => {
    expect(intent('shoe=1')).toEqual(['parameter_unknown', 'shoe', 'Received unknown parameter: shoe']);
    expect(intent('payment_method_options[card][shoe]=1')?.[1]).toBe('payment_method_options[card][shoe]');
    expect(intent('payment_details[shoe]=1')?.[1]).toBe('payment_details[shoe]');
    expect(intent('amount_details[line_items][0][shoe]=1')?.[1]).toBe('amount_details[line_items][0][shoe]');
    expect(intent('constructor=1')).toBeUndefined();
  });

  it('are missed by name', () => {
    expect(refusal('POST', '/v1/payment_intents', 'currency=usd')).toEqual([
      'parameter_missing',
      'amount',
      'Missing required param: amount.',
    ]);
    expect(intent('automatic_payment_methods[allow_redirects]=never')?.slice(0, 2)).toEqual([
      'parameter_missing',
      'automatic_payment_methods[enabled]',
    ]);
    expect(refusal('POST', '/v1/transfers', 'currency=usd')?.[1]).toBe('destination');
  });

  it('are refused when of the wrong type, in the words of that type', () => {
    expect(refusal('POST', '/v1/payment_intents', 'amount=10.5&currency=usd')).toEqual([
      'parameter_invalid_integer',
      'amount',
      'Invalid integer: 10.5',
    ]);
    expect(intent('confirm=yes')?.[2]).toBe('Invalid boolean: yes');
    expect(intent('shipping=here')?.[2]).toBe('Invalid object');
    expect(intent('expand=latest_charge')?.[2]).toBe('Invalid array');
    expect(intent('confirm=')?.[0]).toBe('parameter_invalid_empty');
  });

  it('of a closed list are told the list', () => {
    expect(intent('capture_method=sometimes')?.[2]).toBe(
      'Invalid capture_method: must be one of automatic, automatic_async, or manual',
    );
    expect(intent('automatic_payment_methods[enabled]=true&automatic_payment_methods[allow_redirects]=no')?.[2]).toBe(
      'Invalid automatic_payment_methods[allow_redirects]: must be one of always or never',
    );
  });

  it('that Stripe has given up are said to be gone', () => {
    for (const path of [
      '/v1/payment_intents',
      '/v1/payment_intents/pi_1',
      '/v1/payment_intents/pi_1/confirm',
      '/v1/setup_intents',
    ])
      expect(refusal('POST', path, 'payment_method_types[0]=card')?.[0]).toBe(
        'payment_method_types_no_longer_supported',
      );
  });

  it('of a v2 body carry their types', () => {
    const body = (value: object): void => checkParameters('POST', '/v2/core/accounts', value as never, true);
    expect(() => body({ contact_email: 'a@example.com', identity: { country: 'us' } })).not.toThrow();
    expect(() => body({ shoe: 1 })).toThrow('Unknown field: shoe');
    expect(() => body({ identity: { country: 'us', shoe: 1 } })).toThrow('Unknown field: identity[shoe]');
    expect(() => body({ display_name: 7 })).toThrow('Invalid string: 7');
  });
});

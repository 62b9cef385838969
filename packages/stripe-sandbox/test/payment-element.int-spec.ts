import { clientOf } from './shop.ts';
import { openMall, type Checkout, type Mall } from './checkout.ts';

let mall: Mall;
beforeAll(async () => (mall = await openMall(process.env['CHROMIUM_PATH'])));
afterAll(() => mall?.close());

const openCheckout = (query = ''): Promise<Checkout> => mall.openCheckout(query);

async function type({ card }: Checkout, number: string): Promise<void> {
  await card.getByLabel('Card number').pressSequentially(number);
  await card.getByLabel('Expiration date').fill('1234');
  await card.getByLabel('Security code').fill('123');
  await card.getByLabel('Country').selectOption('US');
  await card.getByLabel('ZIP code').fill('94107');
}

describe('the Payment Element on a shop of another origin', () => {
  it('pays with a typed card, and the card never reaches the shop', async () => {
    const checkout = await openCheckout();
    const inPage: string[] = [];
    checkout.page.on('request', (request) => {
      if (new URL(request.url()).origin === mall.shop.url) inPage.push(`${request.url()} ${request.postData() ?? ''}`);
    });
    await type(checkout, '4242424242424242');
    await checkout.pay();
    expect(await checkout.status()).toBe('requires_capture');
    const heard = [...mall.shop.received, ...inPage, await checkout.page.content()].join('\n').replaceAll(/\s/g, '');
    expect(heard).not.toContain('4242424242424242');
    expect(heard).toContain('ctoken_');
    const [intent] = (await clientOf(mall.sandbox).paymentIntents.list({ limit: 1, expand: ['data.payment_method'] }))
      .data;
    expect(intent?.payment_method).toMatchObject({
      card: { last4: '4242', exp_year: 2034 },
      billing_details: { address: { postal_code: '94107' } },
    });
    expect(checkout.complaints).toEqual([]);
    await checkout.page.close();
  });

  it('says beside the field what is missing before anything is sent', async () => {
    const checkout = await openCheckout();
    await checkout.card.getByLabel('Card number').pressSequentially('4242');
    await checkout.pay();
    expect(await checkout.status()).toBe('error incomplete_number');
    await checkout.card.getByText('Your card number is incomplete.').waitFor();
    expect(await checkout.card.getByLabel('Card number').getAttribute('aria-invalid')).toBe('true');
    await checkout.page.close();
  });

  it('lets the bank ask, over the shop’s page, and goes on after the answer', async () => {
    const checkout = await openCheckout();
    await checkout.card.getByRole('button', { name: 'Test cards' }).click();
    await checkout.card.getByRole('button', { name: /3220/ }).click();
    await checkout.card.getByLabel('Country').selectOption('DE');
    await checkout.pay();
    await checkout.page
      .frameLocator('iframe[title="3D Secure authentication"]')
      .getByRole('button', { name: 'Complete authentication' })
      .click();
    expect(await checkout.status()).toBe('requires_capture');
    expect(await checkout.page.locator('dialog[open]').count()).toBe(0);
    expect(checkout.complaints).toEqual([]);
    await checkout.page.close();
  });

  it('tells the shop when the buyer fails the bank’s question', async () => {
    const checkout = await openCheckout();
    await type(checkout, '4000000000003220');
    await checkout.pay();
    await checkout.page
      .frameLocator('iframe[title="3D Secure authentication"]')
      .getByRole('button', { name: 'Fail authentication' })
      .click();
    expect(await checkout.status()).toBe('error payment_intent_authentication_failure');
    await checkout.page.close();
  });

  it('speaks the page’s language and wears its colors', async () => {
    const appearance = encodeURIComponent(
      JSON.stringify({
        variables: { colorPrimary: 'rgb(1, 2, 3)', borderRadius: '13px' },
        rules: { '.Label': { textTransform: 'uppercase' } },
      }),
    );
    const checkout = await openCheckout(`?locale=de&appearance=${appearance}`);
    const field = checkout.card.getByLabel('Kartennummer');
    await field.focus();
    expect(await field.evaluate((input) => getComputedStyle(input).borderRadius)).toBe('13px');
    expect(
      await checkout.card.getByText('Kartennummer').evaluate((label) => getComputedStyle(label).textTransform),
    ).toBe('uppercase');
    await checkout.page.close();
  });

  it('works slotted into a shadow root’s modal dialog, with the bank’s question above it, at 320 px', async () => {
    const checkout = await openCheckout('?slotted');
    await checkout.page.setViewportSize({ width: 320, height: 700 });
    await type(checkout, '4000000000003220');
    await checkout.pay();
    await checkout.page
      .frameLocator('iframe[title="3D Secure authentication"]')
      .getByRole('button', { name: 'Complete authentication' })
      .click();
    expect(await checkout.status()).toBe('requires_capture');
    const overflow = await checkout.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await checkout.page.close();
  });

  it('takes card data from its own frames only: another page is refused', async () => {
    const checkout = await openCheckout();
    const status = await checkout.page.evaluate(async (url) => {
      const body = new URLSearchParams({
        'payment_method_data[card][number]': '4242424242424242',
        'payment_method_data[card][exp_month]': '12',
        'payment_method_data[card][exp_year]': '34',
      });
      const answer = await fetch(`${url}/v1/confirmation_tokens`, {
        method: 'POST',
        body,
        headers: { authorization: 'Bearer pk_test_sandbox_sidestall' },
      });
      return answer.status;
    }, mall.sandbox.url);
    expect(status).toBe(402);
    await checkout.page.close();
  });
});

describe('the Express Checkout Element', () => {
  it('pays from the test wallet without a word about cards to the shop', async () => {
    const checkout = await openCheckout();
    await checkout.page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole('button').click();
    await checkout.page.frameLocator('iframe[title="Test wallet"]').getByRole('button', { name: 'Pay $49.00' }).click();
    expect(await checkout.status()).toBe('requires_capture');
    const [intent] = (await clientOf(mall.sandbox).paymentIntents.list({ limit: 1, expand: ['data.payment_method'] }))
      .data;
    expect(intent?.payment_method).toMatchObject({
      card: { wallet: { type: 'link' } },
      billing_details: { email: 'jenny.rosen@example.com' },
    });
    expect(checkout.complaints).toEqual([]);
    await checkout.page.close();
  });

  it('lets the buyer close the wallet again', async () => {
    const checkout = await openCheckout();
    await checkout.page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole('button').click();
    await checkout.page.frameLocator('iframe[title="Test wallet"]').getByRole('button', { name: 'Cancel' }).click();
    await checkout.page.waitForFunction(() => document.querySelector('dialog') === null);
    await checkout.page.close();
  });
});

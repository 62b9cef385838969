import type { StripeElements } from '@stripe/stripe-js';
import { clientOf } from './shop.ts';
import { openMall, type Checkout, type Mall } from './checkout.ts';

let mall: Mall;
beforeAll(async () => (mall = await openMall(process.env['CHROMIUM_PATH'])));
afterAll(() => mall?.close());

const CARD = '4242424242424242';

async function fillCard({ card }: Checkout): Promise<void> {
  await card.getByLabel('Card number').pressSequentially(CARD);
  await card.getByLabel('Expiration date').fill('1234');
  await card.getByLabel('Security code').fill('123');
  await card.getByLabel('Country').selectOption('DE');
}

async function fillContact({ address, mail }: Checkout): Promise<void> {
  await mail.getByLabel('Email').fill('mara@example.com');
  await address.getByLabel('Full name').fill('Mara Lind');
  await address.getByLabel('Country or region').selectOption('DE');
  await address.getByLabel('Address', { exact: true }).fill('Torstraße 138');
  await address.getByLabel('City').fill('Berlin');
  await address.getByLabel('Postal code').fill('10119');
  await address.getByLabel('Phone number').fill('+49 30 123456');
}

describe('the Address and Link Authentication Elements', () => {
  it('send the goods and the receipt where the buyer says, and the card nowhere', async () => {
    const checkout = await mall.openCheckout('?fields');
    await fillContact(checkout);
    await fillCard(checkout);
    await checkout.pay();
    expect(await checkout.status()).toBe('requires_capture');
    const { data } = await clientOf(mall.sandbox).paymentIntents.list({ limit: 1, expand: ['data.payment_method'] });
    expect(data[0]?.shipping).toMatchObject({
      name: 'Mara Lind',
      phone: '+49 30 123456',
      address: { line1: 'Torstraße 138', line2: null, city: 'Berlin', postal_code: '10119', country: 'DE' },
    });
    expect(data[0]?.payment_method).toMatchObject({ billing_details: { email: 'mara@example.com' } });
    const said = [...mall.shop.received, JSON.stringify(await checkout.heard()), await checkout.page.content()];
    expect(said.join('').replaceAll(/\s/g, '')).not.toContain(CARD);
    expect(checkout.complaints).toEqual([]);
    await checkout.page.close();
  });

  it('tell the page of their state as it changes', async () => {
    const checkout = await mall.openCheckout('?fields');
    await fillContact(checkout);
    await checkout.address.getByLabel('City').press('Escape');
    await checkout.card.getByLabel('Card number').focus();
    await checkout.page.waitForFunction(() =>
      (window as unknown as { heard: { name: string }[] }).heard.some(({ name }) => name === 'address blur'),
    );
    const heard = await checkout.heard();
    const names = heard.map(({ name }) => name);
    for (const name of ['loaderstart', 'ready', 'focus', 'change', 'escape', 'blur'])
      expect(names).toContain(`address ${name}`);
    expect(names.indexOf('address loaderstart')).toBeLessThan(names.indexOf('address ready'));
    // Moving from field to field is no loss of focus.
    expect(names.filter((name) => name === 'address focus')).toHaveLength(
      names.filter((name) => name === 'address blur').length,
    );
    expect(heard.findLast(({ name }) => name === 'address change')).toMatchObject({
      elementType: 'address',
      elementMode: 'shipping',
      empty: false,
      complete: true,
      isNewAddress: true,
      value: { name: 'Mara Lind', address: { country: 'DE', state: '' }, phone: '+49 30 123456' },
    });
    expect(heard.findLast(({ name }) => name === 'mail change')).toMatchObject({
      elementType: 'linkAuthentication',
      complete: true,
      value: { email: 'mara@example.com' },
    });
    await checkout.page.close();
  });

  it('say by each field what is wrong with it, also to a screen reader, and take the cursor to the first', async () => {
    const checkout = await mall.openCheckout('?fields');
    const { address, mail } = checkout;
    await mail.getByLabel('Email').fill('mara@');
    await address.getByLabel('Address', { exact: true }).fill('P.O. Box 12');
    await address.getByLabel('ZIP code').fill('12');
    await checkout.pay();
    expect(await checkout.status()).toBe('error invalid_email');
    await mail.getByText('Your email is invalid.').waitFor();
    for (const [label, complaint] of [
      ['Full name', 'This field is incomplete.'],
      ['Address', 'We cannot deliver to a PO box.'],
      ['State', 'This field is incomplete.'],
      ['ZIP code', 'Your postal code is invalid.'],
      ['Phone number', 'This field is incomplete.'],
    ] as const) {
      const field = address.getByLabel(label, { exact: true });
      expect(await field.getAttribute('aria-invalid')).toBe('true');
      const described = await field.getAttribute('aria-describedby');
      const told = address.locator(`#${described}`);
      expect(await told.textContent()).toBe(complaint);
      expect(await told.getAttribute('role')).toBe('alert');
    }
    expect(await mail.getByLabel('Email').evaluate((field) => field === document.activeElement)).toBe(true);
    await checkout.page.close();
  });

  it('can be filled by keyboard alone, field after field', async () => {
    const checkout = await mall.openCheckout('?fields');
    const { page, address } = checkout;
    await address.getByLabel('Full name').focus();
    for (const text of ['Mara Lind', '', '510 Townsend Street', 'Flat 2', 'San Francisco', 'California', '94107']) {
      if (text) await page.keyboard.type(text);
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('+1 415 555 0132');
    expect((await checkout.heard()).findLast(({ name }) => name === 'address change')).toMatchObject({
      complete: true,
      value: { address: { line2: 'Flat 2', city: 'San Francisco', state: 'CA', postal_code: '94107', country: 'US' } },
    });
    await page.close();
  });

  it('fit a phone', async () => {
    const checkout = await mall.openCheckout('?fields');
    await checkout.page.setViewportSize({ width: 320, height: 700 });
    const spill = await checkout.address.locator('body').evaluate((body) => body.scrollWidth - innerWidth);
    expect(spill).toBeLessThanOrEqual(0);
    await checkout.page.close();
  });

  it('are carried along when the page confirms an intent itself', async () => {
    const checkout = await mall.openCheckout('?fields&confirm');
    await fillContact(checkout);
    await fillCard(checkout);
    await checkout.pay();
    expect(await checkout.status()).toBe('requires_capture');
    const [intent] = (await clientOf(mall.sandbox).paymentIntents.list({ limit: 1 })).data;
    expect(intent?.shipping).toMatchObject({ name: 'Mara Lind', address: { city: 'Berlin' } });
    await checkout.page.close();
  });
});

describe('the group of elements', () => {
  it('knows its elements by name, makes no second one, and passes changes on', async () => {
    const checkout = await mall.openCheckout('?fields&ship');
    await fillContact(checkout);
    const seen = await checkout.page.evaluate(async () => {
      const { elements } = window as unknown as { elements: StripeElements };
      const refusal = (make: () => unknown): string => {
        try {
          make();
          return 'none';
        } catch (error) {
          return (error as Error).name;
        }
      };
      const express = elements.getElement('expressCheckout');
      const change = new Promise((resolve) => express?.on('availablepaymentmethodschange', resolve));
      express?.update({ paymentMethods: { link: 'never' } } as never);
      return {
        shipping: elements.getElement('address', { mode: 'shipping' }) === elements.getElement('address'),
        billing: elements.getElement('address', { mode: 'billing' }),
        second: refusal(() => elements.create('address', { mode: 'shipping' })),
        modeless: refusal(() => elements.create('address', {} as never)),
        unknown: refusal(() => elements.create('shoe' as never)),
        value: await elements.getElement('address')?.getValue(),
        updated: await elements.update({ amount: 100 }),
        fetched: await elements.fetchUpdates(),
        wallets: (await change) as { elementType: string },
      };
    });
    expect(seen).toMatchObject({
      shipping: true,
      billing: null,
      second: 'IntegrationError',
      modeless: 'IntegrationError',
      unknown: 'IntegrationError',
      value: { complete: true, isNewAddress: true, value: { name: 'Mara Lind' } },
      fetched: {},
      wallets: { elementType: 'expressCheckout' },
    });
    await checkout.page.close();
  });
});

describe('the wallet of the Express Checkout Element', () => {
  it('asks the shop about address and delivery, is refused, and pays what the shop says', async () => {
    const checkout = await mall.openCheckout('?ship');
    const { page, wallet } = checkout;
    await page.frameLocator('iframe[title="Secure express checkout frame"]').getByRole('button').click();
    await wallet.getByRole('button', { name: 'Pay $54.00' }).waitFor();
    await wallet.getByLabel(/Coram Street/).check();
    await wallet.getByText('The shop does not deliver there.').waitFor();
    expect(await wallet.getByRole('button', { name: /^Pay/ }).isDisabled()).toBe(true);
    await wallet.getByLabel(/Torstraße/).check();
    await wallet.getByLabel(/Express/).check();
    await wallet.getByRole('button', { name: 'Pay $64.00' }).click();
    expect(await checkout.status()).toBe('requires_capture');
    const heard = await checkout.heard();
    expect(heard.filter(({ name }) => name === 'wallet address').map(({ country }) => country)).toEqual([
      'US',
      'GB',
      'DE',
    ]);
    expect(heard.find(({ name }) => name === 'wallet confirm')).toMatchObject({
      shippingAddress: { name: 'Jenny Rosen', address: { country: 'DE' } },
      shippingRate: { id: 'express' },
      billingDetails: { email: 'jenny.rosen@example.com' },
    });
    const [intent] = (await clientOf(mall.sandbox).paymentIntents.list({ limit: 1 })).data;
    expect(intent?.shipping).toMatchObject({ name: 'Jenny Rosen', address: { country: 'DE', city: 'Berlin' } });
    await page.close();
  });
});

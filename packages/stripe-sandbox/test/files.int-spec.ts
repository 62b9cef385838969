import { openHouse, refusal, type House } from './house.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const upload = (data: Buffer, name = 'proof.pdf') =>
  house.stripe.files.create({
    purpose: 'dispute_evidence',
    file: { data, name, type: 'application/pdf' },
  });

describe('a file', () => {
  it('is uploaded byte by byte, and can be read and listed', async () => {
    const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256));
    const file = await upload(bytes);
    expect(file).toMatchObject({
      object: 'file',
      purpose: 'dispute_evidence',
      size: 5000,
      filename: 'proof.pdf',
      type: 'pdf',
    });
    expect(Buffer.from(house.sandbox.store.platform.find('file_content', file.id)?.data ?? '', 'base64')).toEqual(
      bytes,
    );
    expect((await house.stripe.files.retrieve(file.id)).id).toBe(file.id);
    expect((await house.stripe.files.list({ purpose: 'dispute_evidence' })).data).toHaveLength(1);
  });

  it('goes with the evidence of a dispute', async () => {
    const receipt = await upload(Buffer.from('%PDF receipt'));
    await house.pay('pm_card_createDispute');
    await house.advance(5);
    const [dispute] = (await house.stripe.disputes.list()).data;
    const updated = await house.stripe.disputes.update(dispute?.id ?? '', {
      evidence: { receipt: receipt.id },
      submit: false,
    });
    expect(updated).toMatchObject({ status: 'needs_response', evidence: { receipt: receipt.id } });
    expect(
      await refusal(house.stripe.disputes.update(dispute?.id ?? '', { evidence: { receipt: 'file_none' } })),
    ).toMatchObject({ code: 'resource_missing' });
  });

  it('may not be empty or too large', async () => {
    expect((await refusal(upload(Buffer.alloc(0)))).statusCode).toBe(400);
    expect((await refusal(upload(Buffer.alloc(5 * 1024 * 1024 + 1)))).code).toBe('file_too_large');
  });
});

import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { openApiText } from './openapi-text.ts';

const COMMITTED = path.resolve(import.meta.dirname, '../../../../docs/openapi.json');

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { responses?: object; parameters?: { name: string; in: string }[] }>>;
  components: { schemas: Record<string, unknown> };
}

describe('the OpenAPI document', () => {
  it('that is committed is the one the controllers write', async () => {
    // Write it anew with `pnpm --filter @sidestall/api openapi` and review the difference.
    expect(JSON.parse(await readFile(COMMITTED, 'utf8'))).toEqual(JSON.parse(await openApiText()));
  });

  it('is 3.1 and says of every operation what comes back', async () => {
    const document = JSON.parse(await openApiText()) as Document;
    expect(document.openapi).toBe('3.1.0');
    const operations = Object.values(document.paths).flatMap((item) => Object.values(item));
    expect(operations.length).toBeGreaterThan(20);
    for (const operation of operations) expect(Object.keys(operation.responses ?? {})).not.toHaveLength(0);
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Quote', 'OrderView', 'FulfillmentOrder', 'Money']),
    );
  });

  it('asks for an Idempotency-Key wherever money or goods move', async () => {
    const document = JSON.parse(await openApiText()) as Document;
    const needsKey = (path: string) =>
      document.paths[path]!['post']!.parameters?.some(
        (parameter) => parameter.name === 'Idempotency-Key' && parameter.in === 'header',
      ) ?? false;
    expect(
      [
        '/v1/orders',
        '/v1/partner/fulfillment-orders/{id}/accept',
        '/v1/partner/fulfillment-orders/{id}/shipments',
      ].filter(needsKey),
    ).toHaveLength(3);
  });
});

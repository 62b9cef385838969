import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { API_EXAMPLES } from '../openapi.ts';
import { openApiText } from './openapi-text.ts';

const COMMITTED = path.resolve(import.meta.dirname, '../../../../docs/openapi.json');

interface Media {
  schema?: { $ref?: string };
  example?: unknown;
}
interface Body {
  content?: Record<string, Media>;
}
interface Operation {
  requestBody?: Body;
  responses?: Record<string, Body>;
  parameters?: { name: string; in: string }[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, { example?: unknown } | undefined> };
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

  it('shows an example of every body that a partner sends or gets', async () => {
    const { paths, components } = JSON.parse(await openApiText()) as Document;
    const hasExample = ({ schema, example }: Media): boolean =>
      example !== undefined ||
      (schema?.$ref !== undefined && components.schemas[schema.$ref.split('/').at(-1)!]?.example !== undefined);
    const without = Object.entries(paths)
      .filter(([route]) => route.startsWith('/v1/partner/'))
      .flatMap(([route, item]) =>
        Object.entries(item).flatMap(([method, { requestBody, responses }]) => {
          const answers = Object.entries(responses ?? {}).filter(([status]) => Number(status) < 300);
          const bodies = [requestBody, ...answers.map(([, answer]) => answer)].flatMap((body) =>
            Object.entries(body?.content ?? {}),
          );
          return bodies.filter(([, media]) => !hasExample(media)).map(([type]) => `${method} ${route} ${type}`);
        }),
      );
    expect(without).toEqual([]);
  });

  it.each(API_EXAMPLES.map(([schema, example]) => [String(schema.meta()?.['id']), schema, example] as const))(
    'shows a %s that fits what it is an example of',
    (_id, schema, example) => {
      expect(schema.safeParse(example).error?.issues ?? []).toEqual([]);
    },
  );

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

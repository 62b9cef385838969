import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { zProblem } from '@sidestall/contracts';
import { z } from 'zod';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { FILE_EXAMPLES, PARTNER_EXAMPLES } from './partner-examples.ts';
import { PORTAL_EXAMPLES, type ApiExample } from './portal-examples.ts';

/** Bodies that fit their schemas, as partners' engineers read them. */
export const API_EXAMPLES: readonly ApiExample[] = [...PARTNER_EXAMPLES, ...PORTAL_EXAMPLES];

interface Described {
  readonly requestBody?: { readonly content: Readonly<Record<string, { example?: unknown }>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { example?: unknown }>> } | undefined>
  >;
}

/** What is sent to an address and what comes back from it, by media type. */
function bodiesAt(document: OpenAPIObject, path: string): Readonly<Record<string, { example?: unknown }>>[] {
  const operations = Object.values((document.paths[path] ?? {}) as Record<string, Described>);
  return operations.flatMap(({ requestBody, responses }) =>
    [requestBody?.content, ...Object.values(responses).map((answer) => answer?.content)].filter(
      (content) => content !== undefined,
    ),
  );
}

/** The OpenAPI 3.1 document, made of the controllers and the schemas they name. */
export function describeApi(application: NestFastifyApplication): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Sidestall')
    .setDescription(
      'The shop beside any live stream. Failures are application/problem+json (RFC 9457) with a stable `code`; unsafe routes take an Idempotency-Key.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'A retailer’s API key, or an order’s token' })
    .addCookieAuth('stall_session')
    .build();
  const document = SwaggerModule.createDocument(application, base);
  const {
    $schema: _,
    id: __,
    ...problem
  } = z.toJSONSchema(zProblem, { target: 'draft-2020-12' }) as Record<string, unknown>;
  (document.components ??= {}).schemas = { ...document.components?.schemas, Problem: problem };
  for (const [schema, example] of API_EXAMPLES) {
    const described = document.components.schemas[String(schema.meta()?.['id'])] as { example?: unknown } | undefined;
    if (described) described.example = example;
  }
  for (const [path, examples] of Object.entries(FILE_EXAMPLES)) {
    for (const body of bodiesAt(document, path)) {
      for (const [type, media] of Object.entries(body)) if (examples[type]) media.example = examples[type];
    }
  }
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as { responses: Record<string, unknown> }[]) {
      operation.responses['default'] = {
        description: 'Anything that failed',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      };
    }
  }
  return document;
}

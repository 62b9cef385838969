import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { zProblem } from '@sidestall/contracts';
import { z } from 'zod';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

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

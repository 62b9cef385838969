import type { NestFastifyApplication } from '@nestjs/platform-fastify';
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
  return SwaggerModule.createDocument(application, base);
}

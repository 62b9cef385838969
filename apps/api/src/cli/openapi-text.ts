import { Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Idempotency } from '@sidestall/engine';
import { controllers } from '../controllers.ts';
import { describeApi } from '../openapi.ts';

@Module({})
class ShapesOnly {
  /** The controllers with nothing behind them: describing the doors must not need a database. */
  static of(types: readonly Type[]): DynamicModule {
    const needed = new Set<Type>([Idempotency]);
    for (const type of types) {
      for (const parameter of (Reflect.getMetadata('design:paramtypes', type) as Type[] | undefined) ?? [])
        needed.add(parameter);
    }
    const providers: Provider[] = [...needed].map((type) => ({ provide: type, useValue: {} }));
    return { module: ShapesOnly, controllers: [...types], providers: [...providers, ...tokensOf(types)] };
  }
}

/** What controllers take by token instead of by class. */
function tokensOf(types: readonly Type[]): Provider[] {
  const tokens = types.flatMap(
    (type) => (Reflect.getMetadata('self:paramtypes', type) as { param: symbol | string }[] | undefined) ?? [],
  );
  return [...new Set(tokens.map(({ param }) => param))].map((token) => ({ provide: token, useValue: {} }));
}

/** The OpenAPI document as it is committed: keys in the order of the code, one line feed at the end. */
export async function openApiText(): Promise<string> {
  const application = await NestFactory.create<NestFastifyApplication>(
    ShapesOnly.of(controllers),
    new FastifyAdapter(),
    { logger: false },
  );
  const document = describeApi(application);
  await application.close();
  return `${JSON.stringify(document, null, 2)}\n`;
}

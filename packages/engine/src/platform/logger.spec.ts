import { makeLogger } from './logger.ts';

const logged = (write: (logger: ReturnType<typeof makeLogger>) => void): string => {
  const lines: string[] = [];
  write(makeLogger('test', 'debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
};

describe('a log line', () => {
  it('keeps secrets and people out, wherever one usually puts them', () => {
    const secrets = {
      authorization: 'Bearer s3cret',
      cookie: 's3cret',
      password: 's3cret',
      token: 's3cret',
      orderToken: 's3cret',
      clientSecret: 's3cret',
      email: 'ana@s3cret.example',
      card: { number: '4242-s3cret' },
      shippingAddress: { line1: 's3cret' },
    };
    const line = logged((logger) =>
      logger.info(
        { ...secrets, request: secrets, order: { buyer: secrets }, headers: { authorization: 's3cret' } },
        'x',
      ),
    );
    expect(line).toContain('[redacted]');
    expect(line).not.toContain('s3cret');
  });

  it('tells of an error what helps to find it, and nothing that somebody hung on it', () => {
    const error = Object.assign(new Error('relation does not exist'), {
      code: '42P01',
      detail: 'Key (email)=(ana@s3cret.example) already exists.',
      raw: { payment_method: { billing_details: { email: 'ana@s3cret.example' } } },
      parameters: ['ana@s3cret.example'],
    });
    const line = logged((logger) => logger.error({ err: error }, 'x'));
    expect(JSON.parse(line)).toMatchObject({ err: { code: '42P01', message: 'relation does not exist' } });
    expect(line).not.toContain('s3cret');
  });
});

import { checkEndpointUrl, isPublicAddress } from './endpoint-address.ts';

describe('an address', () => {
  it.each(['93.184.215.14', '1.1.1.1', '2606:4700:4700::1111', '::ffff:1.1.1.1'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.1',
    '192.0.2.1',
    '192.88.99.1',
    '192.168.1.1',
    '198.18.0.1',
    '198.51.100.1',
    '203.0.113.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:a9fe:a9fe',
    'fe80::1',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '3fff::1',
    '100::1',
    '2002:7f00:1::',
    '64:ff9b::7f00:1',
    '64:ff9b:1::1',
    '5f00::1',
    'fec0::1',
    '2001::1',
    '::7f00:1',
    'not an address',
    '',
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('an endpoint', () => {
  it.each(['https://hooks.example.com/sidestall', 'https://hooks.example.com:8443/', 'https://1.1.1.1/'])(
    'may be %s',
    (url) => {
      expect(checkEndpointUrl(url, [])).toBeInstanceOf(URL);
    },
  );

  it.each([
    ['http://hooks.example.com/', 'URL_NOT_HTTPS'],
    ['ftp://hooks.example.com/', 'URL_NOT_HTTPS'],
    ['file:///etc/passwd', 'URL_NOT_HTTPS'],
    ['hooks.example.com', 'URL_INVALID'],
    ['', 'URL_INVALID'],
    ['https://user:pass@hooks.example.com/', 'URL_HAS_CREDENTIALS'],
    ['https://hooks.example.com:22/', 'PORT_NOT_ALLOWED'],
    ['https://hooks.example.com:6379/', 'PORT_NOT_ALLOWED'],
    ['https://127.0.0.1/', 'ADDRESS_NOT_PUBLIC'],
    ['https://0x7f000001/', 'ADDRESS_NOT_PUBLIC'],
    ['https://2130706433/', 'ADDRESS_NOT_PUBLIC'],
    ['https://127.1/', 'ADDRESS_NOT_PUBLIC'],
    ['https://①②⑦.⓪.⓪.①/', 'ADDRESS_NOT_PUBLIC'],
    ['https://[::ffff:7f00:1]/', 'ADDRESS_NOT_PUBLIC'],
    ['https://[::1]/', 'ADDRESS_NOT_PUBLIC'],
    ['https://169.254.169.254/latest/meta-data', 'ADDRESS_NOT_PUBLIC'],
    ['https://localhost/', 'ADDRESS_NOT_PUBLIC'],
    ['https://localhost./', 'ADDRESS_NOT_PUBLIC'],
    ['https://shop.localhost/', 'ADDRESS_NOT_PUBLIC'],
  ])('may not be %s: %s', (url, refusal) => {
    expect(checkEndpointUrl(url, [])).toBe(refusal);
  });

  it('may be on this machine only where the operator named this very host and port', () => {
    expect(checkEndpointUrl('http://localhost:4021/webhooks', ['localhost:4021'])).toBeInstanceOf(URL);
    expect(checkEndpointUrl('http://localhost:4022/webhooks', ['localhost:4021'])).toBe('URL_NOT_HTTPS');
    expect(checkEndpointUrl('http://127.0.0.1:4021/webhooks', ['localhost:4021'])).toBe('URL_NOT_HTTPS');
    expect(checkEndpointUrl('http://a:b@localhost:4021/', ['localhost:4021'])).toBe('URL_HAS_CREDENTIALS');
  });
});

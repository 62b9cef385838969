import { parseMultipart } from './multipart.ts';

const body = (...parts: (string | Buffer)[]): Buffer => Buffer.concat(parts.map((part) => Buffer.from(part)));

describe('a multipart body', () => {
  it('gives its fields, nested as in a form, and its files byte by byte', () => {
    const bytes = Buffer.from([0, 13, 10, 45, 45, 255]);
    const parsed = parseMultipart(
      body(
        '--b1\r\nContent-Disposition: form-data; name="purpose"\r\n\r\ndispute_evidence\r\n',
        '--b1\r\nContent-Disposition: form-data; name="file_link_data[create]"\r\n\r\ntrue\r\n',
        '--b1\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n',
        bytes,
        '\r\n--b1--\r\n',
      ),
      'multipart/form-data; boundary=b1',
    );
    expect(parsed).toEqual({
      purpose: 'dispute_evidence',
      file_link_data: { create: 'true' },
      file: { filename: 'a.png', type: 'image/png', data: bytes.toString('base64') },
    });
  });

  it('without a boundary is refused, and one that is cut off gives what is whole', () => {
    expect(() => parseMultipart(Buffer.from('x'), 'multipart/form-data')).toThrow('boundary');
    const cut = body('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--b\r\nContent-Disp');
    expect(parseMultipart(cut, 'multipart/form-data; boundary=b')).toEqual({ a: '1' });
  });
});

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../../src/report/page/page-html.ts';

const code = { script: 'render()', style: 'p{}' };
const dataIn = (html: string): unknown =>
  JSON.parse(/<script type="application\/json" id="data">(.*)<\/script>/.exec(html)?.[1] ?? '');

describe('the page as one file', () => {
  it('allows its own script and style and nothing else', () => {
    const html = pageHtml('Fig', {}, code);
    const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(html).toContain(
      `content="default-src 'none'; script-src ${digest(code.script)}; style-src ${digest(code.style)}; base-uri 'none'; form-action 'none'"`,
    );
  });

  it.each(['</script><script>alert(1)</script>', '<!--', '<img src=x onerror=alert(1)>', '__proto__'])(
    'keeps %j as data',
    (name) => {
      const html = pageHtml('Fig', { name, [name]: 1 }, code);
      expect(dataIn(html)).toEqual(JSON.parse(JSON.stringify({ name, [name]: 1 })));
      expect(html.match(/<script/g)).toHaveLength(2);
      expect(html).not.toContain('\u2028');
    },
  );

  it('spells out marks that would turn the direction of what stands beside them', () => {
    expect(dataIn(pageHtml('Fig', ['a\u202egpj.ts', 'b\u0007', 'c\u2028d'], code))).toEqual([
      'a\\u202egpj.ts',
      'b\\u0007',
      'c\\u2028d',
    ]);
  });

  it('refuses code that would end its own element', () => {
    expect(() => pageHtml('Fig', {}, { script: "'</SCRIPT>'", style: '' })).toThrow('end of its own element');
    expect(() => pageHtml('Fig', {}, { script: '', style: '</style>' })).toThrow('end of its own element');
  });

  it('escapes its title', () => {
    expect(pageHtml('<b> & co', {}, code)).toContain('<title>&lt;b> &amp; co</title>');
  });
});

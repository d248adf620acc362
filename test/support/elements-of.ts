/** The elements of an XML document in order, and its text with entities resolved; throws where it is not well formed. */
export function elementsOf(xml: string): { readonly names: readonly string[]; readonly text: string } {
  const names: string[] = [];
  const open: string[] = [];
  let text = '';
  const rest = xml.replace(/<\?[^>]*\?>|<!DOCTYPE[^>]*>|<!--[\s\S]*?-->/g, '');
  const token = /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^<"]*"|'[^<']*'))*)\s*(\/?)>|([^<]+)/gy;
  let end = 0;
  for (const [all, closing, name = '', attributes = '', empty, characters = ''] of rest.matchAll(token)) {
    end += all.length;
    if (/&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i.test(attributes + characters))
      throw new Error(`a bare ampersand in ${all}`);
    if (characters !== '') text += characters;
    else if (closing === '/') {
      if (open.pop() !== name) throw new Error(`</${name}> closes nothing`);
    } else {
      names.push(name);
      if (empty === '') open.push(name);
    }
  }
  if (end !== rest.length || open.length > 0)
    throw new Error(`not well formed: ${rest.slice(end, end + 80)}`);
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
  return {
    names,
    text: text.replace(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, entity: string) =>
      code === undefined ? (entities[entity] ?? '') : String.fromCodePoint(Number(code)),
    ),
  };
}

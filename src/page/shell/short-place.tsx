import type { CodePlace } from './code-place.ts';

/** A place in one line, of which the end stays visible: folders give way first. All of it is there for readers, search and copying. */
export function ShortPlace({ file, line }: CodePlace) {
  const slash = file.lastIndexOf('/') + 1;
  return (
    <code class="short-place" title={`${file}:${line}`}>
      <span class="short-place-folder">
        <bdi dir="ltr">{file.slice(0, slash)}</bdi>
      </span>
      <span class="short-place-file">
        <bdi>{file.slice(slash)}</bdi>:{line}
      </span>
    </code>
  );
}

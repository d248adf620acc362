import { useMemo, useState } from 'preact/hooks';
import type { PageDocument } from '../../../report/page/page-document.ts';
import { by } from '../../../lib/ordered.ts';
import { SearchBox } from '../../shell/search-box.tsx';
import type { Change } from './change.ts';
import { ContextCard } from './context-card.tsx';
import type { Weighed } from './decisions.ts';
import { FileList } from './file-list.tsx';
import { MoveBar } from './move-bar.tsx';
import { membersOf, type Outlook, standings } from './outlook.ts';

/** The contexts with their files, to pick and to drag. */
export function Board(props: {
  readonly data: PageDocument;
  readonly weighed: Weighed;
  readonly first: Weighed;
  readonly onChange: (change: Change) => void;
}) {
  const { data, weighed, first, onChange } = props;
  const { outlook } = weighed;
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set());
  const [text, setText] = useState('');
  const [isContested, setContested] = useState(false);
  const movable = useMemo(() => movableModules(outlook), [outlook]);
  const found = useMemo(() => search(data, movable, text, isContested), [data, movable, text, isContested]);
  const pick = (modules: readonly number[], isPicked: boolean) => {
    const next = new Set(picked);
    for (const module of modules)
      if (isPicked) next.add(module);
      else next.delete(module);
    setPicked(next);
  };
  const move = (modules: readonly number[], to: string | null) => {
    onChange(to === null ? { verb: 'share', modules } : { verb: 'move', modules, to });
    setPicked(new Set());
  };
  /** What is dragged: all that is picked when the dragged one is among it. */
  const drop = (module: number, to: string | null) => move(picked.has(module) ? [...picked] : [module], to);
  const files = { data, outlook, picked, onPick: pick };
  return (
    <section class="decide-board" aria-label="Contexts and their files">
      <BoardHead
        text={text}
        isContested={isContested}
        found={found.length}
        of={movable.length}
        onText={setText}
        onContested={setContested}
      />
      <MoveBar
        picked={picked.size}
        ids={aliveIn(weighed).map(({ id }) => id)}
        onMove={(to) => move([...picked], to)}
        onClear={() => setPicked(new Set())}
      />
      {text !== '' || isContested ? (
        <FileList {...files} modules={found} hasHome empty="No file is all of that." />
      ) : (
        <Cards
          files={files}
          weighed={weighed}
          first={first}
          movable={movable}
          onChange={onChange}
          onDrop={drop}
        />
      )}
    </section>
  );
}

function BoardHead(props: {
  readonly text: string;
  readonly isContested: boolean;
  readonly found: number;
  readonly of: number;
  readonly onText: (text: string) => void;
  readonly onContested: (isContested: boolean) => void;
}) {
  const { text, isContested, found, of, onText, onContested } = props;
  return (
    <div class="decide-board-head">
      <SearchBox label="Find a file" value={text} onChange={onText} found={found} of={of} />
      <label class="choice">
        <input
          type="checkbox"
          checked={isContested}
          onChange={({ currentTarget }) => onContested(currentTarget.checked)}
        />
        <span>Only contested files</span>
      </label>
    </div>
  );
}

/** Contexts with modules, by id. */
function aliveIn({ outlook, price }: Weighed): { readonly id: string; readonly context: number }[] {
  return outlook.ids
    .flatMap((id, context) => (price.sizes[context] === 0 ? [] : [{ id, context }]))
    .sort(by(({ id }) => id));
}

function Cards(
  props: Pick<Parameters<typeof ContextCard>[0], 'files' | 'onChange' | 'onDrop'> & {
    readonly weighed: Weighed;
    readonly first: Weighed;
    readonly movable: readonly number[];
  },
) {
  const { weighed, first, movable, ...common } = props;
  const { outlook } = weighed;
  const alive = aliveIn(weighed);
  const known = common.files.data.contexts;
  const idle = movable.filter((module) => outlook.standing[module] !== standings.counted);
  return (
    <>
      {alive.map(({ id, context }) => (
        <ContextCard
          key={context}
          {...common}
          id={id}
          title={known[context]?.id === id ? known[context].name : id}
          size={weighed.price.sizes[context] ?? 0}
          modulesOf={() => membersOf(outlook, context)}
          sizeBefore={first.price.sizes[context] ?? 0}
          others={alive.map((each) => each.id).filter((each) => each !== id)}
        />
      ))}
      <ContextCard
        {...common}
        id={null}
        title="Shared and in no context"
        size={idle.length}
        modulesOf={() => idle}
        sizeBefore={null}
        others={[]}
      />
    </>
  );
}

function movableModules({ standing }: Outlook): number[] {
  return Array.from(standing.keys()).filter((module) => standing[module] !== standings.beside);
}

/** Below this share of the runs, in whole percents, a place is contested. */
const likely = 60;

function search(
  { names, modules }: PageDocument,
  movable: readonly number[],
  text: string,
  isContested: boolean,
): number[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return movable.filter((module) => {
    const path = (names[module] as string).toLowerCase();
    const isMeant =
      !isContested || (modules.context[module] !== -1 && (modules.confidence[module] ?? 100) < likely);
    return isMeant && words.every((word) => path.includes(word));
  });
}

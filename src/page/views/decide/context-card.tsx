import { useState } from 'preact/hooks';
import { isContextId, type Change } from './change.ts';
import { dragType, FileList, type Files } from './file-list.tsx';
import { ContextName } from './move-bar.tsx';

/** A context with its files: something to drop files on, to rename, and to merge into another. */
export function ContextCard(props: {
  readonly files: Files;
  /** Null for what is in no context. */
  readonly id: string | null;
  readonly title: string;
  /** How many modules it has. */
  readonly size: number;
  /** Looked up when it is open. */
  readonly modulesOf: () => readonly number[];
  /** Modules before all changes; null where that says nothing. */
  readonly sizeBefore: number | null;
  readonly others: readonly string[];
  readonly onChange: (change: Change) => void;
  readonly onDrop: (module: number, to: string | null) => void;
}) {
  const { files, id, title, size, modulesOf, sizeBefore, others, onChange, onDrop } = props;
  const [isOpen, setOpen] = useState(false);
  const [isOver, setOver] = useState(false);
  const modules = isOpen ? modulesOf() : [];
  return (
    <details
      class={isOver ? 'decide-card decide-card-over' : 'decide-card'}
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const module = Number.parseInt(event.dataTransfer?.getData(dragType) ?? '', 10);
        if (files.data.names[module] !== undefined) onDrop(module, id);
      }}
    >
      <summary>
        <bdi class="decide-card-title">{title}</bdi>{' '}
        <span class="decide-card-size">
          {sizeBefore === null || sizeBefore === size
            ? `${size.toLocaleString('en')} files`
            : `${sizeBefore.toLocaleString('en')} → ${size.toLocaleString('en')} files`}
        </span>
      </summary>
      {isOpen ? (
        <>
          <div class="decide-card-tools">
            <button type="button" onClick={() => files.onPick(modules, true)} disabled={size === 0}>
              Pick all
            </button>
            {id === null ? null : <CardTools id={id} others={others} onChange={onChange} />}
          </div>
          <FileList {...files} modules={modules} empty="No file is here." />
        </>
      ) : null}
    </details>
  );
}

function CardTools(props: {
  readonly id: string;
  readonly others: readonly string[];
  readonly onChange: (change: Change) => void;
}) {
  const { id, others, onChange } = props;
  const [into, setInto] = useState('');
  const [name, setName] = useState('');
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (others.includes(into)) onChange({ verb: 'merge', context: id, into });
        }}
      >
        <select
          aria-label={`Merge ${id} into`}
          value={into}
          onChange={({ currentTarget }) => setInto(currentTarget.value)}
        >
          <option value="">Merge into…</option>
          {others.map((other) => (
            <option key={other} value={other}>
              {other}
            </option>
          ))}
        </select>{' '}
        <button type="submit" disabled={into === ''}>
          Merge
        </button>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isContextId(name) || others.includes(name) || name === id) return;
          onChange({ verb: 'rename', context: id, to: name });
          setName('');
        }}
      >
        <ContextName label={`New name of ${id}`} name={name} taken={others} onChange={setName} />{' '}
        <button type="submit" disabled={!isContextId(name) || others.includes(name) || name === id}>
          Rename
        </button>
      </form>
    </>
  );
}

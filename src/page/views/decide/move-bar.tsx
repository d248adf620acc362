import { useState } from 'preact/hooks';
import { isContextId } from './change.ts';

const [shared, anew] = ['\u0000shared', '\u0000new'];

/** Moves what is picked: to a context, to a new one (which is how one is split), or out of all as shared. */
export function MoveBar(props: {
  readonly picked: number;
  readonly ids: readonly string[];
  /** Null for what is shared. */
  readonly onMove: (to: string | null) => void;
  readonly onClear: () => void;
}) {
  const { picked, ids, onMove, onClear } = props;
  const [target, setTarget] = useState('');
  const [name, setName] = useState('');
  const isNamed = target !== anew || (isContextId(name) && !ids.includes(name));
  const submit = (event: Event) => {
    event.preventDefault();
    if (picked === 0 || target === '' || !isNamed) return;
    onMove(target === shared ? null : target === anew ? name : target);
    setTarget('');
    setName('');
  };
  return (
    <form class="decide-move-bar" onSubmit={submit} aria-label="Move the picked files">
      <span role="status">{picked === 0 ? 'Pick files, or drag them' : `${picked} picked`}</span>
      <select
        aria-label="Where to"
        value={target}
        disabled={picked === 0}
        onChange={({ currentTarget }) => setTarget(currentTarget.value)}
      >
        <option value="">Move to…</option>
        {ids.map((id) => (
          <option key={id} value={id}>
            {id}
          </option>
        ))}
        <option value={anew}>A new context…</option>
        <option value={shared}>Shared by all</option>
      </select>
      {target === anew ? (
        <ContextName label="Name of the new context" name={name} taken={ids} onChange={setName} />
      ) : null}
      <button type="submit" disabled={picked === 0 || target === '' || !isNamed}>
        Move
      </button>
      {picked === 0 ? null : (
        <button type="button" class="quiet" onClick={onClear}>
          Pick none
        </button>
      )}
    </form>
  );
}

/** A field for the id of a context; says what is wrong with it. */
export function ContextName(props: {
  readonly label: string;
  readonly name: string;
  readonly taken: readonly string[];
  readonly onChange: (name: string) => void;
}) {
  const { label, name, taken, onChange } = props;
  const problem = taken.includes(name)
    ? 'There is one of that name: merge them'
    : name !== '' && !isContextId(name)
      ? 'Lower-case letters, digits and dashes'
      : '';
  return (
    <>
      <input
        type="text"
        aria-label={label}
        placeholder={label}
        value={name}
        maxLength={63}
        aria-invalid={problem !== ''}
        onInput={({ currentTarget }) => onChange(currentTarget.value)}
      />
      <span class="fine" role="status">
        {problem}
      </span>
    </>
  );
}

import { useParameter } from './use-place.ts';

export interface Option {
  /** What the address holds. */
  readonly value: string;
  readonly label: string;
}

/** A field to choose one of few values; the address keeps it as `name`, and nothing of it for the first option. */
export function Choice(props: {
  readonly name: string;
  readonly label: string;
  readonly options: readonly Option[];
}) {
  const { name, label, options } = props;
  const [chosen, choose] = useParameter(name);
  const [first] = options;
  const value = options.some((option) => option.value === chosen) ? chosen : (first?.value ?? '');
  return (
    <label class="choice">
      <span>{label}</span>
      <select
        value={value}
        onChange={({ currentTarget }) =>
          choose(currentTarget.value === first?.value ? '' : currentTarget.value)
        }
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  );
}

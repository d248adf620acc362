/** A field that searches while it is typed into, and says how much it found. `/` leads into the first one of a view. */
export function SearchBox(props: {
  /** What is searched; name and placeholder of the field. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string, isTyping: boolean) => void;
  readonly found: number;
  readonly of: number;
}) {
  const { label, value, onChange, found, of } = props;
  return (
    <div class="search">
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onInput={({ currentTarget }) => onChange(currentTarget.value, true)}
      />
      <span class="search-count" role="status">
        {value === '' ? '' : `${found.toLocaleString('en')} of ${of.toLocaleString('en')}`}
      </span>
    </div>
  );
}

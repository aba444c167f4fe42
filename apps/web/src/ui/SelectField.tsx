/** A labelled native select: the best picker on a phone, by keyboard and for screen readers alike. */
import { useId } from 'react';

interface Choice<T extends string> {
  value: T;
  label: string;
  isDisabled?: boolean;
  /** More about it, for whoever hovers. */
  title?: string;
}

interface SelectFieldProps<T extends string> {
  label: string;
  value: T;
  choices: readonly Choice<T>[];
  onChange: (value: T) => void;
  /** Label for assistive technology only. */
  labelHidden?: boolean;
  className?: string;
}

export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, value, choices, onChange, labelHidden = false, className = '' } = props;
  const id = useId();
  return (
    <div className={`flex min-w-0 flex-col gap-1 ${className}`}>
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'eyebrow'}>
        {label}
      </label>
      <select
        id={id}
        className="field w-full"
        value={value}
        onChange={(event) => onChange(event.currentTarget.value as T)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.isDisabled ?? false} title={choice.title}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

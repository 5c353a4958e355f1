import { useText } from '../text';
import { Menu, MenuItem } from './Menu';

interface Choice {
  readonly id: string;
  readonly label: string;
  /** One line that says what it is, or why it cannot be chosen. */
  readonly about: string;
  readonly disabled: boolean;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly disabled?: boolean;
  readonly describedBy?: string | undefined;
  readonly onChange: (id: string) => void;
}

/** A choice whose options say what they are before one is taken: a select with a menu of names and sentences. */
export function ChoiceMenu({ label, value, choices, disabled = false, describedBy, onChange }: Props) {
  const t = useText();
  const chosen = choices.find(({ id }) => id === value)?.label ?? value;
  return (
    <Menu
      className="select choice"
      label={label}
      name={t('rail.labelled', { label, value: chosen })}
      button={chosen}
      disabled={disabled}
      describedBy={describedBy}
    >
      {(close) =>
        choices.map((choice) => (
          <MenuItem
            key={choice.id}
            label={choice.label}
            detail={choice.about}
            checked={choice.id === value}
            disabled={choice.disabled}
            onSelect={() => {
              close();
              if (choice.id !== value) onChange(choice.id);
            }}
          />
        ))
      }
    </Menu>
  );
}
